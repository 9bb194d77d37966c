import { Link } from "@tanstack/react-router";
import type { Deposit } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { DepositBadge } from "./deposit-badge";
import { methodName } from "./looks";

const COLUMNS: Column<Deposit>[] = [
  {
    name: "What for",
    card: "title",
    cell: (deposit) => deposit.description || deposit.reference || "Deposit",
  },
  {
    name: "Paid by",
    hideBelow: "lg",
    cell: (deposit) => (
      <span className="text-muted">{deposit.method ? methodName(deposit.method) : "–"}</span>
    ),
  },
  {
    name: "Reference",
    hideBelow: "xl",
    cell: (deposit) => <span className="text-muted">{deposit.reference || "–"}</span>,
  },
  {
    name: "Created",
    cell: (deposit) => <Time at={deposit.created_at} className="whitespace-nowrap text-muted" />,
  },
  { name: "State", card: "line", cell: (deposit) => <DepositBadge deposit={deposit} /> },
  {
    name: "Credited",
    right: true,
    hideBelow: "lg",
    cell: (deposit) =>
      deposit.credited_paise === null ? (
        <span className="text-muted">–</span>
      ) : (
        <Amount paise={deposit.credited_paise} />
      ),
  },
  {
    name: "Amount",
    right: true,
    card: "amount",
    cell: (deposit) => (
      <Amount paise={deposit.amount_minor} currency={deposit.currency} className="font-medium" />
    ),
  },
];

interface DepositListProps {
  deposits: Deposit[];
  caption: string;
  stale?: boolean;
}

export function DepositList({ deposits, caption, stale = false }: DepositListProps) {
  const merchant = useMerchant();
  return (
    <Table
      caption={caption}
      columns={COLUMNS}
      rows={deposits}
      keyOf={(deposit) => deposit.id}
      stale={stale}
      link={(deposit, content, className) => (
        <Link
          to="/m/$merchantId/deposits/$depositId"
          params={{ merchantId: merchant.id, depositId: deposit.id }}
          className={className}
        >
          {content}
        </Link>
      )}
    />
  );
}
