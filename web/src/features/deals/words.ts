/** What deals, milestones and conditions are called, and how they look. */
import {
  Archive,
  Ban,
  CircleCheck,
  CircleDashed,
  Eye,
  Gavel,
  Handshake,
  Hourglass,
  Lock,
  MessagesSquare,
  PackageCheck,
  PackageOpen,
  PauseCircle,
  PencilLine,
  RotateCcw,
  Scale,
  Stamp,
  TimerOff,
  Undo2,
  type LucideIcon,
} from "lucide-react";
import type { Deal, DealSummary, Milestone, Terms } from "@/api/deals";
import type { Dispute } from "@/api/disputes";
import { plainly } from "@/lib/words";
import type { Tone } from "@/ui/badge";

interface Look {
  word: string;
  tone: Tone;
  icon: LucideIcon;
}

export const LOOKS: Record<DealSummary["status"], Look> = {
  draft: { word: "Draft", tone: "plain", icon: PencilLine },
  deleted: { word: "Deleted", tone: "plain", icon: Archive },
  awaiting_approval: { word: "Being looked at", tone: "wait", icon: Stamp },
  open: { word: "Open for bids", tone: "sea", icon: Gavel },
  reviewing: { word: "Bids are weighed", tone: "wait", icon: Eye },
  proposed: { word: "Proposed", tone: "wait", icon: MessagesSquare },
  countered: { word: "Countered", tone: "wait", icon: MessagesSquare },
  agreed: { word: "Agreed", tone: "sea", icon: Handshake },
  active: { word: "Under way", tone: "sea", icon: PackageOpen },
  completed: { word: "Completed", tone: "good", icon: CircleCheck },
  cancelled: { word: "Called off", tone: "plain", icon: Ban },
  lapsed: { word: "Came to nothing", tone: "plain", icon: TimerOff },
  closed: { word: "Closed", tone: "plain", icon: Lock },
};

export const MILESTONE_LOOKS: Record<Milestone["status"], Look> = {
  planned: { word: "Not paid in yet", tone: "wait", icon: CircleDashed },
  funded: { word: "In escrow", tone: "sea", icon: Lock },
  submitted: { word: "Handed in", tone: "wait", icon: PackageOpen },
  changes_requested: { word: "Changes asked for", tone: "wait", icon: RotateCcw },
  approved: { word: "Approved", tone: "sea", icon: Hourglass },
  released: { word: "Released", tone: "good", icon: PackageCheck },
  refunded: { word: "Given back", tone: "plain", icon: Undo2 },
  cancelled: { word: "Called off", tone: "plain", icon: Ban },
  on_hold: { word: "On hold", tone: "doubt", icon: PauseCircle },
};

/** The ends of a deal, as both sides read them. */
export const ENDS: Record<NonNullable<Deal["ended_reason"]>, string> = {
  cancelled: "It was called off.",
  rejected: "The other side said no.",
  expired: "Nobody answered in time.",
  no_bids: "Nobody bid, or no bid was taken.",
  not_funded: "It was not paid in in time.",
  refunded: "All of it went back to the buyer.",
};

export type Format = DealSummary["format"];
export const FORMATS: Record<Format, { name: string; says: string }> = {
  open: { name: "Open auction", says: "Everybody sees the best price, and may better it." },
  sealed: { name: "Sealed bids", says: "Nobody sees another’s bid before all are opened." },
  direct: { name: "Direct deal", says: "With somebody you know: name them, or invite them." },
};

/** Whose offer it is, in the words of the market. */
export const KINDS: Record<DealSummary["kind"], string> = { offer: "Selling", request: "Buying" };

export const SILENCE: Record<Terms["on_silence"], string> = {
  release: "Silence is a yes: the money is released",
  dispute: "Silence opens a dispute",
};

/** Who pays our fee. */
export function feeSplitInWords(buyerBp: number): string {
  if (buyerBp === 0) return "The seller pays the fee";
  if (buyerBp === 10_000) return "The buyer pays the fee";
  if (buyerBp === 5_000) return "Each pays half of the fee";
  return `The buyer pays ${shareInWords(buyerBp)} of the fee, the seller the rest`;
}

/** 3,333 → `33.33 %`. */
export function shareInWords(bp: number): string {
  const part = String(bp % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${Math.trunc(bp / 100)}${part && `.${part}`} %`;
}

/** 120 → `5 days`; 30 → `30 hours`. */
export function hoursInWords(hours: number): string {
  if (hours % 24 === 0) return hours === 24 ? "1 day" : `${hours / 24} days`;
  return hours === 1 ? "1 hour" : `${hours} hours`;
}

type Leaf = Record<string, unknown>;

/** One condition, or a tree of them, as somebody would say it. */
export function conditionsInWords(tree: Leaf): string {
  const branches = tree.all ?? tree.any;
  if (Array.isArray(branches)) {
    const said = (branches as Leaf[]).map((each) =>
      "type" in each || branches.length === 1
        ? conditionsInWords(each)
        : `(${conditionsInWords(each)})`,
    );
    return said.join(tree.all ? ", and " : ", or ");
  }
  const name = typeof tree.name === "string" ? plainly(tree.name).toLowerCase() : "";
  switch (tree.type) {
    case "buyer_approves":
      return "the buyer approves";
    case "both_approve":
      return "both sides approve";
    case "document":
      return `the document “${name}” is handed in`;
    case "date":
      return `${dayInWords(tree.on)} has come`;
    case "signal":
      return `a third party says “${name}”`;
    default:
      return "something this page has no words for";
  }
}

const DAY = new Intl.DateTimeFormat("en-IN", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

function dayInWords(on: unknown): string {
  const moment = new Date(`${typeof on === "string" ? on : ""}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) ? "that day" : DAY.format(moment);
}

export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
}

export const REASONS: Record<Dispute["reason"], string> = {
  not_delivered: "Nothing was delivered",
  late: "It came too late",
  incomplete: "Something is missing",
  defective: "It is defective",
  not_as_agreed: "It is not as agreed",
  not_accepted: "It is not accepted, though it is as agreed",
  other: "Something else",
  silence: "Nobody answered in time, and the terms say so",
};

export const DISPUTE_LOOKS: Record<Dispute["status"], Look> = {
  opened: { word: "Waits for an answer", tone: "doubt", icon: Scale },
  negotiating: { word: "Both are talking", tone: "doubt", icon: MessagesSquare },
  ruling: { word: "Before an operator", tone: "wait", icon: Gavel },
  ruled: { word: "Ruled", tone: "wait", icon: Gavel },
  appealed: { word: "Appealed", tone: "wait", icon: Gavel },
  settled: { word: "Settled", tone: "good", icon: Handshake },
  executed: { word: "Done as ruled", tone: "plain", icon: CircleCheck },
  withdrawn: { word: "Taken back", tone: "plain", icon: Undo2 },
};
