import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BookOpen, CircleCheck, Clock, FileText } from "lucide-react";
import { useState } from "react";
import { statementFile, statementQuery, type Statement } from "@/api/books";
import { useMerchant } from "@/api/merchant";
import { Problem } from "@/api/problems";
import { useTicking } from "@/lib/clock";
import { dayOf, type Days } from "@/lib/periods";
import { wholeDay } from "@/lib/time";
import { count, grouped } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Badge } from "@/ui/badge";
import { Button, buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { DownloadButton } from "@/ui/download-button";
import { Empty } from "@/ui/empty";
import { Field, TextInput } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { daysOf, nameOf, toApi, type Account, type StatementSearch } from "./search";
import { StatementLines } from "./statement-lines";

interface StatementPageProps {
  search: StatementSearch;
  onSearch: (search: StatementSearch) => void;
}

const PERIOD_WORDS = {
  "this-month": "This month",
  "last-month": "Last month",
  "financial-year": "Financial year",
  free: "Other days",
} as const;

const ACCOUNT_WORDS: Record<Account, string> = {
  available: "Available",
  held: "Held",
  pending: "Pending",
};

export function StatementPage({ search, onSearch }: StatementPageProps) {
  const merchant = useMerchant();
  // A string: whoever leaves the page open over midnight sees the new day.
  const today = useTicking((now) => dayOf(new Date(now)));
  const days = daysOf(search, new Date(`${today}T12:00:00`).getTime());
  const { data, error, isPlaceholderData, refetch } = useQuery(
    statementQuery(merchant.id, toApi(search, days)),
  );
  return (
    <Page
      title="Statement"
      lead="One account, line by line as it was booked. What happened earlier and was heard of later stands where it was booked, with its value date."
      action={
        <Link
          to="/m/$merchantId/ledger"
          params={{ merchantId: merchant.id }}
          className={buttonClasses()}
        >
          <BookOpen aria-hidden className="size-4" />
          Ledger
        </Link>
      }
    >
      <Chooser search={search} days={days} today={today} onSearch={onSearch} />
      <Card flush>
        {!data ? (
          error ? (
            <Unloaded error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows rows={8} />
          )
        ) : (
          <>
            {error && <ProblemNotice error={error} className="m-5" />}
            <Head statement={data} />
            <Lines
              statement={data}
              after={search.after}
              stale={isPlaceholderData}
              onTurn={(after) => {
                onSearch({ ...search, after });
                window.scrollTo({ top: 0 });
              }}
            />
          </>
        )}
      </Card>
    </Page>
  );
}

interface ChooserProps extends StatementPageProps {
  days: Days;
  today: string;
}

function Chooser({ search, days, today, onSearch }: ChooserProps) {
  const name = nameOf(search);
  const change = (changes: StatementSearch) => {
    onSearch({ ...search, after: undefined, ...changes });
  };
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Choice
        label="Period"
        value={name}
        onChange={(period) => {
          if (period === "free") change({ period, ...days });
          else
            change({
              period: period === "this-month" ? undefined : period,
              from: undefined,
              to: undefined,
            });
        }}
        options={Object.entries(PERIOD_WORDS).map(([value, label]) => ({
          value: value as keyof typeof PERIOD_WORDS,
          label,
        }))}
      />
      <Choice
        label="Account"
        value={search.account ?? "available"}
        onChange={(account) => {
          change({ account: account === "available" ? undefined : account });
        }}
        options={Object.entries(ACCOUNT_WORDS).map(([value, label]) => ({
          value: value as Account,
          label,
        }))}
      />
      {name === "free" && (
        <>
          <Day
            label="First day"
            value={days.from}
            max={days.to}
            onChange={(from) => {
              change({ period: "free", from, to: days.to });
            }}
          />
          <Day
            label="Last day"
            value={days.to}
            min={days.from}
            max={today}
            onChange={(to) => {
              change({ period: "free", from: days.from, to });
            }}
          />
        </>
      )}
    </div>
  );
}

interface DayProps {
  label: string;
  value: string;
  min?: string;
  max?: string;
  onChange: (day: string) => void;
}

function Day({ label, value, min, max, onChange }: DayProps) {
  return (
    <Field label={label} className="max-sm:flex-1">
      {(control) => (
        <TextInput
          {...control}
          type="date"
          value={value}
          min={min}
          max={max}
          onChange={(event) => {
            if (event.target.value) onChange(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

function Head({ statement }: { statement: Statement }) {
  return (
    <div className="grid gap-4 border-b border-line px-5 py-4 max-sm:px-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="grid gap-1">
          <h2 className="text-lg font-semibold">
            {wholeDay(statement.from)} – {wholeDay(statement.to)}
          </h2>
          <Finality isFinal={statement.final} />
        </div>
        <Downloads statement={statement} />
      </div>
      <Sum statement={statement} />
    </div>
  );
}

function Finality({ isFinal }: { isFinal: boolean }) {
  return isFinal ? (
    <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
      <Badge tone="good" icon={CircleCheck}>
        Final
      </Badge>
      These days are over: this statement never changes.
    </p>
  ) : (
    <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
      <Badge tone="wait" icon={Clock}>
        Not final
      </Badge>
      Its last day is not over: lines may still be added.
    </p>
  );
}

/** Opening + credits − debits = closing, so that whoever looks can add it up. */
function Sum({ statement }: { statement: Statement }) {
  return (
    <dl className="flex flex-wrap items-end gap-x-4 gap-y-3 max-sm:grid max-sm:gap-y-1.5">
      <Figure name="Opening balance" paise={statement.opening_paise} />
      <Figure
        sign="+"
        name={count(statement.credit_count, "credit")}
        paise={statement.credits_paise}
        className="text-good"
      />
      <Figure
        sign="−"
        name={count(statement.debit_count, "debit")}
        paise={statement.debits_paise}
      />
      <Figure sign="=" name="Closing balance" paise={statement.closing_paise} strong />
    </dl>
  );
}

interface FigureProps {
  sign?: string;
  name: string;
  paise: number;
  className?: string;
  strong?: boolean;
}

function Figure({ sign, name, paise, className = "", strong = false }: FigureProps) {
  return (
    <div className="max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-3">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className={`text-xl ${strong ? "font-semibold" : "font-medium"} ${className}`}>
        {sign && (
          <span aria-hidden className="mr-2 font-normal text-muted">
            {sign}
          </span>
        )}
        <Amount paise={paise} />
      </dd>
    </div>
  );
}

function Downloads({ statement }: { statement: Statement }) {
  const merchant = useMerchant();
  const [refused, setRefused] = useState<unknown>(null);
  const { account, from, to } = statement;
  const ask = (format: "csv" | "pdf") => () =>
    statementFile(merchant.id, { account, from, to }, format);
  const clear = () => {
    setRefused(null);
  };
  const csv = (
    <DownloadButton ask={ask("csv")} onDone={clear} onError={setRefused}>
      Download CSV
    </DownloadButton>
  );
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {csv}
        <DownloadButton ask={ask("pdf")} onDone={clear} onError={setRefused}>
          Download PDF
        </DownloadButton>
      </div>
      {refused !== null && (
        <div className="w-full">
          {refused instanceof Problem && refused.code === "export_too_large" ? (
            <TooLong problem={refused} />
          ) : (
            <ProblemNotice error={refused} />
          )}
        </div>
      )}
    </>
  );
}

function TooLong({ problem }: { problem: Problem }) {
  const [rows, most] = [problem.number("rows"), problem.number("maximum_rows")];
  return (
    <Notice tone="wait" title="This is too long for paper" announced>
      {rows !== null && most !== null && (
        <>
          It has {grouped(rows)} lines, and a PDF has room for {grouped(most)}.{" "}
        </>
      )}
      Choose fewer days, or take the CSV, which may have any length.
    </Notice>
  );
}

interface LinesProps {
  statement: Statement;
  after: number | undefined;
  stale: boolean;
  onTurn: (after: number | undefined) => void;
}

function Lines({ statement, after, stale, onTurn }: LinesProps) {
  if (statement.line_count === 0) {
    return (
      <Empty icon={FileText} title="Nothing was booked in these days">
        The balance at the end is the balance at the beginning. A statement of days without a line
        can be downloaded all the same.
      </Empty>
    );
  }
  const isFirst = after === undefined;
  const next = statement.next_after;
  return (
    <>
      <StatementLines statement={statement} isFirst={isFirst} stale={stale} />
      {(!isFirst || next !== null) && (
        <nav
          aria-label="Pages"
          className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-5 py-3 max-sm:px-4"
        >
          <p className="text-sm text-muted">{count(statement.line_count, "line")} in these days</p>
          <div className="flex gap-2">
            <Button
              size="small"
              disabled={isFirst}
              onClick={() => {
                onTurn(undefined);
              }}
            >
              To the beginning
            </Button>
            <Button
              size="small"
              disabled={next === null}
              onClick={() => {
                if (next !== null) onTurn(next);
              }}
            >
              Next lines
            </Button>
          </div>
        </nav>
      )}
    </>
  );
}
