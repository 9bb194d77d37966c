/** The lines of a timeline in words. What nobody has words for yet is shown tidied, never left out. */
import {
  Ban,
  BookOpen,
  CircleCheck,
  CircleHelp,
  CircleX,
  Eye,
  FileText,
  History,
  Hourglass,
  MessageSquareReply,
  Search,
  SendHorizontal,
  Stamp,
  TimerOff,
  Undo2,
  Wallet,
  type LucideIcon,
} from "lucide-react";
import type { PayoutTimeline } from "@/api/client";
import { plainly } from "@/lib/words";
import type { Tone } from "@/ui/badge";

export type Step = PayoutTimeline["steps"][number];

export interface Words {
  icon: LucideIcon;
  tone: Tone;
  title: string;
}

const FACTS: Record<string, Words> = {
  "payout.created": { icon: FileText, tone: "sea", title: "Created" },
  "payout.processing": { icon: SendHorizontal, tone: "sea", title: "Given to the bank" },
  "payout.completed": { icon: CircleCheck, tone: "good", title: "Completed" },
  "payout.failed": { icon: CircleX, tone: "bad", title: "Failed" },
  "payout.cancelled": { icon: Ban, tone: "plain", title: "Cancelled" },
  "payout.returned": { icon: Undo2, tone: "bad", title: "Returned by the bank" },
  "payout.late_payment_returned": {
    icon: Undo2,
    tone: "plain",
    title: "The late payment was returned",
  },
  "payout.paid_late": { icon: History, tone: "doubt", title: "Paid after it had been refused" },
  "payout.in_doubt": {
    icon: CircleHelp,
    tone: "doubt",
    title: "In doubt: the bank is asked until it answers",
  },
  "payout.approved": { icon: Stamp, tone: "good", title: "Approved" },
};

/** From where a word of the bank came. */
const SOURCES: Record<string, { icon: LucideIcon; says: string }> = {
  submission: { icon: SendHorizontal, says: "When it was sent, the bank said" },
  enquiry: { icon: Search, says: "Asked, the bank said" },
  callback: { icon: MessageSquareReply, says: "The bank told us" },
  statement: { icon: BookOpen, says: "The bank’s statement shows" },
  operator: { icon: Eye, says: "Two operators established" },
  timeout: { icon: TimerOff, says: "No word in time" },
};

const OUTCOMES: Record<string, { says: string; tone: Tone }> = {
  accepted: { says: "accepted", tone: "sea" },
  still_working: { says: "still working on it", tone: "sea" },
  paid: { says: "paid", tone: "good" },
  paid_late: { says: "paid after all", tone: "doubt" },
  refused: { says: "refused", tone: "bad" },
  refused_for_now: { says: "not now; we try again", tone: "wait" },
  returned: { says: "returned", tone: "bad" },
  late_payment_returned: { says: "what it had paid after all came back", tone: "bad" },
  paid_by_another: { says: "not paid, and an earlier attempt was: it ends here", tone: "doubt" },
  known: { says: "what we knew already", tone: "plain" },
  stale: { says: "something older than what we know", tone: "plain" },
  contradiction: {
    says: "something that contradicts what it said before; a person looks at it",
    tone: "doubt",
  },
  amount_mismatch: {
    says: "another amount than we asked for; a person looks at it",
    tone: "doubt",
  },
  not_sent: { says: "nothing: it never got there, and is sent again", tone: "wait" },
  never_sent: { says: "nothing, however often it was tried: it was never sent", tone: "bad" },
  not_found_yet: { says: "it does not know of it yet", tone: "doubt" },
  not_found_once: { says: "it does not know of it; we ask once more to be sure", tone: "doubt" },
  not_received: { says: "it never received it; the same order is sent again", tone: "wait" },
  in_doubt: { says: "nothing we can rely on", tone: "doubt" },
  no_answer: { says: "nothing", tone: "doubt" },
};

export function wordsOf(step: Step): Words {
  if (step.kind === "fact") {
    return FACTS[step.what] ?? { icon: FileText, tone: "plain", title: plainly(step.what) };
  }
  if (step.kind === "posting") return { icon: Wallet, tone: "plain", title: plainly(step.what) };
  const source = SOURCES[step.kind] ?? { icon: Hourglass, says: plainly(step.kind) };
  const outcome = OUTCOMES[step.what] ?? {
    says: plainly(step.what).toLowerCase(),
    tone: "plain" as const,
  };
  return { icon: source.icon, tone: outcome.tone, title: `${source.says}: ${outcome.says}` };
}

/** Where money is, in the words of its owner. */
const PLACES: Record<string, string> = {
  available: "available",
  held: "held",
  receivable: "owed by you",
  bank: "the bank",
  fees: "fee",
  tax: "tax on the fee",
  losses: "borne by the platform",
};

export function placeName(place: string): string {
  return PLACES[place] ?? plainly(place).toLowerCase();
}

/** Evidence of a word of the bank, as pairs; what is empty says nothing. */
export function evidenceOf(step: Step): [name: string, value: string][] {
  const names: [string, string][] = [
    ["code", "Code"],
    ["message", "Message"],
    ["utr", "UTR"],
    ["bank_reference", "Bank’s reference"],
    ["http_status", "HTTP"],
    ["reason", "Reason"],
  ];
  return names.flatMap(([key, name]): [string, string][] => {
    const value = step.detail[key];
    return typeof value === "string" || typeof value === "number"
      ? value === ""
        ? []
        : [[name, String(value)]]
      : [];
  });
}
