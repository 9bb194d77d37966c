/**
 * Keeps what is on the screen true. While the stream is there, each event makes stale what it is
 * about; while it is not, everything shown is asked for again every three seconds, and the header says
 * so. A page may have it tell of an auction as well: then it is opened anew, where it stood.
 */
import { useQueryClient, type Query, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { INBOX, SYSTEM_ALERTS } from "@/api/inbox";
import { LiveContext } from "@/api/live";
import { keyOf, merchantsQuery, type Resource } from "@/api/queries";
import { follow, type LiveEvent, type StreamState } from "@/api/stream";

const POLL_MS = 3000;
/** A batch of events is one batch of questions. */
const GATHER_MS = 250;

/**
 * Beside what is asked about one merchant: the merchants themselves, whose payouts may be frozen; and
 * what whoever looks is told.
 */
type Stale = Resource | "merchants" | "inbox" | "system-alerts";

/** Twenty a second, and nothing but the auction is another one by them. */
const ONLY_BID: Stale[] = ["auctions"];

const AFFECTED: Record<string, Stale[]> = {
  "auction.moved": ONLY_BID,
  "auction.sealed_bid": ONLY_BID,
  "bid.outbid": ONLY_BID,
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
  inbox: ["inbox"],
  system_alert: ["system-alerts", "inbox"],
  webhook_endpoint: ["webhooks"],
  // Of people, not of a merchant.
  session: [],
  user: [],
};
const ALL: Stale[] = [
  "merchants",
  "balance", "overview", "deposits", "payouts", "batches", "bank-accounts", "ledger", "cases", "api-keys", "team",
  "approvals", "limits", "transfers", "verification", "deals", "auctions", "webhooks", "inbox", "system-alerts",
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
  const [{ state, tellsOf }, setStream] = useState<Flowing>({ state: "connecting", tellsOf: null });
  const [dealId, setDealId] = useState<string | null>(null);
  const place = useRef<string | null>(null);
  const gathered = useMemo(() => gather(queryClient, merchantId), [queryClient, merchantId]);

  useEffect(() => gathered.stop, [gathered]);

  useEffect(() => {
    const leaving = new AbortController();
    // Opened anew for the sake of an auction, of which nothing was told so far; all else goes on.
    let isForAuction = place.current !== null;
    void follow({
      merchantId,
      dealId,
      after: place.current,
      signal: leaving.signal,
      onPlace: (id) => {
        place.current = id;
      },
      onEvent: gathered.add,
      onReset: () => {
        ask(queryClient, merchantId, ALL);
      },
      onState: (next, told) => {
        setStream({ state: next, tellsOf: told });
        if (next !== "live") return;
        // What happened between the first questions and the first event has no event.
        ask(queryClient, merchantId, isForAuction ? ["auctions"] : ALL);
        isForAuction = false;
      },
    });
    return () => {
      leaving.abort();
    };
  }, [merchantId, dealId, queryClient, gathered]);

  useEffect(() => {
    if (state === "live") return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") ask(queryClient, merchantId, ALL);
    }, POLL_MS);
    return () => {
      clearInterval(timer);
    };
  }, [state, merchantId, queryClient]);

  const followAuction = useCallback((wanted: string) => {
    setDealId(wanted);
    return () => {
      setDealId((followed) => (followed === wanted ? null : followed));
    };
  }, []);
  const live = useMemo(
    () => ({ state, tellsOf, follow: followAuction }),
    [state, tellsOf, followAuction],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

interface Flowing {
  state: StreamState;
  tellsOf: string | null;
}

function ask(queryClient: QueryClient, merchantId: string, stale: Iterable<Stale>): void {
  for (const each of stale) {
    void queryClient.invalidateQueries(
      { queryKey: keyFor(merchantId, each) },
      // An answer on its way is newer than the question would be.
      { cancelRefetch: false },
    );
  }
}

function keyFor(merchantId: string, stale: Stale) {
  if (stale === "merchants") return merchantsQuery.queryKey;
  if (stale === "inbox") return INBOX;
  return stale === "system-alerts" ? SYSTEM_ALERTS : keyOf(merchantId, stale);
}

function gather(queryClient: QueryClient, merchantId: string) {
  let events: LiveEvent[] = [];
  let stale = new Set<Stale>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Set<string>();
  // What is on its way may have been answered before it happened, so it is asked for once more.
  const askOnceMore = (query: Query): void => {
    if (late.has(query.queryHash)) return;
    late.add(query.queryHash);
    const again = (): void => {
      late.delete(query.queryHash);
      const { queryKey } = query;
      void queryClient.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false });
    };
    const settled = Promise.resolve(query.promise).catch(() => undefined);
    void settled.then(again);
  };
  const askFor = (about: Iterable<Stale>): void => {
    const filters = { type: "active", fetchStatus: "fetching" } as const;
    for (const each of about) {
      const queryKey = keyFor(merchantId, each);
      queryClient
        .getQueryCache()
        .findAll({ queryKey, ...filters })
        .forEach(askOnceMore);
      ask(queryClient, merchantId, [each]);
    }
  };
  const flush = (): void => {
    timer = undefined;
    askFor(stale);
    const happened = events;
    // Nothing of a first page: it is there by the time something happens.
    void import("./announcements").then(({ announce }) => {
      announce(merchantId, happened);
    });
    events = [];
    stale = new Set();
  };
  return {
    add: (event: LiveEvent): void => {
      events.push(event);
      const about = affectedBy(event.type);
      // Of bids nothing is gathered: an auction is asked for in turns of its own, the first at once.
      if (about === ONLY_BID) askFor(about);
      else about.forEach((each) => stale.add(each));
      timer ??= setTimeout(flush, GATHER_MS);
    },
    stop: (): void => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
