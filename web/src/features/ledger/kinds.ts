/** What a line of a merchant's book was about, in words; a kind without words here is tidied and shown. */
export const KINDS: Record<string, string> = {
  bank_transfer_credited: "Bank transfer in",
  credit_assigned: "Bank transfer in, found to be yours",
  debt_settled: "Settled of what you owed",
  payout_held: "Set aside for a payout",
  payout_released: "Given back from a payout",
  payout_completed: "Payout paid",
  payout_returned: "Payout returned",
  partial_return_credited: "Part of a payout returned",
  payout_paid_late: "Payout paid late",
  late_payment_returned: "Late payment returned",
};
