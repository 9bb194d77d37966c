import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileText } from "lucide-react";
import { useState } from "react";
import { useIntent } from "@/api/intent";
import { useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import {
  askForReport,
  reportsQuery,
  type Report,
  type ReportBody,
  type ReportKind,
  type ReportsSearch as ApiSearch,
} from "@/api/reports";
import { periodOf } from "@/lib/periods";
import { compact } from "@/lib/search";
import { wholeDay } from "@/lib/time";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Empty } from "@/ui/empty";
import { Field, Select, TextInput } from "@/ui/field";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import type { ReportsSearch } from "./search";
import { KIND_WORDS, MEANINGS, standing } from "./words";

interface ReportsPageProps {
  search: ReportsSearch;
  onSearch: (search: ReportsSearch) => void;
  onAsked: (report: Report) => void;
}

const COLUMNS: Column<Report>[] = [
  { name: "Report", card: "title", cell: ({ title }) => title },
  {
    name: "Days",
    card: "line",
    cell: ({ from, to }) => (
      <span className="text-muted">
        {wholeDay(from)} to {wholeDay(to)}
      </span>
    ),
  },
  {
    name: "Stands",
    card: "amount",
    cell: (report) => (
      <Badge tone={report.status === "failed" ? "bad" : "plain"}>{standing(report)}</Badge>
    ),
  },
  { name: "Asked for", hideBelow: "lg", cell: ({ asked_at }) => <Time at={asked_at} /> },
];

export function ReportsPage({ search, onSearch, onAsked }: ReportsPageProps) {
  return (
    <Page
      title="Reports"
      lead="Figures of a period, all of one moment. A report is made in the background, stays as it is then, and each of its rows leads to what is counted in it."
    >
      <Card title="Ask for a report">
        <AskForm onAsked={onAsked} />
      </Card>
      <Card title="Asked for" flush>
        <Reports search={search} onSearch={onSearch} />
      </Card>
    </Page>
  );
}

function AskForm({ onAsked }: Pick<ReportsPageProps, "onAsked">) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [body, setBody] = useState<ReportBody>(() => ({
    kind: "volumes",
    ...periodOf("this-month", Date.now()),
  }));
  const intent = useIntent<ReportBody, Report>({
    send: (given, key) => askForReport(merchant.id, given, key),
    onDone: (report) => {
      void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "reports") });
      onAsked(report);
    },
  });
  const change = (changes: Partial<ReportBody>) => {
    intent.clear();
    setBody({ ...body, ...changes });
  };
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (intent.phase === "unknown") intent.retry();
        else intent.submit(body);
      }}
    >
      <fieldset disabled={intent.phase !== "editing"} className="flex flex-wrap items-start gap-3">
        <Field label="About" hint={MEANINGS[body.kind]} className="grow basis-72">
          {(control) => (
            <Select
              {...control}
              value={body.kind}
              onChange={(event) => {
                change({ kind: event.target.value as ReportKind });
              }}
            >
              {Object.entries(KIND_WORDS).map(([kind, words]) => (
                <option key={kind} value={kind}>
                  {words}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Day
          label="First day"
          value={body.from}
          onChange={(from) => {
            change({ from });
          }}
        />
        <Day
          label="Last day"
          value={body.to}
          onChange={(to) => {
            change({ to });
          }}
        />
      </fieldset>
      {Boolean(intent.problem) && <ProblemNotice error={intent.problem} />}
      <div>
        <Button type="submit" look="primary" busy={intent.phase === "sending" && "Asking …"}>
          {intent.phase === "unknown" ? "Ask again" : "Ask"}
        </Button>
      </div>
    </form>
  );
}

function Day(props: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <Field label={props.label}>
      {(control) => (
        <TextInput
          {...control}
          type="date"
          required
          value={props.value}
          onChange={(event) => {
            props.onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

function Reports({ search, onSearch }: Pick<ReportsPageProps, "search" | "onSearch">) {
  const merchant = useMerchant();
  const { data, error, isPlaceholderData, refetch } = useQuery(
    reportsQuery(merchant.id, compact(search) as ApiSearch),
  );
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={4} />
    );
  }
  if (data.results.length === 0) {
    return (
      <Empty icon={FileText} title="No report yet">
        Choose what it shall be about, and of which days.
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption="Reports, newest first"
        columns={COLUMNS}
        rows={data.results}
        keyOf={(report) => report.id}
        stale={isPlaceholderData}
        link={(report, content, className) => (
          <Link
            to="/m/$merchantId/reports/$reportId"
            params={{ merchantId: merchant.id, reportId: report.id }}
            className={className}
          >
            {content}
          </Link>
        )}
      />
      <Pager page={data} place={compact(search)} onTurn={onSearch} />
    </>
  );
}
