/** Auctions as the API gives them. */
import type { components } from "@/api/schema";

type Schemas = components["schemas"];
type AuctionTold = Schemas["AuctionOut"];

export const DEAL_ID = "019ab000-0000-7000-8000-00000000dea1";
const AT = "2026-11-21T04:30:00Z";

export function auctionRules(given: Partial<AuctionTold["rules"]> = {}): AuctionTold["rules"] {
  return {
    direction: "forward",
    format: "open",
    visibility: "price",
    start_paise: 1_000_000,
    has_reserve: false,
    reserve_commitment: "",
    step: { kind: "basis_points", value: 100 },
    own_step: { kind: "absolute", value: 1 },
    unusual_above_basis_points: 2500,
    window_seconds: 120,
    extension_seconds: 180,
    final_round_seconds: 600,
    bond_paise: 0,
    confirm_within_seconds: 86_400,
    hash: "a".repeat(64),
    ...given,
  };
}

export function auction(given: Partial<AuctionTold> = {}): AuctionTold {
  return {
    id: "019ab000-0000-7000-8000-00000000a0c1",
    deal_id: DEAL_ID,
    number: 1,
    status: "open",
    version: 3,
    terms_version: 1,
    rules: auctionRules(),
    starts_at: AT,
    ends_at: inAnHour(),
    ends_at_latest: inAnHour(90),
    server_now: new Date().toISOString(),
    bidders_count: 1,
    sequence: 2,
    price_paise: 1_200_000,
    leader: 2,
    is_reserve_met: null,
    reserve_opened: null,
    required_paise: 1_212_000,
    mine: null,
    award: null,
    waiting: { for: "bids", on: "those who bid", until: AT, then: "Then somebody is chosen." },
    allowed_moves: ["bid", "set_auto_bid"],
    ...given,
  };
}

export function inAnHour(minutes = 60): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}

export function myBid(given: Partial<Schemas["MyBidOut"]> = {}): Schemas["MyBidOut"] {
  return {
    bidder: 1,
    standing: "active",
    bond_paise: 0,
    bid_paise: 1_100_000,
    limit_paise: 1_100_000,
    until: null,
    rank: 2,
    is_leading: false,
    is_stale: false,
    is_finalist: false,
    has_shot: false,
    ...given,
  };
}

export function placed(given: Partial<Schemas["PlacedOut"]> = {}): Schemas["PlacedOut"] {
  return {
    auction_id: auction().id,
    sequence: 3,
    bidder: 1,
    is_leading: true,
    rank: 1,
    price_paise: 1_212_000,
    bid_paise: 1_212_000,
    limit_paise: 1_212_000,
    until: null,
    ends_at: inAnHour(),
    version: 4,
    hash: "",
    ...given,
  };
}

export function bidLine(sequence: number, given: Partial<Schemas["BidOut"]> = {}) {
  return {
    sequence,
    kind: "bid",
    bidder: 2,
    is_mine: false,
    is_automatic: null,
    amount_paise: 1_000_000 + sequence * 1000,
    price_paise: 1_000_000 + sequence * 1000,
    leader: 2,
    ends_at: AT,
    hash: "",
    at: AT,
    ...given,
  } satisfies Schemas["BidOut"];
}

export function auctionedDeal(given: Partial<Schemas["DealOut"]> = {}): Schemas["DealOut"] {
  return {
    id: DEAL_ID,
    kind: "offer",
    format: "open",
    visibility: "public",
    category: "food",
    title: "Two tonnes of cardamom",
    status: "open",
    access: "public",
    poster_name: "Konkan Coir Works",
    counterparty_id: null,
    counterparty_name: null,
    budget_paise: 1_000_000,
    price_paise: null,
    currency: "INR",
    deadline: inAnHour(),
    waiting: null,
    allowed_moves: [],
    is_watched: false,
    created_at: AT,
    listed_at: AT,
    description: "",
    parties: [],
    terms: null,
    agreement_id: null,
    disputes: [],
    attachment_count: 0,
    ended_reason: null,
    reviews_until: null,
    version: 1,
    ...given,
  };
}
