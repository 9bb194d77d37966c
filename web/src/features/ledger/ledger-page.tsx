import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BookOpen, FileText, SearchX } from "lucide-react";
import { entryProof } from "@/api/books";
import type { LedgerLine } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { balanceQuery, ledgerQuery } from "@/api/queries";
import { compact } from "@/lib/search";
import { plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Button, buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { DownloadButton } from "@/ui/download-button";
import { Empty } from "@/ui/empty";
import { Field, Select, TextInput } from "@/ui/field";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { SubjectLink } from "@/ui/subject-link";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { KINDS } from "./kinds";
import { toApi, type BookSearch } from "./search";

interface LedgerPageProps {
  search: BookSearch;
  onSearch: (search: BookSearch) => void;
}

const COLUMNS: Column<LedgerLine>[] = [
  {
    name: "What",
    card: "title",
    cell: (line) => KINDS[line.kind] ?? plainly(line.kind),
  },
  {
    name: "Memo",
    hideBelow: "lg",
    cell: (line) => <span className="text-muted">{line.memo}</span>,
  },
  {
    name: "When",
    card: "line",
    cell: (line) => <Time at={line.at} className="whitespace-nowrap text-muted" />,
  },
  { name: "Account", cell: (line) => <span className="text-muted">{plainly(line.account)}</span> },
  {
    name: "Amount",
    right: true,
    card: "amount",
    cell: (line) => (
      <Amount
        paise={line.amount_paise}
        signed
        className={line.amount_paise > 0 ? "font-medium text-good" : "font-medium"}
      />
    ),
  },
  {
    name: "Balance after",
    right: true,
    card: "line",
    cell: (line) => (
      <span className="text-muted">
        <span className="sm:hidden">{plainly(line.account)} after: </span>
        <Amount paise={line.balance_paise} />
      </span>
    ),
  },
  {
    name: "Proof",
    right: true,
    hideBelow: "lg",
    cell: (line) => <Proof entryId={line.entry_id} />,
  },
];

/** Above the link that the whole row is. */
function Proof({ entryId }: { entryId: string }) {
  const merchant = useMerchant();
  return (
    <span className="relative z-10">
      <DownloadButton size="small" ask={() => entryProof(merchant.id, entryId)}>
        Prove it
      </DownloadButton>
    </span>
  );
}

export function LedgerPage({ search, onSearch }: LedgerPageProps) {
  const change = (changes: BookSearch) => {
    onSearch({ ...search, offset: undefined, cursor: undefined, ...changes });
  };
  return (
    <Page
      title="Ledger"
      lead="Every line of your two accounts. Nothing here is ever changed; what was wrong is put right by another line."
      action={
        <>
          <Closing />
          <StatementLink search={search} />
        </>
      }
    >
      <Card flush>
        <div className="grid gap-3 border-b border-line p-4">
          <div className="flex flex-wrap items-end gap-3">
            <Choice
              label="Account"
              value={search.account ?? "both"}
              onChange={(account) => {
                change({ account: account === "both" ? undefined : account });
              }}
              options={[
                { value: "both", label: "Both" },
                { value: "available", label: "Available" },
                { value: "held", label: "Held" },
              ]}
            />
            <Field label="What" className="max-sm:w-full">
              {(control) => (
                <Select
                  {...control}
                  value={search.kind ?? ""}
                  onChange={(event) => {
                    change({ kind: event.target.value || undefined });
                  }}
                >
                  <option value="">Everything</option>
                  {Object.entries(KINDS).map(([kind, words]) => (
                    <option key={kind} value={kind}>
                      {words}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="From" className="max-sm:flex-1">
              {(control) => (
                <TextInput
                  {...control}
                  type="date"
                  value={search.from ?? ""}
                  max={search.to}
                  onChange={(event) => {
                    change({ from: event.target.value || undefined });
                  }}
                />
              )}
            </Field>
            <Field label="To" className="max-sm:flex-1">
              {(control) => (
                <TextInput
                  {...control}
                  type="date"
                  value={search.to ?? ""}
                  min={search.from}
                  onChange={(event) => {
                    change({ to: event.target.value || undefined });
                  }}
                />
              )}
            </Field>
          </div>
        </div>
        <Lines search={search} onSearch={onSearch} />
      </Card>
    </Page>
  );
}

function Closing() {
  const merchant = useMerchant();
  const { data } = useQuery(balanceQuery(merchant.id));
  if (!data) return null;
  return (
    <p className="text-sm text-muted">
      Available <Amount paise={data.available_paise} className="font-medium text-ink" /> + held{" "}
      <Amount paise={data.held_paise} className="font-medium text-ink" /> ={" "}
      <Amount paise={data.total_paise} className="font-semibold text-ink" />
    </p>
  );
}

/** The same account and days, as a paper with an opening and a closing balance. */
function StatementLink({ search }: { search: BookSearch }) {
  const merchant = useMerchant();
  const { account, from, to } = search;
  return (
    <Link
      to="/m/$merchantId/statement"
      params={{ merchantId: merchant.id }}
      search={{
        ...(account === "held" && { account }),
        ...(from && to && { period: "free" as const, from, to }),
      }}
      className={buttonClasses()}
    >
      <FileText aria-hidden className="size-4" />
      Statement
    </Link>
  );
}

function Lines({ search, onSearch }: LedgerPageProps) {
  const merchant = useMerchant();
  const { data, error, isPlaceholderData, refetch } = useQuery(
    ledgerQuery(merchant.id, toApi(search)),
  );
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={10} />
    );
  }
  if (data.results.length === 0) {
    const isFiltered = search.account ?? search.kind ?? search.from ?? search.to;
    return isFiltered ? (
      <Empty
        icon={SearchX}
        title="No line fits"
        action={
          <Button
            onClick={() => {
              onSearch({});
            }}
          >
            Show all lines
          </Button>
        }
      >
        Take a filter away, or widen the period.
      </Empty>
    ) : (
      <Empty icon={BookOpen} title="The book is empty">
        Whenever money comes, waits or goes, a line says so here, with the balance after it.
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption="Ledger lines, newest first"
        columns={COLUMNS}
        rows={data.results}
        keyOf={(line) => line.id}
        stale={isPlaceholderData}
        link={(line, content, className) => (
          <SubjectLink subject={line.subject} className={className} plain="font-medium">
            {content}
          </SubjectLink>
        )}
      />
      <Pager
        page={data}
        place={compact({ offset: search.offset, cursor: search.cursor })}
        onTurn={(place) => {
          onSearch({ ...search, offset: undefined, cursor: undefined, ...place });
          window.scrollTo({ top: 0 });
        }}
      />
    </>
  );
}
