/** The lines of a deposit's timeline in words. What nobody has words for yet is shown tidied. */
import {
  ArrowDownToLine,
  Ban,
  BookOpen,
  CircleCheck,
  CircleHelp,
  CircleX,
  FileText,
  Gavel,
  Hourglass,
  MessageSquareReply,
  Search,
  SendHorizontal,
  TimerOff,
  Undo2,
  UserCheck,
  Wallet,
  type LucideIcon,
} from "lucide-react";
import type { DepositTimeline } from "@/api/client";
import { plainly } from "@/lib/words";
import type { Tone } from "@/ui/badge";

export type Step = DepositTimeline["steps"][number];

export interface Words {
  icon: LucideIcon;
  tone: Tone;
  title: string;
}

const FACTS: Record<string, Words> = {
  "deposit.created": { icon: FileText, tone: "sea", title: "Asked for" },
  "deposit.processing": {
    icon: Hourglass,
    tone: "sea",
    title: "Paid; their bank is to confirm it",
  },
  "deposit.captured": { icon: ArrowDownToLine, tone: "good", title: "Paid: the money is pending" },
  "deposit.payer_declared": {
    icon: UserCheck,
    tone: "sea",
    title: "You said who paid instead of whom you had named",
  },
  "deposit.cleared": { icon: CircleCheck, tone: "good", title: "Cleared: the money is available" },
  "deposit.emptied": {
    icon: Undo2,
    tone: "plain",
    title: "All of it went back before it could be available",
  },
  "deposit.failed": { icon: CircleX, tone: "bad", title: "Failed" },
  "deposit.expired": { icon: TimerOff, tone: "plain", title: "Expired: nobody paid in time" },
  "deposit.cancelled": { icon: Ban, tone: "plain", title: "Cancelled" },
  "deposit.charged_back": { icon: Gavel, tone: "bad", title: "Charged back by the payer’s bank" },
  "payment.suspended": {
    icon: CircleHelp,
    tone: "doubt",
    title: "A payment that does not fit is set aside",
  },
  "payment.assigned": { icon: UserCheck, tone: "good", title: "Two operators assigned it to you" },
  "refund.requested": { icon: Undo2, tone: "sea", title: "Refund asked for" },
  "refund.processed": { icon: CircleCheck, tone: "good", title: "Refund given back" },
  "refund.failed": {
    icon: CircleX,
    tone: "bad",
    title: "Refund failed: the money is yours again",
  },
  "refund.recovered": {
    icon: Undo2,
    tone: "bad",
    title: "Refund given back after all: the money is taken from you again",
  },
  "refund.written_off": {
    icon: CircleCheck,
    tone: "plain",
    title: "Refund given back after all: the platform bears it",
  },
  "chargeback.answered": {
    icon: MessageSquareReply,
    tone: "sea",
    title: "You answered the chargeback",
  },
  "chargeback.won": { icon: CircleCheck, tone: "good", title: "Chargeback won: the money is back" },
  "chargeback.lost": {
    icon: CircleX,
    tone: "bad",
    title: "Chargeback lost: the payer keeps the money",
  },
};

/** Money that moved at another moment than it was heard of. */
const POSTINGS: Record<string, string> = {
  deposit_captured: "Collected by the payment gateway",
  payment_suspended: "Set aside: it does not fit",
  payment_assigned: "Assigned",
  deposit_cleared: "Cleared",
  refund_held: "Set aside for the refund",
  refund_processed: "Refunded by the payment gateway",
  refund_released: "The refund’s money is released",
  refund_recovered: "Taken for the refund that was given back after all",
  refund_written_off: "The refund’s money is borne by the platform",
  chargeback_opened: "Taken back by the payer’s bank",
  chargeback_won: "Given back by the payer’s bank",
  chargeback_written_off: "Borne by the platform",
};

/** From where a word of the gateway came. */
const SOURCES: Record<string, { icon: LucideIcon; says: string }> = {
  creation: { icon: SendHorizontal, says: "When it was opened, the gateway said" },
  poll: { icon: Search, says: "Asked, the gateway said" },
  webhook: { icon: MessageSquareReply, says: "After its message we asked, and the gateway said" },
  sweep: { icon: Search, says: "Going through its list, we found" },
  settlement: { icon: BookOpen, says: "The gateway’s report shows" },
};

export const OUTCOMES: Record<string, { says: string; tone: Tone }> = {
  paid: { says: "paid", tone: "good" },
  paid_late: { says: "paid after all", tone: "doubt" },
  under_way: { says: "the payer has paid; their bank has not confirmed it", tone: "sea" },
  waiting: { says: "not paid yet", tone: "wait" },
  known: { says: "what we knew already", tone: "plain" },
  failed: { says: "failed", tone: "bad" },
  expired: { says: "not paid in time", tone: "plain" },
  cancelled: { says: "cancelled", tone: "plain" },
  refused: { says: "it does not take this payment", tone: "bad" },
  mismatch: { says: "something was paid that does not fit; a person looks at it", tone: "doubt" },
  other_object: { says: "something about another payment; it is asked again", tone: "doubt" },
  unclear: { says: "nothing we can rely on; it is asked again", tone: "doubt" },
};

export function wordsOf(step: Step): Words {
  if (step.kind === "fact") {
    return FACTS[step.what] ?? { icon: FileText, tone: "plain", title: plainly(step.what) };
  }
  if (step.kind === "posting") {
    return { icon: Wallet, tone: "plain", title: POSTINGS[step.what] ?? plainly(step.what) };
  }
  const source = SOURCES[step.kind] ?? {
    icon: Search,
    says: `The gateway said (${plainly(step.kind).toLowerCase()})`,
  };
  const outcome = OUTCOMES[step.what] ?? {
    says: plainly(step.what).toLowerCase(),
    tone: "plain" as const,
  };
  return { icon: source.icon, tone: outcome.tone, title: `${source.says}: ${outcome.says}` };
}

/** Where money is, in the words of its owner. */
const PLACES: Record<string, string> = {
  available: "available",
  pending: "pending",
  held: "set aside",
  receivable: "owed by you",
  gateway: "the payment gateway",
  fees: "fee",
  tax: "tax on the fee",
  fx: "exchange",
  suspense: "set aside until somebody decides",
  losses: "borne by the platform",
};

export function placeName(place: string): string {
  return PLACES[place] ?? plainly(place).toLowerCase();
}

export interface Transfer {
  source: string;
  target: string;
  amount_minor: number;
  currency: string;
}

export function transfersOf(posting: Step): Transfer[] {
  const told = posting.detail.transfers;
  return Array.isArray(told) ? (told as Transfer[]) : [];
}

/** Evidence of a word of the gateway, as pairs; what is empty says nothing. */
export function evidenceOf(step: Step): [name: string, value: string][] {
  const names: [string, string][] = [
    ["payment_id", "Payment"],
    ["reason", "Reason"],
    ["reason_code", "Reason"],
    ["failure", "Failure"],
    ["mismatch", "Mismatch"],
    ["code", "Code"],
    ["message", "Message"],
  ];
  return names.flatMap(([key, name]): [string, string][] => {
    const value = step.detail[key];
    return typeof value === "string" && value !== "" ? [[name, value]] : [];
  });
}
