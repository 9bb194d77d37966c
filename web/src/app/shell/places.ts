import {
  ArrowDownToLine,
  ArrowLeftRight,
  Bell,
  BookOpen,
  FileText,
  FlaskConical,
  KeyRound,
  Landmark,
  Layers,
  LayoutDashboard,
  LifeBuoy,
  Radio,
  ReceiptText,
  ScrollText,
  SendHorizontal,
  Settings2,
  ShieldCheck,
  SquareTerminal,
  Stamp,
  Store,
  UsersRound,
  Webhook,
  type LucideIcon,
} from "lucide-react";
import type { Merchant } from "@/api/client";
import { mayOwn, mayPay } from "@/api/merchant";

export interface PlaceInApp {
  to:
    | "/m/$merchantId"
    | "/m/$merchantId/approvals"
    | "/m/$merchantId/inbox"
    | "/m/$merchantId/deposits"
    | "/m/$merchantId/market"
    | "/m/$merchantId/payouts"
    | "/m/$merchantId/transfers"
    | "/m/$merchantId/batches"
    | "/m/$merchantId/bank-accounts"
    | "/m/$merchantId/ledger"
    | "/m/$merchantId/statement"
    | "/m/$merchantId/billing"
    | "/m/$merchantId/reports"
    | "/m/$merchantId/audit"
    | "/m/$merchantId/cases"
    | "/m/$merchantId/team"
    | "/m/$merchantId/verification"
    | "/m/$merchantId/settings"
    | "/m/$merchantId/api-keys"
    | "/m/$merchantId/webhooks"
    | "/m/$merchantId/events"
    | "/m/$merchantId/sandbox";
  name: string;
  icon: LucideIcon;
  /** Other words people look for it by. */
  words?: string;
  exact?: boolean;
  sandboxOnly?: boolean;
  /** Whoever may not open it is not offered it. */
  needs?: "finance" | "owner";
  /** Says beside its name how many things wait there for whoever looks. */
  counts?: boolean;
}

export interface Group {
  name: string;
  places: PlaceInApp[];
}

/**
 * Where one can go, in the order of the rail: what waits for people, trade, money as it comes and goes, what is
 * written down, who the merchant is, and what programs need. New capabilities add their places here.
 */
export const GROUPS: Group[] = [
  {
    name: "",
    places: [
      {
        to: "/m/$merchantId",
        name: "Overview",
        icon: LayoutDashboard,
        words: "home balance",
        exact: true,
      },
      {
        to: "/m/$merchantId/inbox",
        name: "Inbox",
        icon: Bell,
        words: "notifications news unread bell told",
      },
      {
        to: "/m/$merchantId/approvals",
        name: "Approvals",
        icon: Stamp,
        words: "inbox second owner four eyes threshold",
        counts: true,
      },
      {
        to: "/m/$merchantId/cases",
        name: "Cases",
        icon: LifeBuoy,
        words: "support problems doubt",
      },
    ],
  },
  {
    name: "Trade",
    places: [
      {
        to: "/m/$merchantId/market",
        name: "Market",
        icon: Store,
        words: "deals offers requests auctions bids escrow milestones buy sell trade",
      },
    ],
  },
  {
    name: "Money in",
    places: [
      {
        to: "/m/$merchantId/deposits",
        name: "Deposits",
        icon: ArrowDownToLine,
        words: "add money card refund chargeback pay in",
      },
    ],
  },
  {
    name: "Money out",
    places: [
      {
        to: "/m/$merchantId/payouts",
        name: "Payouts",
        icon: SendHorizontal,
        words: "payments",
      },
      {
        to: "/m/$merchantId/transfers",
        name: "Transfers",
        icon: ArrowLeftRight,
        words: "another merchant send wallet",
      },
      {
        to: "/m/$merchantId/batches",
        name: "Batches",
        icon: Layers,
        words: "csv file bulk salary",
      },
      {
        to: "/m/$merchantId/bank-accounts",
        name: "Bank accounts",
        icon: Landmark,
        words: "beneficiary vpa upi ifsc",
      },
    ],
  },
  {
    name: "Books",
    places: [
      {
        to: "/m/$merchantId/ledger",
        name: "Ledger",
        icon: BookOpen,
        words: "lines entries balance",
      },
      {
        to: "/m/$merchantId/statement",
        name: "Statement",
        icon: FileText,
        words: "account pdf csv download opening closing balance month",
      },
      {
        to: "/m/$merchantId/billing",
        name: "Fees and invoices",
        icon: ReceiptText,
        words: "tariff gst tax credit note price cost quote billing",
      },
      {
        to: "/m/$merchantId/reports",
        name: "Reports",
        icon: FileText,
        words: "figures volumes period",
      },
      {
        to: "/m/$merchantId/audit",
        name: "Audit log",
        icon: ScrollText,
        words: "who did what history security record",
        needs: "owner",
      },
    ],
  },
  {
    name: "Merchant",
    places: [
      {
        to: "/m/$merchantId/team",
        name: "Team",
        icon: UsersRound,
        words: "members people invite role colleague",
      },
      {
        to: "/m/$merchantId/verification",
        name: "Verification",
        icon: ShieldCheck,
        words: "kyc documents limits tier pan gstin",
      },
      {
        to: "/m/$merchantId/settings",
        name: "Settings",
        icon: Settings2,
        words: "rename kind tier account merchant",
      },
    ],
  },
  {
    name: "Developers",
    places: [
      { to: "/m/$merchantId/api-keys", name: "API keys", icon: KeyRound, words: "secret token" },
      {
        to: "/m/$merchantId/webhooks",
        name: "Webhooks",
        icon: Webhook,
        words: "endpoint event callback",
      },
      { to: "/m/$merchantId/events", name: "Events", icon: Radio, words: "feed history json" },
      {
        to: "/m/$merchantId/sandbox",
        name: "Sandbox",
        icon: FlaskConical,
        words: "test simulate clock credit scenario",
        sandboxOnly: true,
      },
    ],
  },
];

/** What of it somebody may open here; a group with nothing left is left out. */
export function placesFor(merchant: Merchant, isSandbox: boolean): Group[] {
  const isOffered = ({ needs, sandboxOnly }: PlaceInApp) =>
    (!sandboxOnly || isSandbox) &&
    (needs === undefined || (needs === "owner" ? mayOwn(merchant) : mayPay(merchant)));
  return GROUPS.map((group) => ({ ...group, places: group.places.filter(isOffered) })).filter(
    ({ places }) => places.length > 0,
  );
}

export const API_EXPLORER = { href: "/api/v1/docs/", name: "API explorer", icon: SquareTerminal };
