import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, ListX } from "lucide-react";
import {
  invoiceFile,
  invoiceItemsQuery,
  invoiceQuery,
  type Invoice,
  type InvoiceItem,
  type InvoiceLine,
} from "@/api/books";
import { useMerchant } from "@/api/merchant";
import { compact } from "@/lib/search";
import { monthName, wholeDay } from "@/lib/time";
import { grouped, plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { DownloadButton } from "@/ui/download-button";
import { Empty } from "@/ui/empty";
import { Fact, Facts } from "@/ui/facts";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { SubjectLink } from "@/ui/subject-link";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { toApi, type InvoiceSearch } from "./search";
import { KIND_WORDS } from "./words";

interface InvoicePageProps {
  invoiceId: string;
  search: InvoiceSearch;
  onSearch: (search: InvoiceSearch) => void;
}

export function InvoicePage({ invoiceId, search, onSearch }: InvoicePageProps) {
  const merchant = useMerchant();
  const { data: invoice, error, refetch } = useQuery(invoiceQuery(merchant.id, invoiceId));
  if (!invoice) {
    return (
      <Page title="Document" back={<Back />}>
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
      title={`${KIND_WORDS[invoice.kind]} ${invoice.number}`}
      back={<Back />}
      lead={`Fees of ${monthName(invoice.period)}, ${invoice.kind === "invoice" ? "taken when they arose: nothing is to be paid." : "given back when it happened: nothing is to be paid out."}`}
      action={
        <DownloadButton look="primary" ask={() => invoiceFile(merchant.id, invoice)}>
          Download PDF
        </DownloadButton>
      }
    >
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <Card title="What it comes to" flush>
          <Table
            caption="Lines of the document"
            columns={LINE_COLUMNS}
            rows={invoice.lines}
            keyOf={(line) => `${line.service} ${line.is_taken_off ? "off" : "on"}`}
          />
          <Sums invoice={invoice} />
        </Card>
        <InvoiceFacts invoice={invoice} />
      </div>
      <Card title={`Every fee on it (${grouped(invoice.item_count)})`} flush>
        <Items invoiceId={invoiceId} search={search} onSearch={onSearch} />
      </Card>
    </Page>
  );
}

function Back() {
  const merchant = useMerchant();
  return (
    <Link
      to="/m/$merchantId/billing"
      params={{ merchantId: merchant.id }}
      className="inline-flex items-center gap-1.5 text-muted hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-4" />
      Fees and invoices
    </Link>
  );
}

/** What was given back within the month stands among the lines, and is taken off. */
const signed = (line: InvoiceLine, paise: number) => (line.is_taken_off ? -paise : paise);

const LINE_COLUMNS: Column<InvoiceLine>[] = [
  {
    name: "Service",
    card: "title",
    cell: (line) => (
      <>
        <span className="block">{line.description}</span>
        <span className="block text-xs font-normal text-muted">SAC {line.sac}</span>
      </>
    ),
  },
  { name: "How many", right: true, cell: (line) => grouped(line.count) },
  {
    name: "Taxable value",
    right: true,
    card: "amount",
    cell: (line) => <Amount paise={signed(line, line.taxable_paise)} />,
  },
  {
    name: "Tax",
    right: true,
    card: "line",
    cell: (line) => (
      <>
        <span className="sm:hidden">{grouped(line.count)} of them, tax </span>
        <Amount paise={signed(line, line.tax_paise)} />
      </>
    ),
  },
];

function Sums({ invoice }: { invoice: Invoice }) {
  const taxes = [
    ["CGST", invoice.cgst_paise],
    ["SGST", invoice.sgst_paise],
    ["IGST", invoice.igst_paise],
  ] as const;
  return (
    <dl className="grid justify-end gap-1 border-t border-line px-5 py-4 text-right max-sm:px-4">
      <Line name="Taxable value" paise={invoice.taxable_paise} />
      {taxes
        .filter(([, amount]) => amount !== 0)
        .map(([name, amount]) => (
          <Line key={name} name={`+ ${name}`} paise={amount} />
        ))}
      <Line
        name={invoice.kind === "invoice" ? "= Total" : "= Total given back"}
        paise={invoice.total_paise}
        strong
      />
    </dl>
  );
}

function Line({ name, paise, strong = false }: { name: string; paise: number; strong?: boolean }) {
  return (
    <div className={`flex justify-between gap-10 ${strong ? "font-semibold" : ""}`}>
      <dt className={strong ? "" : "text-muted"}>{name}</dt>
      <dd>
        <Amount paise={paise} />
      </dd>
    </div>
  );
}

function InvoiceFacts({ invoice }: { invoice: Invoice }) {
  const merchant = useMerchant();
  return (
    <Card title="Facts">
      <Facts>
        <Fact name="Dated">{wholeDay(invoice.issued_on)}</Fact>
        {invoice.refers_to && (
          <Fact name="Takes from">
            <Link
              to="/m/$merchantId/billing/$invoiceId"
              params={{ merchantId: merchant.id, invoiceId: invoice.refers_to.id }}
              className="text-sea underline underline-offset-2"
            >
              {invoice.refers_to.number}
            </Link>{" "}
            of {wholeDay(invoice.refers_to.issued_on)}
          </Fact>
        )}
        <Fact name="From">
          <Party party={invoice.supplier} />
        </Fact>
        <Fact name="To">
          <Party party={invoice.recipient} />
        </Fact>
        <Fact name="Place of supply">GST state {invoice.place_of_supply}</Fact>
        <Fact name="Id">
          <Reference text={invoice.id} what="document id" />
        </Fact>
      </Facts>
    </Card>
  );
}

function Party({ party }: { party: Invoice["supplier"] }) {
  return (
    <>
      <span className="block font-medium">{party.name}</span>
      {party.address && <span className="block text-sm text-muted">{party.address}</span>}
      <span className="block text-sm text-muted">
        {party.gstin ? `GSTIN ${party.gstin}` : "GSTIN: not registered"}
      </span>
    </>
  );
}

const ITEM_COLUMNS: Column<InvoiceItem>[] = [
  {
    name: "What",
    card: "title",
    cell: (item) =>
      `${plainly(item.service)} fee${item.direction === "give_back" ? " given back" : ""}`,
  },
  {
    name: "Happened",
    card: "line",
    cell: (item) => <Time at={item.at} className="whitespace-nowrap text-muted" />,
  },
  {
    name: "Booked",
    hideBelow: "lg",
    cell: (item) => <Time at={item.recorded_at} className="whitespace-nowrap text-muted" />,
  },
  { name: "Fee", right: true, card: "amount", cell: (item) => <Amount paise={item.fee_paise} /> },
  {
    name: "Tax",
    right: true,
    card: "line",
    cell: (item) => (
      <>
        <span className="sm:hidden">Tax </span>
        <Amount paise={item.tax_paise} />
      </>
    ),
  },
];

function Items({ invoiceId, search, onSearch }: InvoicePageProps) {
  const merchant = useMerchant();
  const { data, error, isPlaceholderData, refetch } = useQuery(
    invoiceItemsQuery(merchant.id, invoiceId, toApi(search)),
  );
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={5} />
    );
  }
  if (data.results.length === 0) {
    return (
      <Empty icon={ListX} title="No fee on this page">
        Go back to the beginning of the list.
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption="Fees on the document, in the order they were booked"
        columns={ITEM_COLUMNS}
        rows={data.results}
        keyOf={(item) => item.id}
        stale={isPlaceholderData}
        link={(item, content, className) => (
          <SubjectLink subject={item.subject} className={className} plain="font-medium">
            {content}
          </SubjectLink>
        )}
      />
      <Pager
        page={data}
        place={compact({ offset: search.offset, cursor: search.cursor })}
        onTurn={onSearch}
      />
    </>
  );
}
