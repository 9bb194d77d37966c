import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bookmark, Handshake, MailOpen, PenLine, SearchX, Store } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { dealsQuery, type DealSummary } from "@/api/deals";
import { mayPay, useMerchant } from "@/api/merchant";
import { compact } from "@/lib/search";
import { plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Button, buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Empty } from "@/ui/empty";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { DealBadge } from "./deal-badge";
import { MarketFilters } from "./market-filters";
import { hasFilters, LISTS, queryOf, withoutFilters, type MarketSearch } from "./search";
import { WaitingShort } from "./waiting-line";
import { WatchButton } from "./watch-button";
import { FORMATS, KINDS } from "./words";

interface MarketPageProps {
  search: MarketSearch;
  onSearch: (search: MarketSearch) => void;
}

export function MarketPage({ search, onSearch }: MarketPageProps) {
  return (
    <Page
      title="Market"
      lead="What merchants here sell and look for. The money waits in escrow until both have what was agreed."
      action={<WriteLink />}
    >
      <Choice
        label="Which deals"
        value={search.mine ?? "all"}
        onChange={(mine) => {
          onSearch(
            compact({
              ...search,
              mine: LISTS.find((each) => each === mine),
              offset: undefined,
              cursor: undefined,
            }),
          );
        }}
        options={[
          { value: "all", label: "Open to you" },
          { value: "posted", label: "Yours" },
          { value: "counterparty", label: "With you" },
          { value: "invited", label: "Invited" },
          { value: "watched", label: "Watched" },
        ]}
        className="justify-self-start"
      />
      <Card flush>
        <MarketFilters
          search={search}
          onSearch={(next) => {
            onSearch(compact(next));
          }}
        />
        <Found search={search} onSearch={onSearch} />
      </Card>
    </Page>
  );
}

function Found({ search, onSearch }: MarketPageProps) {
  const merchant = useMerchant();
  const { data, error, isPlaceholderData, refetch } = useQuery(
    dealsQuery(merchant.id, queryOf(search)),
  );
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={8} />
    );
  }
  if (data.results.length === 0) return <Nothing search={search} onSearch={onSearch} />;
  return (
    <>
      <Table
        caption="Deals, newest first"
        columns={COLUMNS}
        cardColumns={CARD}
        rows={data.results}
        keyOf={(deal) => deal.id}
        stale={isPlaceholderData}
        link={(deal, content, className) => (
          <Link
            to="/m/$merchantId/deals/$dealId"
            params={{ merchantId: merchant.id, dealId: deal.id }}
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

interface Teaching {
  icon: LucideIcon;
  title: string;
  teaches: string;
}

const TEACHING: Record<NonNullable<MarketSearch["mine"]> | "all", Teaching> = {
  all: {
    icon: Store,
    title: "Nothing is open just now",
    teaches: "Say what you sell or look for, and others here may answer or bid.",
  },
  posted: {
    icon: PenLine,
    title: "You have written no deal yet",
    teaches:
      "A deal says what is done for what money, and by when. Nobody sees it while it is a draft.",
  },
  counterparty: {
    icon: Handshake,
    title: "Nobody has a deal with you yet",
    teaches: "What another merchant proposed to you, or agreed with you, stands here.",
  },
  invited: {
    icon: MailOpen,
    title: "You are not invited to a deal",
    teaches: "Whoever invites you sends a link by e-mail. Follow it, and the deal stands here.",
  },
  watched: {
    icon: Bookmark,
    title: "You watch no deal",
    teaches: "Mark a deal in the market, and you find it here again.",
  },
};

function Nothing({ search, onSearch }: MarketPageProps) {
  if (hasFilters(search)) {
    return (
      <Empty
        icon={SearchX}
        title="No deal fits"
        action={
          <Button
            onClick={() => {
              onSearch(withoutFilters(search));
            }}
          >
            Show all deals
          </Button>
        }
      >
        Take a filter away, or look for other words.
      </Empty>
    );
  }
  const { icon, title, teaches } = TEACHING[search.mine ?? "all"];
  const isAboutOthers = search.mine !== undefined && search.mine !== "posted";
  return (
    <Empty
      icon={icon}
      title={title}
      action={
        isAboutOthers ? (
          <Button
            onClick={() => {
              onSearch({});
            }}
          >
            Look around in the market
          </Button>
        ) : (
          <WriteLink />
        )
      }
    >
      {teaches}
    </Empty>
  );
}

const COLUMNS: Column<DealSummary>[] = [
  {
    name: "Deal",
    card: "title",
    cell: (deal) => (
      <span className="block min-w-0">
        <span className="block">{deal.title}</span>
        <span className="block text-sm font-normal text-muted">
          {KINDS[deal.kind]} · {deal.poster_name}
          {deal.counterparty_name && ` with ${deal.counterparty_name}`}
        </span>
      </span>
    ),
  },
  {
    name: "About",
    hideBelow: "lg",
    cell: (deal) => (
      <span className="text-muted">
        {plainly(deal.category)}
        <span className="block text-sm">{FORMATS[deal.format].name}</span>
      </span>
    ),
  },
  {
    name: "Next",
    card: "line",
    cell: (deal) => <WaitingShort waiting={deal.waiting} />,
  },
  { name: "State", card: "line", cell: (deal) => <DealBadge deal={deal} /> },
  {
    name: "Amount",
    right: true,
    card: "amount",
    cell: (deal) => <WhatItCosts deal={deal} />,
  },
  {
    name: "Watch",
    right: true,
    width: "4rem",
    cell: (deal) => <WatchButton deal={deal} />,
  },
];

/** On a phone the bookmark stands beside the state, within reach of a thumb. */
const CARD: Column<DealSummary>[] = [
  ...COLUMNS.filter(({ name }) => name !== "State" && name !== "Watch"),
  {
    name: "State",
    card: "line",
    cell: (deal) => (
      <span className="flex items-center justify-between gap-3">
        <DealBadge deal={deal} />
        <WatchButton deal={deal} />
      </span>
    ),
  },
];

/** What was agreed; before that what is asked for, or paid at most. */
function WhatItCosts({ deal }: { deal: DealSummary }) {
  const amount = deal.price_paise ?? deal.budget_paise;
  if (amount === null) return <span className="text-muted">–</span>;
  return (
    <span>
      <Amount paise={amount} className="font-medium" />
      {deal.price_paise === null && (
        <span className="block text-xs font-normal text-muted">
          {deal.kind === "offer" ? "asked for" : "at most"}
        </span>
      )}
    </span>
  );
}

function WriteLink() {
  const merchant = useMerchant();
  if (!mayPay(merchant)) return null;
  return (
    <Link
      to="/m/$merchantId/deals/new"
      params={{ merchantId: merchant.id }}
      className={buttonClasses("primary")}
    >
      <PenLine aria-hidden className="size-4" />
      Write a deal
    </Link>
  );
}
