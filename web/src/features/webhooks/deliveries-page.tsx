import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, SearchX, Send } from "lucide-react";
import { useMerchant } from "@/api/merchant";
import { compact } from "@/lib/search";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Empty } from "@/ui/empty";
import { Select } from "@/ui/field";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { Unloaded } from "@/ui/problem-notice";
import { SearchField } from "@/ui/search-field";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { webhookEndpointsQuery, type WebhookEndpoint } from "./calls";
import { DeliveryBadge } from "./delivery-badge";
import { deliveriesQuery, type Delivery } from "./delivery-calls";
import { hasFilters, queryOf, STATES, type DeliveriesSearch } from "./delivery-search";
import { LOOKS } from "./delivery-words";

interface DeliveriesPageProps {
  search: DeliveriesSearch;
  onSearch: (search: DeliveriesSearch) => void;
}

export function DeliveriesPage(props: DeliveriesPageProps) {
  const merchant = useMerchant();
  return (
    <Page
      title="Deliveries"
      back={
        <Link
          to="/m/$merchantId/webhooks"
          params={{ merchantId: merchant.id }}
          className="inline-flex items-center gap-1 text-muted hover:text-sea"
        >
          <ChevronLeft aria-hidden className="size-4" /> Webhooks
        </Link>
      }
      lead="What was sent to your servers, and what they answered."
    >
      <Card flush>
        <Filters {...props} />
        <Found {...props} />
      </Card>
    </Page>
  );
}

function Filters({ search, onSearch }: DeliveriesPageProps) {
  const merchant = useMerchant();
  const { data: endpoints } = useQuery(webhookEndpointsQuery(merchant.id));
  const listed = endpoints?.results ?? [];
  const isArchived =
    search.endpoint !== undefined && !listed.some(({ id }) => id === search.endpoint);
  const change = (changes: DeliveriesSearch) => {
    onSearch(compact({ ...search, offset: undefined, cursor: undefined, ...changes }));
  };
  return (
    <div className="flex flex-wrap items-center gap-3 border-b border-line p-4">
      <Select
        aria-label="State"
        className="sm:max-w-40"
        value={search.state ?? ""}
        onChange={(event) => {
          change({ state: STATES.find((each) => each === event.target.value) });
        }}
      >
        <option value="">Any state</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {LOOKS[state].word}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Endpoint"
        className="sm:max-w-80"
        value={search.endpoint ?? ""}
        onChange={(event) => {
          change({ endpoint: event.target.value || undefined });
        }}
      >
        <option value="">Every endpoint</option>
        {listed.map(({ id, url }) => (
          <option key={id} value={id}>
            {url}
          </option>
        ))}
        {isArchived && <option value={search.endpoint}>One that is not listed any more</option>}
      </Select>
      <SearchField
        label="Type"
        placeholder="Type, like payout.completed"
        text={search.type ?? ""}
        onText={(type) => {
          change({ type: type || undefined });
        }}
      />
    </div>
  );
}

function Found({ search, onSearch }: DeliveriesPageProps) {
  const merchant = useMerchant();
  const { data: endpoints } = useQuery(webhookEndpointsQuery(merchant.id));
  const { data, error, isPlaceholderData, refetch } = useQuery(
    deliveriesQuery(merchant.id, queryOf(search)),
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
        title="No delivery fits"
        action={
          <Button
            onClick={() => {
              onSearch({});
            }}
          >
            Show all deliveries
          </Button>
        }
      >
        Take a filter away; a type is written in full.
      </Empty>
    ) : (
      <Empty icon={Send} title="Nothing was sent yet">
        Each event stands here once for each endpoint that is told of it, with what was answered.
      </Empty>
    );
  }
  return (
    <>
      <Table
        caption="Deliveries, newest first"
        columns={columnsFor(endpoints?.results ?? [])}
        rows={data.results}
        keyOf={(delivery) => delivery.id}
        stale={isPlaceholderData}
        link={(delivery, content, className) => (
          <Link
            to="/m/$merchantId/webhooks/deliveries/$deliveryId"
            params={{ merchantId: merchant.id, deliveryId: delivery.id }}
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

function columnsFor(endpoints: WebhookEndpoint[]): Column<Delivery>[] {
  const urls = new Map(endpoints.map(({ id, url }) => [id, url]));
  return [
    {
      name: "Event",
      card: "title",
      cell: (delivery) => (
        <code className="block font-mono text-sm break-all">{delivery.type}</code>
      ),
    },
    {
      name: "Endpoint",
      hideBelow: "lg",
      card: "line",
      cell: (delivery) => (
        <code className="block max-w-sm font-mono text-xs break-all text-muted">
          {urls.get(delivery.endpoint_id) ?? "not listed any more"}
        </code>
      ),
    },
    {
      name: "State",
      card: "line",
      cell: (delivery) => <DeliveryBadge delivery={delivery} />,
    },
    {
      name: "Attempts",
      right: true,
      hideBelow: "lg",
      cell: (delivery) => <span className="tabular-nums">{delivery.attempt_count}</span>,
    },
    {
      name: "Happened",
      right: true,
      card: "line",
      cell: (delivery) => (
        <Time at={delivery.created_at} className="whitespace-nowrap text-muted" />
      ),
    },
  ];
}
