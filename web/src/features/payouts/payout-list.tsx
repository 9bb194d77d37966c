import { Link } from "@tanstack/react-router";
import type { Payout } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import { PayoutBadge } from "@/ui/payout-badge";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";

const COLUMNS: Column<Payout>[] = [
  {
    name: "To",
    card: "title",
    cell: (payout) => payout.beneficiary_name,
  },
  {
    name: "Account",
    hideBelow: "lg",
    cell: (payout) => (
      <span className="whitespace-nowrap text-muted">
        {payout.bank_account_label} · {payout.mode}
      </span>
    ),
  },
  {
    name: "Reference",
    hideBelow: "xl",
    cell: (payout) => (
      <span className="text-muted">{payout.reference || payout.narration || "–"}</span>
    ),
  },
  {
    name: "Created",
    cell: (payout) => <Time at={payout.created_at} className="whitespace-nowrap text-muted" />,
  },
  { name: "State", card: "line", cell: (payout) => <State payout={payout} /> },
  {
    name: "Amount",
    right: true,
    card: "amount",
    cell: (payout) => <Amount paise={payout.amount_paise} className="font-medium" />,
  },
];

/** In a small frame: who, when, how it stands, how much. */
const FEW: Column<Payout>[] = COLUMNS.filter(({ name }) =>
  ["To", "State", "Amount"].includes(name),
);

interface PayoutListProps {
  payouts: Payout[];
  caption: string;
  stale?: boolean;
  few?: boolean;
}

export function PayoutList({ payouts, caption, stale = false, few = false }: PayoutListProps) {
  const merchant = useMerchant();
  return (
    <Table
      caption={caption}
      columns={few ? FEW : COLUMNS}
      rows={payouts}
      keyOf={(payout) => payout.id}
      stale={stale}
      link={(payout, content, className) => (
        <Link
          to="/m/$merchantId/payouts/$payoutId"
          params={{ merchantId: merchant.id, payoutId: payout.id }}
          className={className}
        >
          {content}
        </Link>
      )}
    />
  );
}

function State({ payout }: { payout: Payout }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <PayoutBadge payout={payout} />
      {payout.waiting_for && (
        <span className="text-xs text-muted">
          waits for {payout.waiting?.on ?? payout.waiting_for}
        </span>
      )}
    </span>
  );
}
