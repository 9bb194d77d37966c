import type { FeeRule, Invoice, ServiceFee } from "@/api/books";
import { percent } from "@/lib/words";
import { formatPaise, paise } from "@/money/money";

export const SERVICES: Record<ServiceFee["service"], { one: string; what: string }> = {
  payout: { one: "Payout", what: "Money sent to a bank account" },
  transfer: { one: "Transfer", what: "Money sent to another merchant" },
  deposit: { one: "Deposit", what: "Money paid in through a payment gateway" },
  escrow: { one: "Escrow", what: "Money held for a deal until its milestones are met" },
};

export const KIND_WORDS: Record<Invoice["kind"], string> = {
  invoice: "Tax invoice",
  credit_note: "Credit note",
};

/** `₹5.00 + 0.25 %`; what has no rule, or one of nothing, is free. */
export function priceOf(rule: FeeRule | null): string {
  const parts: string[] = [];
  if (rule && rule.flat_paise > 0) parts.push(formatPaise(paise(rule.flat_paise)));
  if (rule && rule.basis_points > 0) parts.push(percent(rule.basis_points));
  return parts.join(" + ") || "Free";
}

export function taxOf(rule: FeeRule | null): string {
  return priceOf(rule) === "Free" ? "" : `+ ${percent(rule?.tax_basis_points ?? 0)} GST`;
}

export const CHARGED: Record<ServiceFee["charged"], string> = {
  on_top: "On top of the amount",
  deducted: "Taken out of the amount",
};
