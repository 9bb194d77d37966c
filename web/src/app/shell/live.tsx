/**
 * Keeps what is on the screen true. While the stream is there, each event makes stale what it is
 * about; while it is not, everything shown is asked for again every three seconds, and the header says
 * so.
 */
import { useQueryClient, type Query, type QueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useState, type ReactNode } from "react";
import { keyOf, merchantsQuery, type Resource } from "@/api/queries";
import { follow, type LiveEvent, type StreamState } from "@/api/stream";
import { announce } from "./announcements";

const POLL_MS = 3000;
/** A batch of events is one batch of questions. */
const GATHER_MS = 250;

const Live = createContext<StreamState>("connecting");

export function useLive(): StreamState {
  return use(Live);
}

/** Beside what is asked about one merchant: the merchants themselves, whose payouts may be frozen. */
type Stale = Resource | "merchants";

const AFFECTED: Record<string, Stale[]> = {
  // Twenty a second, and nothing but the auction is another one by them.
  "auction.moved": ["auctions"],
  "auction.sealed_bid": ["auctions"],
  "bid.outbid": ["auctions"],
  payout: ["payouts", "balance", "ledger", "overview", "batches", "limits"],
  payout_batch: ["batches", "payouts", "balance", "ledger", "overview"],
  deposit: ["deposits", "balance", "ledger", "overview", "cases", "merchants", "limits"],
  payment: ["deposits", "cases"],
  refund: ["deposits", "balance", "ledger", "overview"],
  chargeback: ["deposits", "balance", "ledger", "overview", "cases", "merchants"],
  bank_account: ["bank-accounts", "payouts"],
  bank_transfer: ["balance", "ledger", "overview"],
  case: ["cases", "payouts", "overview"],
  api_key: ["api-keys"],
  merchant: ["merchants", "payouts", "overview"],
  membership: ["merchants", "team", "api-keys"],
  invitation: ["team"],
  approval: ["approvals", "payouts", "transfers", "overview"],
  transfer: ["transfers", "balance", "ledger", "overview", "limits"],
  incoming_transfer: ["transfers", "balance", "ledger", "overview", "limits"],
  verification: ["verification", "merchants", "limits"],
  adjustment: ["balance", "ledger", "overview"],
  milestone: ["deals", "balance", "ledger", "overview", "approvals"],
  agreement: ["deals", "balance", "ledger", "overview"],
  bid: ["auctions", "deals", "balance", "ledger", "overview"],
  dispute: ["deals", "balance", "ledger", "overview", "cases"],
  deal: ["auctions", "deals", "approvals"],
  auction: ["auctions", "deals"],
  message: ["deals"],
  fee: ["fees"],
  invoice: [],
  credit_note: [],
  letter: [],
  // Of people, not of a merchant.
  session: [],
  user: [],
};
const ALL: Stale[] = [
  "merchants",
  "balance", "overview", "deposits", "payouts", "batches", "bank-accounts", "ledger", "cases", "api-keys", "team",
  "approvals", "limits", "transfers", "verification", "deals", "auctions",
]; // prettier-ignore

/** What an event makes stale; one of a kind nobody has heard of, everything. */
export function affectedBy(type: string): Stale[] {
  return AFFECTED[type] ?? AFFECTED[type.split(".")[0] ?? ""] ?? ALL;
}

export function LiveProvider({
  merchantId,
  children,
}: {
  merchantId: string;
  children: ReactNode;
}) {
  const queryClient = useQueryClient();
  const [state, setState] = useState<StreamState>("connecting");

  useEffect(() => {
    const leaving = new AbortController();
    const gathered = gather(queryClient, merchantId);
    void follow({
      merchantId,
      signal: leaving.signal,
      onEvent: gathered.add,
      onReset: () => {
        ask(queryClient, merchantId, ALL);
      },
      onState: (next) => {
        setState(next);
        // What happened between the first questions and the first event has no event.
        if (next === "live") ask(queryClient, merchantId, ALL);
      },
    });
    return () => {
      leaving.abort();
      gathered.stop();
    };
  }, [merchantId, queryClient]);

  useEffect(() => {
    if (state === "live") return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") ask(queryClient, merchantId, ALL);
    }, POLL_MS);
    return () => {
      clearInterval(timer);
    };
  }, [state, merchantId, queryClient]);

  return <Live value={state}>{children}</Live>;
}

function ask(queryClient: QueryClient, merchantId: string, stale: Iterable<Stale>): void {
  for (const each of stale) {
    const queryKey = each === "merchants" ? merchantsQuery.queryKey : keyOf(merchantId, each);
    const underWay = queryClient
      .getQueryCache()
      .findAll({ queryKey, type: "active", fetchStatus: "fetching" });
    for (const query of underWay) void askOnceMore(queryClient, query);
    // What is under way is let go on: events come faster than some answers do.
    void queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false });
  }
}

const askedTooEarly = new WeakSet<Query>();

/** A question under way may have been answered before the event: it is asked again afterwards, once. */
async function askOnceMore(queryClient: QueryClient, query: Query): Promise<void> {
  if (askedTooEarly.has(query)) return;
  askedTooEarly.add(query);
  // While it is under way, this waits for it.
  await query.fetch(undefined, { cancelRefetch: false }).catch(() => undefined);
  askedTooEarly.delete(query);
  const { queryKey } = query;
  await queryClient.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false });
}

function gather(queryClient: QueryClient, merchantId: string) {
  let events: LiveEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    ask(queryClient, merchantId, new Set(events.flatMap(({ type }) => affectedBy(type))));
    announce(merchantId, events);
    events = [];
  };
  return {
    add: (event: LiveEvent): void => {
      events.push(event);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    stop: (): void => {
      clearTimeout(timer);
    },
  };
}
