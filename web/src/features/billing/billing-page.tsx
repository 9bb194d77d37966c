import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ReceiptText, SearchX } from "lucide-react";
import { invoicesQuery, type Invoice } from "@/api/books";
import { useMerchant } from "@/api/merchant";
import { compact } from "@/lib/search";
import { monthName, wholeDay } from "@/lib/time";
import { Amount } from "@/money/amount";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Empty } from "@/ui/empty";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Calculator } from "./calculator";
import { toApi, type BillingSearch } from "./search";
import { TariffCard } from "./tariff-card";
import { KIND_WORDS } from "./words";

interface BillingPageProps {
  search: BillingSearch;
  onSearch: (search: BillingSearch) => void;
}

const COLUMNS: Column<Invoice>[] = [
  {
    name: "Number",
    card: "title",
    cell: ({ number }) => <span className="tabular-nums">{number}</span>,
  },
  {
    name: "What",
    card: "line",
    cell: ({ kind }) => (
      <Badge tone={kind === "invoice" ? "plain" : "sea"}>{KIND_WORDS[kind]}</Badge>
    ),
  },
  {
    name: "Fees of",
    card: "line",
    cell: ({ period }) => <span className="whitespace-nowrap text-muted">{monthName(period)}</span>,
  },
  {
    name: "Dated",
    hideBelow: "lg",
    cell: ({ issued_on }) => (
      <span className="whitespace-nowrap text-muted">{wholeDay(issued_on)}</span>
    ),
  },
  {
    name: "Total",
    right: true,
    card: "amount",
    cell: ({ kind, total_paise }) => (
      <Amount paise={kind === "invoice" ? total_paise : -total_paise} className="font-medium" />
    ),
  },
];

export function BillingPage({ search, onSearch }: BillingPageProps) {
  return (
    <Page
      title="Fees and invoices"
      lead="Fees are taken when they arise. When a month is over they stand on one tax invoice; what was given back later stands on a credit note."
    >
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <TariffCard />
        <Calculator />
      </div>
      <Card
        title="Invoices and credit notes"
        flush
        aside={
          <Choice
            label="Documents"
            value={search.kind ?? "all"}
            onChange={(kind) => {
              onSearch(kind === "all" ? {} : { kind });
            }}
            options={[
              { value: "all", label: "All" },
              { value: "invoice", label: "Invoices" },
              { value: "credit_note", label: "Credit notes" },
            ]}
          />
        }
      >
        <Invoices search={search} onSearch={onSearch} />
      </Card>
    </Page>
  );
}

function Invoices({ search, onSearch }: BillingPageProps) {
  const merchant = useMerchant();
  const { data, error, isPlaceholderData, refetch } = useQuery(
    invoicesQuery(merchant.id, toApi(search)),
  );
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={4} />
    );
  }
  if (data.results.length === 0) {
    return search.kind ? (
      <Empty
        icon={SearchX}
        title="None of this kind"
        action={
          <Button
            onClick={() => {
              onSearch({});
            }}
          >
            Show all documents
          </Button>
        }
      >
        There may be others.
      </Empty>
    ) : (
      <Empty icon={ReceiptText} title="No invoice yet">
        When a month in which you were charged is over, its tax invoice is here, as a PDF for your
        accountant.
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption="Documents, newest first"
        columns={COLUMNS}
        rows={data.results}
        keyOf={(invoice) => invoice.id}
        stale={isPlaceholderData}
        link={(invoice, content, className) => (
          <Link
            to="/m/$merchantId/billing/$invoiceId"
            params={{ merchantId: merchant.id, invoiceId: invoice.id }}
            className={className}
          >
            {content}
          </Link>
        )}
      />
      <Pager
        page={data}
        place={compact({ offset: search.offset, cursor: search.cursor })}
        onTurn={(place) => {
          onSearch({ ...(search.kind && { kind: search.kind }), ...place });
        }}
      />
    </>
  );
}
