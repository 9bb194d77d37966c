/** What is asked and done about an auction, as the API takes it. */
import { queryOptions, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { api } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { Problem, unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import type { components } from "@/api/schema";
import { caughtUp, EMPTY_LOG, withOlder, type Log } from "./log";
import { skipTheQueue, turn } from "./pace";
import { askedNow, hearServerTime } from "./server-clock";

type Schemas = components["schemas"];
type AuctionTold = Schemas["AuctionOut"];
/** Without what changes with every answer: an auction nobody has bid in stays the same object. */
export type Auction = Omit<AuctionTold, "server_now">;
export type Rules = Schemas["AuctionRulesOut"];
export type Mine = Schemas["MyBidOut"];
export type Award = Schemas["AuctionAwardOut"];
export type Placed = Schemas["PlacedOut"];
export type Plan = Schemas["AuctionPlanOut"];
export type PlanBody = Schemas["AuctionPlanIn"];
export type Rank = Schemas["RankOut"];
export type Deal = Schemas["DealOut"];
export type BidBody = Schemas["BidIn"];
export type AutoBidBody = Schemas["AutoBidIn"];
export type RetractBody = Schemas["RetractIn"];

/** A screen that is told of every bid still asks no more often than that. */
export const TURN_MS = 500;
/** What the stream that is there does not tell of is asked for. */
export const LOOK_AGAIN_MS = 3000;
/** And what it tells of, now and then all the same: terms that change are told to bidders only. */
export const LOOK_ANYWAY_MS = 15_000;
const PAGE = 50;

export const RUNNING: readonly Auction["status"][] = ["open", "final_round"];

export function isRunning(auction: Auction): boolean {
  return RUNNING.includes(auction.status);
}

/** Nothing comes after it. */
export function isOver({ status }: Auction): boolean {
  return status === "agreed" || status === "failed" || status === "cancelled";
}

const of = (merchantId: string, dealId: string) => ({
  header: { "X-Merchant-Id": merchantId },
  path: { deal_id: dealId },
});
const once = (merchantId: string, dealId: string, key: string) => ({
  header: { "X-Merchant-Id": merchantId, "Idempotency-Key": key },
  path: { deal_id: dealId },
});

export function auctionQuery(merchantId: string, dealId: string) {
  const queryKey = keyOf(merchantId, "auctions", "one", dealId);
  return queryOptions({
    queryKey,
    queryFn: async ({ signal, client }): Promise<Auction> => {
      await turn(dealId, TURN_MS, signal);
      const askedAt = askedNow();
      const told = await unwrap(
        api.GET("/api/v1/deals/{deal_id}/auction/", { params: of(merchantId, dealId), signal }),
      );
      hearServerTime(told.server_now, askedAt);
      return newer(client.getQueryData<Auction>(queryKey), told);
    },
    staleTime: 0,
  });
}

/** Two questions may be under way, and the answer to the first may come last. */
export function newer(known: Auction | undefined, told: AuctionTold): Auction {
  if (known?.id === told.id && known.version > told.version) return known;
  const auction: Partial<AuctionTold> & Auction = { ...told };
  delete auction.server_now;
  return auction;
}

/**
 * The auction, kept as it is there until it is over, and while a deal that was put up gets one.
 * `isUntold`: there is a stream, and it does not tell of it. Where there is none, all that is shown is
 * asked for anyway.
 */
export function useAuction(dealId: string, isUntold: boolean) {
  const merchant = useMerchant();
  return useQuery({
    ...auctionQuery(merchant.id, dealId),
    refetchInterval: ({ state }) => {
      if (state.data && isOver(state.data)) return false;
      if (state.data) return isUntold ? LOOK_AGAIN_MS : LOOK_ANYWAY_MS;
      return isMissing(state.error) ? LOOK_AGAIN_MS : false;
    },
    retry: (failures, error) => !(error instanceof Problem) && failures < 2,
  });
}

export function isMissing(error: unknown): boolean {
  return error instanceof Problem && error.code === "auction_not_found";
}

/** Ask for the auction again, at once. */
export function useLookAgain(dealId: string): () => void {
  const merchant = useMerchant();
  const client = useQueryClient();
  return useCallback(() => {
    skipTheQueue(dealId);
    void client.invalidateQueries({ queryKey: keyOf(merchant.id, "auctions") });
    void client.invalidateQueries({ queryKey: keyOf(merchant.id, "balance") });
  }, [client, merchant.id, dealId]);
}

/** What the platform answered to a bid is how it stands, before the auction is asked for again. */
export function keepPlaced(client: QueryClient, merchantId: string, dealId: string, made: Placed) {
  client.setQueryData<Auction>(auctionQuery(merchantId, dealId).queryKey, (known) =>
    known === undefined ? undefined : withPlaced(known, made),
  );
}

export function withPlaced(known: Auction, made: Placed): Auction {
  if (known.id !== made.auction_id || known.version >= made.version) return known;
  const mine = known.mine && {
    ...known.mine,
    is_leading: made.is_leading,
    rank: made.rank,
    bid_paise: made.bid_paise,
    limit_paise: made.limit_paise,
    until: made.until,
  };
  return {
    ...known,
    version: made.version,
    ends_at: made.ends_at,
    price_paise: made.price_paise ?? known.price_paise,
    leader: made.is_leading === true && known.price_paise !== null ? made.bidder : known.leader,
    mine,
  };
}

// --- The log --------------------------------------------------------------------------------------

/** What a log was read for: it is read again when the auction says something else of itself. */
export function markOf(auction: Auction): string {
  return `${auction.number}.${auction.sequence}.${auction.version}`;
}

export function useLog(dealId: string, auction: Auction) {
  const merchant = useMerchant();
  const client = useQueryClient();
  const mark = markOf(auction);
  // Once it is over more is told of every line.
  const queryKey = keyOf(merchant.id, "bids", dealId, auction.id, isRunning(auction));
  const read = (before?: number, signal?: AbortSignal) =>
    unwrap(
      api.GET("/api/v1/deals/{deal_id}/auction/bids/", {
        params: {
          ...of(merchant.id, dealId),
          query: { limit: PAGE, ...(before !== undefined && { before }) },
        },
        ...(signal && { signal }),
      }),
    );
  const asked = useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      const known = client.getQueryData<Log>(queryKey) ?? EMPTY_LOG;
      const now = client.getQueryData<Auction>(auctionQuery(merchant.id, dealId).queryKey);
      return caughtUp(known, now ? markOf(now) : mark, (before) => read(before, signal));
    },
    staleTime: Infinity,
    // Lines keep their own identity; to compare all of them with all would take longer than that.
    structuralSharing: false,
  });
  const { data, isFetching, isError, refetch } = asked;
  const isBehind = data !== undefined && data.mark !== mark;
  useEffect(() => {
    if (isBehind && !isFetching && !isError) void refetch();
  }, [isBehind, isFetching, isError, mark, refetch]);
  const more = async (): Promise<void> => {
    const before = data?.before ?? null;
    if (before === null) return;
    const page = await read(before);
    client.setQueryData<Log>(queryKey, (known) => known && withOlder(known, page));
  };
  return { log: data, error: asked.error, retry: refetch, more };
}

// --- Beside it ------------------------------------------------------------------------------------

export function dealQuery(merchantId: string, dealId: string) {
  return queryOptions({
    // An auction's title does not change with its bids.
    queryKey: keyOf(merchantId, "bids", "deal", dealId),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/deals/{deal_id}/", { params: of(merchantId, dealId), signal })),
  });
}

export function diffQuery(merchantId: string, dealId: string, before: number, after: number) {
  return queryOptions({
    queryKey: keyOf(merchantId, "bids", "diff", dealId, before, after),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/terms/diff/", {
          params: { ...of(merchantId, dealId), query: { before, after } },
          signal,
        }),
      ),
    staleTime: Infinity,
  });
}

export function rankingQuery(merchantId: string, dealId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "auctions", "ranking", dealId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/auction/ranking/", {
          params: of(merchantId, dealId),
          signal,
        }),
      ),
  });
}

export function hashesQuery(merchantId: string, dealId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "bids", "hashes", dealId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/auction/hashes/", {
          params: of(merchantId, dealId),
          signal,
        }),
      ),
  });
}

export function planQuery(merchantId: string, dealId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "bids", "plan", dealId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/auction/plan/", {
          params: of(merchantId, dealId),
          signal,
        }),
      ),
  });
}

// --- Verbs ----------------------------------------------------------------------------------------

export function verbsOf(merchantId: string, dealId: string) {
  const params = (key: string) => once(merchantId, dealId, key);
  return {
    bid: (body: BidBody, key: string) =>
      unwrap(api.POST("/api/v1/deals/{deal_id}/auction/bids/", { params: params(key), body })),
    setAutoBid: (body: AutoBidBody, key: string) =>
      unwrap(api.PUT("/api/v1/deals/{deal_id}/auction/auto-bid/", { params: params(key), body })),
    cancelAutoBid: () =>
      unwrap(
        api.DELETE("/api/v1/deals/{deal_id}/auction/auto-bid/", {
          params: of(merchantId, dealId),
        }),
      ),
    retract: (body: RetractBody, key: string) =>
      unwrap(api.POST("/api/v1/deals/{deal_id}/auction/retract/", { params: params(key), body })),
    reconfirm: (body: { terms_version: number }, key: string) =>
      unwrap(api.POST("/api/v1/deals/{deal_id}/auction/reconfirm/", { params: params(key), body })),
    withdraw: (key: string) =>
      unwrap(
        api.POST("/api/v1/deals/{deal_id}/auction/withdraw/", { params: params(key), body: {} }),
      ),
    plan: (body: PlanBody) =>
      unwrap(
        api.PUT("/api/v1/deals/{deal_id}/auction/plan/", {
          params: of(merchantId, dealId),
          body,
        }),
      ),
    award: (body: { bidder: number; reason?: string }, key: string) =>
      unwrap(api.POST("/api/v1/deals/{deal_id}/auction/award/", { params: params(key), body })),
    confirm: (body: { price_paise: number }, key: string) =>
      unwrap(
        api.POST("/api/v1/deals/{deal_id}/auction/award/confirm/", { params: params(key), body }),
      ),
    decline: (body: { note?: string }, key: string) =>
      unwrap(
        api.POST("/api/v1/deals/{deal_id}/auction/award/decline/", { params: params(key), body }),
      ),
  };
}
