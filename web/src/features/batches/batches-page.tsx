import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Layers, Plus } from "lucide-react";
import type { Batch } from "@/api/client";
import { mayPay, useMerchant } from "@/api/merchant";
import { batchesQuery, type BatchSearch } from "@/api/queries";
import { compact } from "@/lib/search";
import { count, grouped } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Badge } from "@/ui/badge";
import { buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Empty } from "@/ui/empty";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { BATCH_LOOKS } from "./batch-looks";

interface BatchesPageProps {
  offset: number | undefined;
  onOffset: (offset: number | undefined) => void;
}

const COLUMNS: Column<Batch>[] = [
  { name: "Batch", card: "title", cell: (batch) => batch.name || "Without a name" },
  {
    name: "Rows",
    card: "line",
    cell: (batch) => (
      <span className="text-muted">
        {count(batch.row_count, "row")}
        {(batch.rows.invalid ?? 0) > 0 && `, ${grouped(batch.rows.invalid ?? 0)} to mend`}
      </span>
    ),
  },
  {
    name: "Sent",
    hideBelow: "lg",
    cell: (batch) => <Time at={batch.created_at} className="whitespace-nowrap text-muted" />,
  },
  { name: "State", card: "line", cell: (batch) => <BatchBadge batch={batch} /> },
  {
    name: "To be paid",
    right: true,
    card: "amount",
    cell: (batch) => <Amount paise={batch.total_paise} className="font-medium" />,
  },
];

export function BatchesPage({ offset, onOffset }: BatchesPageProps) {
  const merchant = useMerchant();
  const { data, error, isPlaceholderData, refetch } = useQuery(
    batchesQuery(merchant.id, compact({ offset }) as BatchSearch),
  );
  const add = mayPay(merchant) && (
    <Link
      to="/m/$merchantId/batches/new"
      params={{ merchantId: merchant.id }}
      className={buttonClasses("primary")}
    >
      <Plus aria-hidden className="size-4" />
      Pay by file
    </Link>
  );
  return (
    <Page
      title="Batches"
      lead="Payouts by the file: every row is checked first, and nothing is paid before you approve."
      action={add}
    >
      <Card flush>
        {!data ? (
          error ? (
            <Unloaded error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows rows={4} />
          )
        ) : data.results.length === 0 ? (
          <Empty icon={Layers} title="No batch yet" action={add}>
            Salaries, vendors, refunds: put up to 10,000 rows into a CSV file, and see what is wrong
            with any of them before a rupee moves.
          </Empty>
        ) : (
          <>
            <Table
              caption="Batches, newest first"
              columns={COLUMNS}
              rows={data.results}
              keyOf={(batch) => batch.id}
              stale={isPlaceholderData}
              link={(batch, content, className) => (
                <Link
                  to="/m/$merchantId/batches/$batchId"
                  params={{ merchantId: merchant.id, batchId: batch.id }}
                  className={className}
                >
                  {content}
                </Link>
              )}
            />
            <Pager
              page={data}
              place={compact({ offset })}
              onTurn={(place) => {
                onOffset(place.offset);
              }}
            />
          </>
        )}
      </Card>
    </Page>
  );
}

export function BatchBadge({ batch }: { batch: Batch }) {
  const { word, tone, icon } = BATCH_LOOKS[batch.status];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
