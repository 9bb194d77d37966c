import { useMutation, useQuery } from "@tanstack/react-query";
import { ChevronRight, Radio, SearchX } from "lucide-react";
import { useMerchant } from "@/api/merchant";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Empty } from "@/ui/empty";
import { Json } from "@/ui/json";
import { Page } from "@/ui/page";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { SearchField } from "@/ui/search-field";
import { SkeletonRows } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { eventsQuery, placeNow, type Event } from "./calls";
import type { EventsSearch } from "./search";

interface EventsPageProps {
  search: EventsSearch;
  onSearch: (search: EventsSearch) => void;
}

export function EventsPage({ search, onSearch }: EventsPageProps) {
  const merchant = useMerchant();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => placeNow(merchant.id),
    onSuccess: (after) => {
      onSearch({ after });
    },
  });
  return (
    <Page
      title="Events"
      lead="Everything that happened, in order, as programs read it from /events/."
      action={
        <Button
          icon={Radio}
          busy={isPending && "Looking …"}
          onClick={() => {
            mutate();
          }}
        >
          From now on
        </Button>
      }
    >
      {error && <ProblemNotice error={error} />}
      <Card flush>
        <div className="flex flex-wrap items-center gap-3 border-b border-line p-4">
          <SearchField
            label="Type"
            placeholder="Type on this page, like payout"
            text={search.type ?? ""}
            onText={(type) => {
              onSearch({ ...search, type: type || undefined });
            }}
          />
        </div>
        <Found search={search} onSearch={onSearch} />
      </Card>
    </Page>
  );
}

function Found({ search, onSearch }: EventsPageProps) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(eventsQuery(merchant.id, search.after));
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={8} />
    );
  }
  const shown = data.results.filter(({ type }) => type.includes(search.type ?? ""));
  return (
    <>
      {shown.length === 0 && <Nothing isFiltered={data.results.length > 0} />}
      <ol aria-label="Events, oldest first" className="divide-y divide-line">
        {shown.map((event) => (
          <EventItem key={event.id} event={event} />
        ))}
      </ol>
      {(data.has_more || search.after !== undefined) && (
        <nav
          aria-label="Pages"
          className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 max-sm:px-4"
        >
          <Button
            size="small"
            disabled={search.after === undefined}
            onClick={() => {
              onSearch({ ...search, after: undefined });
            }}
          >
            To the beginning
          </Button>
          <Button
            size="small"
            disabled={!data.has_more}
            onClick={() => {
              onSearch({ ...search, after: data.cursor });
              window.scrollTo({ top: 0 });
            }}
          >
            Later <ChevronRight aria-hidden className="size-4" />
          </Button>
        </nav>
      )}
    </>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <Empty icon={SearchX} title="No event fits">
      None on this page is of such a type; look further on.
    </Empty>
  ) : (
    <Empty icon={Radio} title="Nothing has happened yet">
      What happens from here on appears here by itself.
    </Empty>
  );
}

function EventItem({ event }: { event: Event }) {
  return (
    <li>
      <details>
        <summary className="flex min-h-11 flex-wrap items-baseline gap-x-4 px-5 py-2.5 hover:bg-sunken max-sm:px-4">
          <code className="font-mono text-sm font-medium break-all">{event.type}</code>
          <code className="min-w-0 flex-1 font-mono text-xs break-all text-muted max-sm:order-last max-sm:basis-full">
            {event.id}
          </code>
          <Time at={event.at} className="text-sm whitespace-nowrap text-muted" />
        </summary>
        <div className="px-5 pb-4 max-sm:px-4">
          <Json value={event} label={`Event ${event.id}`} />
        </div>
      </details>
    </li>
  );
}
