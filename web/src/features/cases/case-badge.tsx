import { CircleCheck, CircleHelp, Users } from "lucide-react";
import type { Case } from "@/api/client";
import { plainly } from "@/lib/words";
import { Badge } from "@/ui/badge";

const KINDS: Record<Case["kind"], string> = {
  in_doubt: "Payout in doubt",
  late_success: "Paid after a refusal",
  poison_payout: "Payout that cannot be worked on",
  poison_batch: "Batch that cannot be run",
  poison_callback: "Message of the bank that cannot be worked on",
  partial_return: "Another amount came back",
  unknown_reference: "Payment nobody ordered",
  evidence_mismatch: "The bank contradicts itself",
  unmatched_credit: "Money without an owner",
  missing_at_bank: "Missing at the bank",
  missing_here: "Missing in our books",
  amount_mismatch: "Amounts differ",
  duplicate_line: "Shown twice by the bank",
  statement_faulty: "Faulty statement",
  refund_in_doubt: "Refund in doubt",
  refund_mismatch: "Refund that does not fit",
  chargeback_shortfall: "Taken back more than there is",
  chargeback_exceeds: "Taken back more than was left",
  chargeback_mismatch: "Chargeback that does not fit",
  settlement_mismatch: "Settlement report that differs",
  deposit_mismatch: "Payment that does not fit",
  unknown_payer: "Payment nobody expected",
  deposit_overdue: "Deposit without an end",
  poison_deposit: "Deposit that cannot be worked on",
  gateway_contradicts: "The gateway contradicts itself",
  escrow_charged_back: "Taken back out of escrow",
  escrow_stuck: "Approved, and waiting for ever",
  poison_timer: "Something due that cannot be done",
  dispute_overdue: "Dispute that waits for a ruling",
  database_restored: "Database restored from a backup",
};

export function kindOf({ kind }: Case): string {
  return KINDS[kind];
}

export function CaseBadge({ status }: { status: string }) {
  switch (status) {
    case "open":
      return (
        <Badge tone="doubt" icon={CircleHelp}>
          Open
        </Badge>
      );
    case "proposed":
      return (
        <Badge tone="wait" icon={Users}>
          Second operator to confirm
        </Badge>
      );
    case "closed":
      return (
        <Badge tone="good" icon={CircleCheck}>
          Closed
        </Badge>
      );
    default:
      return <Badge tone="plain">{plainly(status)}</Badge>;
  }
}
