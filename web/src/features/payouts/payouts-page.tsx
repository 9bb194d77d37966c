import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus, SearchX, SendHorizontal } from "lucide-react";
import { mayPay, useMerchant } from "@/api/merchant";
import { payoutsQuery } from "@/api/queries";
import { compact } from "@/lib/search";
import { Button, buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Empty } from "@/ui/empty";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { ExportButton } from "./export-button";
import { PayoutFilters } from "./payout-filters";
import { PayoutList } from "./payout-list";
import { filtersOf, hasFilters, type PayoutsSearch } from "./search";

interface PayoutsPageProps {
  search: PayoutsSearch;
  onSearch: (search: PayoutsSearch) => void;
}

export function PayoutsPage({ search, onSearch }: PayoutsPageProps) {
  const merchant = useMerchant();
  return (
    <Page
      title="Payouts"
      action={
        <>
          <ExportButton search={search} />
          {mayPay(merchant) && <SendLink />}
        </>
      }
    >
      <Card flush>
        <PayoutFilters search={search} onFilter={onSearch} />
        <Found search={search} onSearch={onSearch} />
      </Card>
    </Page>
  );
}

function Found({ search, onSearch }: PayoutsPageProps) {
  const merchant = useMerchant();
  const place = compact({ offset: search.offset, cursor: search.cursor });
  const query = { ...filtersOf(search), ...place } as Parameters<typeof payoutsQuery>[1];
  const { data, error, isPlaceholderData, refetch } = useQuery(payoutsQuery(merchant.id, query));
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={10} />
    );
  }
  if (data.results.length === 0) {
    return hasFilters(search) ? (
      <NothingFound
        onClear={() => {
          onSearch({});
        }}
      />
    ) : (
      <NothingYet />
    );
  }
  return (
    <>
      <PayoutList
        payouts={data.results}
        caption="Payouts, newest first"
        stale={isPlaceholderData}
      />
      <Pager
        page={data}
        place={place}
        onTurn={(turned) => {
          onSearch({ ...search, offset: undefined, cursor: undefined, ...turned });
          window.scrollTo({ top: 0 });
        }}
      />
    </>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <Empty
      icon={SearchX}
      title="No payout fits"
      action={<Button onClick={onClear}>Show all payouts</Button>}
    >
      Take a filter away, or look for a part of the beneficiary’s name, your reference, or the whole
      UTR.
    </Empty>
  );
}

function NothingYet() {
  const merchant = useMerchant();
  return (
    <Empty icon={SendHorizontal} title="No payout yet" action={mayPay(merchant) && <SendLink />}>
      A payout takes money from what is available to a bank account or UPI address. You follow it
      here until the bank says that it has arrived.
    </Empty>
  );
}

function SendLink() {
  const merchant = useMerchant();
  return (
    <Link
      to="/m/$merchantId/payouts/new"
      params={{ merchantId: merchant.id }}
      className={buttonClasses("primary")}
    >
      <Plus aria-hidden className="size-4" />
      Send money
    </Link>
  );
}
