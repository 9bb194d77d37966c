import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BellOff, CheckCheck, Inbox } from "lucide-react";
import {
  INBOX,
  notificationsQuery,
  unreadQuery,
  type Notification,
  type NotificationSearch,
} from "@/api/inbox";
import { useMerchant } from "@/api/merchant";
import { merchantsQuery } from "@/api/queries";
import { compact } from "@/lib/search";
import { Badge } from "@/ui/badge";
import { Button, buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Empty } from "@/ui/empty";
import { Page } from "@/ui/page";
import { Pager } from "@/ui/pager";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { readNotification, readUpTo } from "./calls";
import type { InboxSearch } from "./search";

interface InboxPageProps {
  search: InboxSearch;
  onSearch: (search: InboxSearch) => void;
}

/** What happened that somebody should know, over all merchants of whoever looks. */
export function InboxPage({ search, onSearch }: InboxPageProps) {
  const queries = useQueryClient();
  const unread = useQuery(unreadQuery).data?.unread_count ?? 0;
  const isFirst = search.offset === undefined && search.cursor === undefined;
  const newest = useQuery(notificationsQuery(asked(search))).data?.results[0];
  const all = useMutation({
    mutationFn: readUpTo,
    onSettled: () => queries.invalidateQueries({ queryKey: INBOX }),
  });
  return (
    <Page
      title="Inbox"
      lead="What happened that you should know, at all of your merchants."
      action={
        <>
          {isFirst && newest && unread > 0 && (
            <Button
              icon={CheckCheck}
              busy={all.isPending && "Marking …"}
              onClick={() => {
                all.mutate(newest.id);
              }}
            >
              Mark all as read
            </Button>
          )}
          <Link to="/settings/notifications" className={buttonClasses("quiet")}>
            Choose what you are told
          </Link>
        </>
      }
    >
      {all.error && <ProblemNotice error={all.error} />}
      <Card flush>
        <div className="border-b border-line p-4">
          <Choice
            label="Show"
            value={search.unread ?? "all"}
            onChange={(wanted) => {
              onSearch(wanted === "true" ? { unread: "true" } : {});
            }}
            options={[
              { value: "all", label: "All" },
              { value: "true", label: "Unread" },
            ]}
          />
        </div>
        <Found search={search} onSearch={onSearch} />
      </Card>
    </Page>
  );
}

function asked(search: InboxSearch): NotificationSearch {
  return compact(search) as NotificationSearch;
}

function Found({ search, onSearch }: InboxPageProps) {
  const { data, error, isPlaceholderData, refetch } = useQuery(notificationsQuery(asked(search)));
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonRows rows={5} />
    );
  }
  if (data.results.length === 0) {
    return search.unread ? (
      <Empty icon={CheckCheck} title="You have read everything">
        What happens next is counted beside the bell.
      </Empty>
    ) : (
      <Empty icon={search.cursor ? BellOff : Inbox} title="Nothing here yet">
        When a payout fails, a deal is proposed or somebody waits for you, you read it here.
      </Empty>
    );
  }
  return (
    <>
      <ul
        aria-label="Notifications"
        aria-busy={isPlaceholderData}
        className={`divide-y divide-line ${isPlaceholderData ? "opacity-60" : ""}`}
      >
        {data.results.map((each) => (
          <Item key={each.id} notification={each} />
        ))}
      </ul>
      <Pager
        page={data}
        place={compact({ offset: search.offset, cursor: search.cursor })}
        onTurn={(place) => {
          onSearch(compact({ unread: search.unread, ...place }));
          window.scrollTo({ top: 0 });
        }}
      />
    </>
  );
}

function Item({ notification }: { notification: Notification }) {
  const queries = useQueryClient();
  const read = useMutation({
    mutationFn: () => readNotification(notification.id),
    onSettled: () => queries.invalidateQueries({ queryKey: INBOX }),
  });
  const isUnread = notification.read_at === null;
  const markRead = (): void => {
    if (isUnread && !read.isPending) read.mutate();
  };
  return (
    <li className="grid gap-1 px-5 py-4 max-sm:px-4">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Link
          to={notification.page}
          onClick={markRead}
          className={`underline-offset-2 hover:text-sea hover:underline ${isUnread ? "font-semibold" : ""}`}
        >
          {notification.title}
        </Link>
        {isUnread && <Badge tone="sea">New</Badge>}
        <Whose merchantId={notification.merchant_id} />
      </p>
      <p className="text-pretty break-words">{notification.text}</p>
      <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
        <Time at={notification.written_at} />
        {isUnread && (
          <button
            type="button"
            onClick={markRead}
            disabled={read.isPending}
            className="min-h-6 underline underline-offset-2 hover:text-ink max-md:min-h-11"
          >
            Mark as read<span className="sr-only">: {notification.title}</span>
          </button>
        )}
      </p>
      {read.error && <ProblemNotice error={read.error} />}
    </li>
  );
}

/** Of which merchant it is, where that is not the one on screen. */
function Whose({ merchantId }: { merchantId: string | null }) {
  const here = useMerchant();
  const merchants = useQuery(merchantsQuery).data?.results ?? [];
  if (merchantId === null) return <Badge tone="plain">You</Badge>;
  if (merchantId === here.id) return null;
  const other = merchants.find(({ id }) => id === merchantId);
  return other ? <Badge tone="plain">{other.name}</Badge> : null;
}
