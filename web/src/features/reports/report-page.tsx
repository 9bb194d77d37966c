import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, FileText } from "lucide-react";
import { useState } from "react";
import { useMerchant } from "@/api/merchant";
import {
  behindQuery,
  reportFile,
  reportQuery,
  type ReportDetail,
  type ReportRow,
} from "@/api/reports";
import { wholeDay } from "@/lib/time";
import { count } from "@/lib/words";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { DownloadButton } from "@/ui/download-button";
import { Empty } from "@/ui/empty";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { SubjectLink } from "@/ui/subject-link";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import type { ReportSearch } from "./search";
import { whyFailed } from "./words";

interface ReportPageProps {
  reportId: string;
  search: ReportSearch;
  onSearch: (search: ReportSearch) => void;
}

export function ReportPage({ reportId, search, onSearch }: ReportPageProps) {
  const merchant = useMerchant();
  const { data, error, isPlaceholderData, refetch } = useQuery(
    reportQuery(merchant.id, reportId, search.after),
  );
  if (!data) {
    return (
      <Page title="Report" back={<Back />}>
        <Card flush>
          {error ? (
            <Unloaded error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows rows={5} />
          )}
        </Card>
      </Page>
    );
  }
  return (
    <Page
      title={data.title}
      back={<Back />}
      lead={`${data.meaning} ${wholeDay(data.from)} to ${wholeDay(data.to)}, both days included.`}
      action={data.status === "ready" && <Copies report={data} />}
    >
      {data.status === "asked" && <Progress report={data} />}
      {data.status === "failed" && (
        <Notice tone="bad" title="This report could not be made">
          <p>{whyFailed(data)}</p>
        </Notice>
      )}
      {data.status === "ready" && (
        <Rows report={data} stale={isPlaceholderData} onSearch={onSearch} />
      )}
    </Page>
  );
}

function Back() {
  const merchant = useMerchant();
  return (
    <Link
      to="/m/$merchantId/reports"
      params={{ merchantId: merchant.id }}
      className="inline-flex items-center gap-1.5 text-muted hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-4" />
      Reports
    </Link>
  );
}

function Copies({ report }: { report: ReportDetail }) {
  const merchant = useMerchant();
  return (
    <div className="flex flex-wrap gap-2">
      {(["csv", "pdf"] as const).map((format) => (
        <DownloadButton key={format} ask={() => reportFile(merchant.id, report, format)}>
          Download {format.toUpperCase()}
        </DownloadButton>
      ))}
    </div>
  );
}

function Progress({ report: { parts_done, parts_count } }: { report: ReportDetail }) {
  return (
    <Card title="Being made">
      <p role="status" className="mb-3 text-muted">
        {parts_done} of {count(parts_count, "part")} read. It is here when it is ready.
      </p>
      <progress
        className="w-full accent-sea"
        aria-label="How far it is"
        value={parts_done}
        max={parts_count}
      />
    </Card>
  );
}

interface RowsProps extends Pick<ReportPageProps, "onSearch"> {
  report: ReportDetail;
  stale: boolean;
}

function Rows({ report, stale, onSearch }: RowsProps) {
  const [seen, setSeen] = useState<number>();
  if (report.row_count === 0) {
    return (
      <Card flush>
        <Empty icon={FileText} title="Nothing in these days">
          A longer period may have something.
        </Empty>
      </Card>
    );
  }
  const asOf = (
    <span className="text-sm font-normal text-muted">
      As of {report.taken_at && <Time at={report.taken_at} />}
    </span>
  );
  return (
    <>
      <Card title="What it comes to" aside={asOf} flush>
        <Table
          caption="Totals"
          columns={columnsOf<string[]>(report, (cells) => cells)}
          rows={report.totals_shown}
          keyOf={(cells) => cells.join(" ")}
        />
      </Card>
      {seen !== undefined && <Behind reportId={report.id} row={seen} />}
      <Card title={count(report.row_count, "row")} flush>
        <Table
          caption="Rows of the report"
          columns={[leading(setSeen), ...columnsOf<ReportRow>(report, ({ shown }) => shown)]}
          rows={report.rows}
          keyOf={(row) => row.position}
          stale={stale}
        />
        {report.next_after !== null && (
          <div className="flex justify-end border-t border-line px-5 py-3">
            <Button
              onClick={() => {
                onSearch({ after: report.next_after ?? undefined });
              }}
            >
              Next rows
            </Button>
          </div>
        )}
      </Card>
    </>
  );
}

/** The first column: to the thing the row is about, or to the many that are counted in it. */
function leading(onSeen: (row: number) => void): Column<ReportRow> {
  return {
    name: "Row",
    card: "title",
    cell: ({ position, subject }) =>
      subject ? (
        <SubjectLink
          subject={subject.replace("milestone-dispute/", "dispute/")}
          className="underline underline-offset-2"
        >
          Row {position}
        </SubjectLink>
      ) : (
        <Button
          size="small"
          onClick={() => {
            onSeen(position);
          }}
        >
          Row {position}
        </Button>
      ),
  };
}

function columnsOf<Row>(report: ReportDetail, cellsOf: (row: Row) => string[]): Column<Row>[] {
  return report.columns.map(({ title, figure }, place) => ({
    name: title,
    right: figure !== "text" && figure !== "day",
    card: "line",
    cell: (row) => (
      <span className="tabular-nums">
        <span className="text-muted sm:hidden">{title}: </span>
        {cellsOf(row)[place]}
      </span>
    ),
  }));
}

function Behind({ reportId, row }: { reportId: string; row: number }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(behindQuery(merchant.id, reportId, row));
  return (
    <Card title={`Behind row ${row}`} flush>
      {!data ? (
        error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={3} />
        )
      ) : (
        <ul aria-label={`Counted in row ${row}`} className="grid gap-1 px-5 py-4 max-sm:px-4">
          {data.results.map((thing) => (
            <li key={thing.subject} className="flex flex-wrap justify-between gap-3">
              <SubjectLink
                subject={thing.subject}
                className="break-all underline underline-offset-2"
                plain="break-all"
              >
                {thing.subject}
              </SubjectLink>
              {thing.at && <Time at={thing.at} />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
