/** How deposits, refunds and chargebacks stand: a word, an icon and a colour. */
import {
  ArrowDownToLine,
  Ban,
  CircleCheck,
  CircleX,
  Clock,
  Gavel,
  Hourglass,
  TimerOff,
  Undo2,
  type LucideIcon,
} from "lucide-react";
import type { Chargeback, Deposit, Refund } from "@/api/client";
import { plainly } from "@/lib/words";
import type { Tone } from "@/ui/badge";

export interface Look {
  word: string;
  tone: Tone;
  icon: LucideIcon;
}

export const DEPOSIT_LOOKS: Record<Deposit["status"], Look> = {
  created: { word: "Not paid yet", tone: "wait", icon: Clock },
  processing: { word: "With their bank", tone: "sea", icon: Hourglass },
  captured: { word: "Paid, pending", tone: "sea", icon: ArrowDownToLine },
  cleared: { word: "Available", tone: "good", icon: CircleCheck },
  failed: { word: "Failed", tone: "bad", icon: CircleX },
  expired: { word: "Expired", tone: "plain", icon: TimerOff },
  cancelled: { word: "Cancelled", tone: "plain", icon: Ban },
};

const CHARGED_BACK: Look = { word: "Charged back", tone: "bad", icon: Gavel };
const REFUNDED: Look = { word: "Refunded", tone: "plain", icon: Undo2 };

type Shown = Pick<Deposit, "status" | "credited_paise" | "refunded_paise" | "charged_back_paise">;

/** What went back whole is told before where the rest of it was. */
export function depositLook(deposit: Shown): Look {
  if (deposit.charged_back_paise > 0) return CHARGED_BACK;
  const credited = deposit.credited_paise ?? 0;
  if (credited > 0 && deposit.refunded_paise === credited) return REFUNDED;
  return DEPOSIT_LOOKS[deposit.status];
}

export const REFUND_LOOKS: Record<Refund["status"], Look> = {
  requested: { word: "Asked for", tone: "wait", icon: Clock },
  pending: { word: "On its way", tone: "sea", icon: Hourglass },
  processed: { word: "Given back", tone: "good", icon: CircleCheck },
  failed: { word: "Could not be given back", tone: "bad", icon: CircleX },
};

export const CHARGEBACK_LOOKS: Record<Chargeback["status"], Look> = {
  open: { word: "Open", tone: "wait", icon: Gavel },
  won: { word: "Won", tone: "good", icon: CircleCheck },
  lost: { word: "Lost", tone: "bad", icon: CircleX },
};

export const METHODS: Record<string, string> = {
  card: "Card",
  netbanking: "Netbanking",
  upi: "UPI",
  bank_transfer: "Bank transfer",
};

export function methodName(method: string): string {
  return METHODS[method] ?? plainly(method);
}

const REASONS: Record<string, string> = {
  card_declined: "The payer’s bank declined the payment.",
  insufficient_funds: "The payer’s account did not cover it.",
  expired_card: "The card had expired.",
  card_expired: "The card has expired since.",
  incorrect_cvc: "The security code was wrong.",
  do_not_honour: "The payer’s bank did not honour the payment.",
  stolen_card: "The card had been reported stolen.",
  limit_exceeded: "It was above the payer’s limit.",
  processing_error: "Something went wrong at the payer’s bank.",
  authentication_failed: "The payer was not authenticated.",
  issuer_unavailable: "The payer’s bank could not be reached.",
  not_paid_in_time: "Nobody paid in time.",
  cancelled_at_gateway: "It was cancelled at the payment gateway.",
  cancelled_by_merchant: "You cancelled it.",
  payment_did_not_fit: "What was paid did not fit what was asked for; a person looks at it.",
};

/** Why something came to nothing, in a sentence; what has none is tidied. */
export function reasonOf(code: string): string {
  return REASONS[code] ?? `${plainly(code)}.`;
}

export const MISMATCHES: Record<string, string> = {
  wrong_amount: "another amount than was asked for",
  wrong_currency: "another currency than was asked for",
  wrong_object: "a payment of something else",
  second_payment: "paid a second time",
  unknown_payer: "nobody knows from whom",
};
