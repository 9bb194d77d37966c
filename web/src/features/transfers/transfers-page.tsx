import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowDownLeft, ArrowLeftRight, ArrowUpRight, Plus, SearchX } from "lucide-react";
import { mayPay, useMerchant } from "@/api/merchant";
import { balanceQuery } from "@/api/queries";
import { transfersQuery, type Transfer } from "@/api/transfers";
import { compact } from "@/lib/search";
import { Amount } from "@/money/amount";
import { Button, buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Reference } from "@/ui/copy";
import { Empty } from "@/ui/empty";
import { Select, TextInput } from "@/ui/field";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { hasFilters, queryOf, STATUSES, type TransfersSearch } from "./search";
import { LOOKS, TransferBadge } from "./transfer-badge";

interface TransfersPageProps {
  search: TransfersSearch;
  onSearch: (search: TransfersSearch) => void;
}

export function TransfersPage({ search, onSearch }: TransfersPageProps) {
  const merchant = useMerchant();
  const { data: balance } = useQuery(balanceQuery(merchant.id));
  return (
    <Page
      title="Transfers"
      lead={
        balance?.virtual_account ? (
          <span className="inline-flex max-w-full flex-wrap items-center gap-x-1.5">
            Others here send to you at
            <span className="text-ink">
              <Reference text={balance.virtual_account} what="your account number" />
            </span>
          </span>
        ) : (
          "Money between merchants, at once."
        )
      }
      action={mayPay(merchant) && <TransferLink />}
    >
      <Card flush>
        <Filters search={search} onSearch={onSearch} />
        <Found search={search} onSearch={onSearch} />
      </Card>
    </Page>
  );
}

function Filters({ search, onSearch }: TransfersPageProps) {
  const change = (changes: TransfersSearch) => {
    onSearch(compact({ ...search, offset: undefined, cursor: undefined, ...changes }));
  };
  return (
    <div className="flex flex-wrap items-center gap-3 border-b border-line p-4">
      <Choice
        label="Direction"
        value={search.direction ?? "all"}
        onChange={(direction) => {
          change({ direction: direction === "all" ? undefined : direction });
        }}
        options={[
          { value: "all", label: "All" },
          { value: "out", label: "Sent" },
          { value: "in", label: "Received" },
        ]}
      />
      <Select
        aria-label="State"
        className="sm:max-w-52"
        value={search.status ?? ""}
        onChange={(event) => {
          change({ status: STATUSES.find((each) => each === event.target.value) });
        }}
      >
        <option value="">Any state</option>
        {STATUSES.map((status) => (
          <option key={status} value={status}>
            {LOOKS[status].word}
          </option>
        ))}
      </Select>
      <div className="flex items-center gap-2 text-sm text-muted max-sm:w-full">
        <TextInput
          type="date"
          aria-label="From"
          className="min-w-0 sm:max-w-40"
          value={search.from ?? ""}
          max={search.to}
          onChange={(event) => {
            change({ from: event.target.value || undefined });
          }}
        />
        to
        <TextInput
          type="date"
          aria-label="To"
          className="min-w-0 sm:max-w-40"
          value={search.to ?? ""}
          min={search.from}
          onChange={(event) => {
            change({ to: event.target.value || undefined });
          }}
        />
      </div>
    </div>
  );
}

function Found({ search, onSearch }: TransfersPageProps) {
  const merchant = useMerchant();
  const { data, error, isPlaceholderData, refetch } = useQuery(
    transfersQuery(merchant.id, queryOf(search)),
  );
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={8} />
    );
  }
  if (data.results.length === 0) {
    return hasFilters(search) ? (
      <Empty
        icon={SearchX}
        title="No transfer fits"
        action={
          <Button
            onClick={() => {
              onSearch({});
            }}
          >
            Show all transfers
          </Button>
        }
      >
        Take a filter away, or widen the days.
      </Empty>
    ) : (
      <Empty
        icon={ArrowLeftRight}
        title="No transfer yet"
        action={mayPay(merchant) && <TransferLink />}
      >
        A transfer moves money to another merchant here, at once and at any hour. What others send
        you stands here as well.
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption="Transfers, newest first"
        columns={COLUMNS}
        rows={data.results}
        keyOf={(transfer) => transfer.id}
        stale={isPlaceholderData}
        link={(transfer, content, className) => (
          <Link
            to="/m/$merchantId/transfers/$transferId"
            params={{ merchantId: merchant.id, transferId: transfer.id }}
            className={className}
          >
            {content}
          </Link>
        )}
      />
      <Pager
        page={data}
        place={compact({ offset: search.offset, cursor: search.cursor })}
        onTurn={(turned) => {
          onSearch({ ...search, offset: undefined, cursor: undefined, ...turned });
          window.scrollTo({ top: 0 });
        }}
      />
    </>
  );
}

const COLUMNS: Column<Transfer>[] = [
  {
    name: "With",
    card: "title",
    cell: (transfer) => <Direction transfer={transfer} />,
  },
  {
    name: "Note",
    hideBelow: "lg",
    cell: (transfer) => (
      <span className="text-muted">{[transfer.note, transfer.reference].find(Boolean) ?? "–"}</span>
    ),
  },
  {
    name: "Created",
    cell: (transfer) => <Time at={transfer.created_at} className="whitespace-nowrap text-muted" />,
  },
  { name: "State", card: "line", cell: (transfer) => <TransferBadge transfer={transfer} /> },
  {
    name: "Amount",
    right: true,
    card: "amount",
    cell: (transfer) => <Amount paise={transfer.amount_paise} className="font-medium" />,
  },
];

/** Who is on the other side, and which way it went, in words. */
function Direction({ transfer }: { transfer: Transfer }) {
  const Icon = transfer.direction === "out" ? ArrowUpRight : ArrowDownLeft;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0">
        <span className="font-normal text-muted">
          {transfer.direction === "out" ? "To" : "From"}
        </span>{" "}
        {transfer.counterparty_name}
      </span>
    </span>
  );
}

function TransferLink() {
  const merchant = useMerchant();
  return (
    <Link
      to="/m/$merchantId/transfers/new"
      params={{ merchantId: merchant.id }}
      className={buttonClasses("primary")}
    >
      <Plus aria-hidden className="size-4" />
      Transfer money
    </Link>
  );
}
