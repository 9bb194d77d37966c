import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleAlert, SearchX } from "lucide-react";
import type { Batch, BatchRow } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { batchRowsQuery } from "@/api/queries";
import { compact } from "@/lib/search";
import { grouped } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Empty } from "@/ui/empty";
import { Pager } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { RowBadge } from "./badges";

export interface RowsSearch {
  status?: BatchRow["status"] | undefined;
  offset?: number | undefined;
}

const WORDS: Record<BatchRow["status"], string> = {
  valid: "Can be paid",
  invalid: "Wrong",
  refused: "Refused",
  created: "Payout made",
};
const STATUSES = Object.keys(WORDS) as BatchRow["status"][];

interface BatchRowsProps {
  batch: Batch;
  search: RowsSearch;
  onSearch: (search: RowsSearch) => void;
}

/** Every row in file order: what is wrong with it, or which payout it became. */
export function BatchRows({ batch, search, onSearch }: BatchRowsProps) {
  const present = STATUSES.filter(
    (status) => (batch.rows[status] ?? 0) > 0 || status === search.status,
  );
  return (
    <Card
      title="Rows"
      flush
      aside={
        present.length > 1 && (
          <Choice
            label="State of the rows"
            value={search.status ?? "all"}
            onChange={(status) => {
              onSearch(status === "all" ? {} : { status });
            }}
            options={[
              { value: "all", label: `All (${grouped(batch.row_count)})` },
              ...present.map((status) => ({
                value: status,
                label: `${WORDS[status]} (${grouped(batch.rows[status] ?? 0)})`,
              })),
            ]}
          />
        )
      }
    >
      <Found batch={batch} search={search} onSearch={onSearch} />
    </Card>
  );
}

function Found({ batch, search, onSearch }: BatchRowsProps) {
  const merchant = useMerchant();
  const query = { ...compact(search), limit: 50 } as Parameters<typeof batchRowsQuery>[2];
  const { data, error, isPlaceholderData, refetch } = useQuery(
    batchRowsQuery(merchant.id, batch.id, query),
  );
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={8} />
    );
  }
  if (data.results.length === 0) {
    return (
      <Empty icon={SearchX} title="No row is in this state">
        Rows move on while the batch runs; look at all of them.
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption="Rows of the batch, in file order"
        columns={COLUMNS}
        rows={data.results}
        keyOf={(row) => row.line}
        stale={isPlaceholderData}
        toneOf={(row) =>
          row.status === "invalid" || row.status === "refused" ? "bg-bad-soft" : undefined
        }
      />
      <Pager
        page={data}
        place={compact({ offset: search.offset })}
        onTurn={({ offset }) => {
          onSearch({ ...search, offset });
        }}
      />
    </>
  );
}

const COLUMNS: Column<BatchRow>[] = [
  { name: "Line", width: "5rem", cell: (row) => <span className="tabular-nums">{row.line}</span> },
  {
    name: "To",
    card: "title",
    cell: (row) => (
      <>
        <span className="text-muted sm:hidden">Line {row.line} · </span>
        {row.beneficiary || <span className="text-muted">–</span>}
      </>
    ),
  },
  {
    name: "Reference",
    hideBelow: "xl",
    cell: (row) => <span className="text-muted">{row.reference || row.narration || "–"}</span>,
  },
  { name: "Result", card: "line", cell: (row) => <Result row={row} /> },
  {
    name: "Amount",
    right: true,
    card: "amount",
    cell: (row) =>
      row.amount_paise === null ? (
        <span className="text-muted">–</span>
      ) : (
        <Amount paise={row.amount_paise} className="font-medium" />
      ),
  },
];

function Result({ row }: { row: BatchRow }) {
  const merchant = useMerchant();
  return (
    <div className="grid justify-items-start gap-1">
      <span className="flex flex-wrap items-center gap-2">
        <RowBadge row={row} />
        {row.payout_id && (
          <Link
            to="/m/$merchantId/payouts/$payoutId"
            params={{ merchantId: merchant.id, payoutId: row.payout_id }}
            className="text-sm text-sea underline-offset-2 hover:underline"
          >
            See the payout
          </Link>
        )}
      </span>
      {row.errors.map((error) => (
        <span
          key={`${error.code} ${error.pointer}`}
          className="flex items-start gap-1.5 text-sm text-bad"
        >
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            {error.pointer && <code className="font-mono text-xs">{error.pointer.slice(1)}</code>}{" "}
            {error.detail}
          </span>
        </span>
      ))}
    </div>
  );
}
