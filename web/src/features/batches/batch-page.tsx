import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, Download, SearchX } from "lucide-react";
import { useState } from "react";
import type { Batch, BatchRow } from "@/api/client";
import { mayPay, useMerchant } from "@/api/merchant";
import { batchQuery, batchRowsQuery, type BatchRowSearch } from "@/api/queries";
import { saveAs } from "@/lib/download";
import { compact } from "@/lib/search";
import { count, grouped } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Empty } from "@/ui/empty";
import { explain } from "@/ui/explain";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { PAYOUT_LOOKS, type PayoutStatus } from "@/ui/payout-badge";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton, SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { tell } from "@/ui/toast";
import { ROW_LOOKS } from "./batch-looks";
import { Moves } from "./batch-moves";
import { BatchBadge } from "./batches-page";
import { csvOf } from "./csv";

type RowStatus = BatchRow["status"];

export interface RowsSearch {
  status?: RowStatus | undefined;
  offset?: number | undefined;
}

interface BatchPageProps {
  batchId: string;
  search: RowsSearch;
  onSearch: (search: RowsSearch) => void;
}

export function BatchPage({ batchId, search, onSearch }: BatchPageProps) {
  const merchant = useMerchant();
  const { data: batch, error, refetch } = useQuery(batchQuery(merchant.id, batchId));
  const back = (
    <Link
      to="/m/$merchantId/batches"
      params={{ merchantId: merchant.id }}
      className="inline-flex items-center gap-1 text-muted hover:text-sea"
    >
      <ChevronLeft aria-hidden className="size-4" /> Batches
    </Link>
  );
  if (!batch) {
    return (
      <Page title="Batch" back={back}>
        {error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-80" />
        )}
      </Page>
    );
  }
  return (
    <Page
      title={batch.name || "Batch"}
      back={back}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Amount paise={batch.total_paise} className="text-xl font-semibold text-ink" />
          <BatchBadge batch={batch} />
          <span className="text-sm">
            {count(batch.row_count, "row")} · <Time at={batch.created_at} />
          </span>
        </span>
      }
      action={mayPay(merchant) && <Moves batch={batch} />}
    >
      <Standing batch={batch} />
      <Card flush>
        <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line p-4">
          <Choice
            label="Rows"
            value={search.status ?? "all"}
            onChange={(status) => {
              onSearch({ status: status === "all" ? undefined : status });
            }}
            options={[
              { value: "all", label: `All ${grouped(batch.row_count)}` },
              ...(Object.keys(ROW_LOOKS) as RowStatus[])
                .filter((status) => (batch.rows[status] ?? 0) > 0)
                .map((status) => ({
                  value: status,
                  label: `${ROW_LOOKS[status].word} ${grouped(batch.rows[status] ?? 0)}`,
                })),
            ]}
          />
          {(batch.rows.invalid ?? 0) > 0 && <BadRowsFile batch={batch} />}
        </div>
        <Rows batch={batch} search={search} onSearch={onSearch} />
      </Card>
    </Page>
  );
}

/** What is to be decided, or what became of it. */
function Standing({ batch }: { batch: Batch }) {
  const bad = batch.rows.invalid ?? 0;
  const good = batch.rows.valid ?? 0;
  if (batch.status === "validated") {
    return (
      <Notice
        tone={bad > 0 ? "wait" : "sea"}
        title={
          good === 0
            ? "No row of this file can be paid"
            : bad > 0
              ? `${count(good, "row")} can be paid, ${grouped(bad)} cannot`
              : `Every row can be paid`
        }
      >
        <p>
          Nothing has been paid.{" "}
          {bad > 0 &&
            "Approve to pay the good rows only, or cancel, mend the file and send it again. "}
          {batch.adds_bank_accounts &&
            "It names new bank accounts, which are added when it is approved. "}
        </p>
        {batch.waiting && (
          <p className="text-sm text-muted">
            Waiting for {batch.waiting.on}. {batch.waiting.then}
          </p>
        )}
      </Notice>
    );
  }
  if (batch.waiting) {
    return (
      <Notice tone="sea" title={`Waiting for ${batch.waiting.on}`}>
        {batch.waiting.then}
      </Notice>
    );
  }
  return <Progress batch={batch} />;
}

/** How far the payouts of a batch have come. */
function Progress({ batch }: { batch: Batch }) {
  const shown = (Object.keys(PAYOUT_LOOKS) as PayoutStatus[]).filter(
    (status) => (batch.payouts[status] ?? 0) > 0,
  );
  const all = shown.reduce((total, status) => total + (batch.payouts[status] ?? 0), 0);
  if (all === 0) return null;
  const done = all - (batch.payouts.pending ?? 0) - (batch.payouts.processing ?? 0);
  return (
    <Card>
      <div className="grid gap-3">
        <p>
          <strong className="tabular-nums">{grouped(done)}</strong> of {count(all, "payout")} have
          come to their end
        </p>
        <progress
          max={all}
          value={done}
          aria-label="Payouts that have come to their end"
          className="h-2 w-full accent-sea"
        />
        <p className="flex flex-wrap gap-2">
          {shown.map((status) => {
            const { word, tone, icon } = PAYOUT_LOOKS[status];
            return (
              <Badge key={status} tone={tone} icon={icon}>
                {word} {grouped(batch.payouts[status] ?? 0)}
              </Badge>
            );
          })}
        </p>
      </div>
    </Card>
  );
}

const COLUMNS: Column<BatchRow>[] = [
  {
    name: "Line",
    width: "4rem",
    cell: (row) => <span className="text-muted tabular-nums">{row.line}</span>,
  },
  {
    name: "To",
    card: "title",
    cell: (row) => row.beneficiary || <span className="text-muted">not readable</span>,
  },
  {
    name: "Reference",
    hideBelow: "lg",
    cell: (row) => <span className="text-muted">{row.reference || row.narration || "–"}</span>,
  },
  { name: "State", card: "line", cell: (row) => <RowState row={row} /> },
  {
    name: "Amount",
    right: true,
    card: "amount",
    cell: (row) =>
      row.amount_paise === null ? (
        <span className="text-bad">not readable</span>
      ) : (
        <Amount paise={row.amount_paise} className="font-medium" />
      ),
  },
];

function RowState({ row }: { row: BatchRow }) {
  const look = row.payout_status ? PAYOUT_LOOKS[row.payout_status] : ROW_LOOKS[row.status];
  return (
    <div className="grid justify-items-start gap-1">
      <Badge tone={look.tone} icon={look.icon}>
        {look.word}
      </Badge>
      {row.errors.map((error) => (
        <p key={`${error.pointer}${error.code}`} className="text-sm text-bad">
          {error.pointer && <code className="font-mono text-xs">{error.pointer.slice(1)}</code>}{" "}
          {error.detail}
        </p>
      ))}
    </div>
  );
}

function Rows({
  batch,
  search,
  onSearch,
}: {
  batch: Batch;
  search: RowsSearch;
  onSearch: (search: RowsSearch) => void;
}) {
  const merchant = useMerchant();
  const query = compact({
    status: search.status,
    offset: search.offset,
    limit: 50,
  }) as BatchRowSearch;
  const { data, error, isPlaceholderData, refetch } = useQuery(
    batchRowsQuery(merchant.id, batch.id, query),
  );
  if (!data)
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={8} />
    );
  if (data.results.length === 0) {
    return (
      <Empty
        icon={SearchX}
        title="No row is like that"
        action={
          <Button
            onClick={() => {
              onSearch({});
            }}
          >
            Show all rows
          </Button>
        }
      >
        Rows change while their payouts are made, and go on to another state.
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption="Rows, in the order of the file"
        columns={COLUMNS}
        rows={data.results}
        keyOf={(row) => row.line}
        stale={isPlaceholderData}
        toneOf={(row) =>
          row.status === "invalid" || row.status === "refused" ? "bg-bad-soft/40" : undefined
        }
        link={(row, content, className) =>
          row.payout_id ? (
            <Link
              to="/m/$merchantId/payouts/$payoutId"
              params={{ merchantId: merchant.id, payoutId: row.payout_id }}
              className={className}
            >
              {content}
            </Link>
          ) : (
            <span>{content}</span>
          )
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

/** What is wrong, line by line, for whoever mends the file in a spreadsheet. */
function BadRowsFile({ batch }: { batch: Batch }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    const rows: BatchRow[] = [];
    try {
      for (let offset = 0; offset < (batch.rows.invalid ?? 0); offset += 100) {
        const page = await queryClient.query(
          batchRowsQuery(merchant.id, batch.id, { status: "invalid", limit: 100, offset }),
        );
        rows.push(...page.results);
      }
      const lines = rows.flatMap((row) =>
        row.errors.map((error) => [row.line, row.row_key, error.pointer.slice(1), error.detail]),
      );
      saveAs(
        new Blob([csvOf([["line", "row_key", "column", "what_is_wrong"], ...lines])], {
          type: "text/csv",
        }),
        "rows-to-mend.csv",
      );
    } catch (error) {
      const { what, todo } = explain(error);
      tell("bad", `${what} ${todo}`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" icon={Download} busy={busy && "Collecting …"} onClick={() => void save()}>
      Rows to mend
    </Button>
  );
}
