import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowDownToLine, Plus, SearchX } from "lucide-react";
import { mayPay, useMerchant } from "@/api/merchant";
import { depositsQuery } from "@/api/queries";
import { compact } from "@/lib/search";
import { CURRENCIES } from "@/money/money";
import { Button, buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Empty } from "@/ui/empty";
import { Select } from "@/ui/field";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SearchField } from "@/ui/search-field";
import { SkeletonRows } from "@/ui/skeleton";
import { DepositList } from "./deposit-list";
import { DEPOSIT_LOOKS } from "./looks";
import { filtersOf, hasFilters, STATUSES, type DepositsSearch } from "./search";

interface DepositsPageProps {
  search: DepositsSearch;
  onSearch: (search: DepositsSearch) => void;
}

export function DepositsPage({ search, onSearch }: DepositsPageProps) {
  const merchant = useMerchant();
  return (
    <Page title="Deposits" action={mayPay(merchant) && <AddLink />}>
      <Card flush>
        <Filters search={search} onSearch={onSearch} />
        <Found search={search} onSearch={onSearch} />
      </Card>
    </Page>
  );
}

function Filters({ search, onSearch }: DepositsPageProps) {
  const change = (changes: DepositsSearch) => {
    onSearch({ ...search, offset: undefined, cursor: undefined, ...changes });
  };
  return (
    <div className="flex flex-wrap items-center gap-3 border-b border-line p-4">
      <SearchField
        label="Find by your whole reference"
        placeholder="Your reference"
        longest={40}
        text={search.reference ?? ""}
        onText={(reference) => {
          change({ reference: reference || undefined });
        }}
      />
      <Choice
        label="State"
        value={search.status ?? "all"}
        onChange={(status) => {
          change({ status: status === "all" ? undefined : status });
        }}
        options={[
          { value: "all", label: "All" },
          ...STATUSES.map((status) => ({ value: status, label: DEPOSIT_LOOKS[status].word })),
        ]}
        className="max-md:hidden"
      />
      <div className="w-44 md:hidden">
        <Select
          aria-label="State"
          value={search.status ?? ""}
          onChange={(event) => {
            change({ status: STATUSES.find((each) => each === event.target.value) });
          }}
        >
          <option value="">Every state</option>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {DEPOSIT_LOOKS[status].word}
            </option>
          ))}
        </Select>
      </div>
      <div className="w-40">
        <Select
          aria-label="Currency"
          value={search.currency ?? ""}
          onChange={(event) => {
            change({ currency: CURRENCIES.find((each) => each === event.target.value) });
          }}
        >
          <option value="">Any currency</option>
          {CURRENCIES.map((currency) => (
            <option key={currency}>{currency}</option>
          ))}
        </Select>
      </div>
      {hasFilters(search) && (
        <Button
          size="small"
          look="plain"
          onClick={() => {
            onSearch({});
          }}
        >
          Clear all
        </Button>
      )}
    </div>
  );
}

function Found({ search, onSearch }: DepositsPageProps) {
  const merchant = useMerchant();
  const place = compact({ offset: search.offset, cursor: search.cursor });
  const query = { ...filtersOf(search), ...place } as Parameters<typeof depositsQuery>[1];
  const { data, error, isPlaceholderData, refetch } = useQuery(depositsQuery(merchant.id, query));
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={10} />
    );
  }
  if (data.results.length === 0) {
    return hasFilters(search) ? (
      <Empty
        icon={SearchX}
        title="No deposit fits"
        action={
          <Button
            onClick={() => {
              onSearch({});
            }}
          >
            Show all deposits
          </Button>
        }
      >
        Take a filter away. A reference is found when it is written whole.
      </Empty>
    ) : (
      <Empty icon={ArrowDownToLine} title="No deposit yet" action={mayPay(merchant) && <AddLink />}>
        A deposit asks somebody to pay by card, UPI, netbanking or bank transfer. You follow it here
        until its money is available.
      </Empty>
    );
  }
  return (
    <>
      <DepositList
        deposits={data.results}
        caption="Deposits, newest first"
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

function AddLink() {
  const merchant = useMerchant();
  return (
    <Link
      to="/m/$merchantId/deposits/new"
      params={{ merchantId: merchant.id }}
      className={buttonClasses("primary")}
    >
      <Plus aria-hidden className="size-4" />
      Add money
    </Link>
  );
}
