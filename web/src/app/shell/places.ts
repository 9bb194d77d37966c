import {
  ArrowDownToLine,
  BookOpen,
  FlaskConical,
  KeyRound,
  Landmark,
  Layers,
  LayoutDashboard,
  LifeBuoy,
  SendHorizontal,
  Settings2,
  SquareTerminal,
  UsersRound,
  type LucideIcon,
} from "lucide-react";

export interface PlaceInApp {
  to:
    | "/m/$merchantId"
    | "/m/$merchantId/deposits"
    | "/m/$merchantId/payouts"
    | "/m/$merchantId/batches"
    | "/m/$merchantId/bank-accounts"
    | "/m/$merchantId/ledger"
    | "/m/$merchantId/cases"
    | "/m/$merchantId/team"
    | "/m/$merchantId/settings"
    | "/m/$merchantId/api-keys"
    | "/m/$merchantId/sandbox";
  name: string;
  icon: LucideIcon;
  /** Other words people look for it by. */
  words?: string;
  exact?: boolean;
  sandboxOnly?: boolean;
}

export interface Group {
  name: string;
  places: PlaceInApp[];
}

/** Where one can go, in the order of the rail. New capabilities add their places here. */
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
        words: "transfers payments",
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
        words: "statement lines balance",
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
    name: "Merchant",
    places: [
      {
        to: "/m/$merchantId/team",
        name: "Team",
        icon: UsersRound,
        words: "members people invite role colleague",
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
        to: "/m/$merchantId/sandbox",
        name: "Sandbox",
        icon: FlaskConical,
        words: "test simulate clock credit scenario",
        sandboxOnly: true,
      },
    ],
  },
];

export const API_EXPLORER = { href: "/api/v1/docs/", name: "API explorer", icon: SquareTerminal };
