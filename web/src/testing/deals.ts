/** Deals, agreements and milestones as the API gives them. */
import type { Agreement, Deal, DealSummary, Milestone, Score, Terms } from "@/api/deals";
import type { Dispute } from "@/api/disputes";
import { MERCHANT_ID } from "./world";

const AT = "2026-11-21T04:30:00Z";
export const DEAL_ID = "019ab000-0000-7000-8000-0000000000de";
export const AGREEMENT_ID = "019ab000-0000-7000-8000-0000000000ae";
export const MILESTONE_ID = "019ab000-0000-7000-8000-0000000000be";
export const OTHER_ID = "019ab000-0000-7000-8000-000000000002";
export const HASH = "a".repeat(64);

export function terms(given: Partial<Terms> = {}): Terms {
  return {
    version: 1,
    hash: HASH,
    made_by: "poster",
    made_at: AT,
    material: true,
    price_paise: 100_000,
    scope: "Forty pumps, delivered.",
    milestones: [
      {
        title: "All of it",
        description: "",
        share_bp: null,
        amount_paise: 100_000,
        deliver_by: null,
        conditions: { all: [{ type: "buyer_approves" }] },
      },
    ],
    inspection_days: 14,
    on_silence: "release",
    max_rounds: 3,
    fee_split: { buyer_bp: 0 },
    fund_within_hours: 120,
    confirm_within_hours: 48,
    purpose_code: null,
    ...given,
  };
}

export function dealSummary(given: Partial<DealSummary> = {}): DealSummary {
  return {
    id: DEAL_ID,
    kind: "request",
    format: "direct",
    visibility: "invited",
    category: "machinery",
    title: "Pumps for Pune",
    status: "proposed",
    access: "counterparty",
    poster_name: "Asha Exports",
    counterparty_name: "Malabar Spices",
    budget_paise: null,
    price_paise: null,
    currency: "INR",
    deadline: null,
    waiting: {
      for: "answer",
      on: "the other side",
      until: "2099-11-26T04:30:00Z",
      then: "What nobody answers in time is over.",
    },
    allowed_moves: [],
    is_watched: false,
    created_at: AT,
    listed_at: AT,
    ...given,
  };
}

export function score(given: Partial<Score> = {}): Score {
  return {
    stars_hundredths: null,
    reviews_count: 0,
    deals_count: 0,
    on_time_basis_points: null,
    rounds_hundredths: null,
    funding_seconds_mean: null,
    disputes_lost_count: 0,
    ...given,
  };
}

export function deal(given: Partial<Deal> = {}): Deal {
  return {
    ...dealSummary(),
    description: "",
    counterparty_id: null,
    terms: terms(),
    parties: [
      { name: "Asha Exports", is_you: false, buys: true, has_accepted: true, score: score() },
      { name: "Malabar Spices", is_you: true, buys: false, has_accepted: false, score: score() },
    ],
    agreement_id: null,
    disputes: [],
    attachment_count: 0,
    ended_reason: null,
    reviews_until: null,
    version: 1,
    ...given,
  };
}

export function milestone(given: Partial<Milestone> = {}): Milestone {
  return {
    id: MILESTONE_ID,
    agreement_id: AGREEMENT_ID,
    subject: `deal/${DEAL_ID}`,
    merchant_id: MERCHANT_ID,
    side: "buyer",
    payee_id: OTHER_ID,
    position: 1,
    title: "All of it",
    description: "",
    currency: "INR",
    amount_paise: 100_000,
    fee_paise: 1_000,
    tax_paise: 180,
    due_paise: 101_180,
    funded_paise: 0,
    missing_paise: 101_180,
    left_paise: 0,
    released_paise: 0,
    refunded_paise: 0,
    disputed_paise: 0,
    dispute_id: null,
    awaited_deposit_ids: [],
    status: "planned",
    held_state: null,
    hold_reason: null,
    round: 0,
    max_rounds: 3,
    conditions: { all: [{ type: "buyer_approves" }] },
    missing_conditions: [{ type: "buyer_approves" }],
    deliver_by: null,
    overdue_at: null,
    inspection_seconds: 1_209_600,
    on_silence: "release",
    next_due_at: null,
    waiting: null,
    open_proposal: null,
    version: 1,
    created_at: AT,
    entered_at: AT,
    finished_at: null,
    allowed_moves: [],
    ...given,
  };
}

/** One that was paid in, and handed in. */
export function submitted(given: Partial<Milestone> = {}): Milestone {
  return milestone({
    status: "submitted",
    funded_paise: 101_180,
    missing_paise: 0,
    left_paise: 100_000,
    round: 1,
    allowed_moves: ["dispute", "approve", "request_changes", "propose"],
    ...given,
  });
}

export function agreement(given: Partial<Agreement> = {}): Agreement {
  return {
    id: AGREEMENT_ID,
    subject: `deal/${DEAL_ID}`,
    merchant_id: MERCHANT_ID,
    side: "buyer",
    buyer: { merchant_id: MERCHANT_ID, name: "Malabar Spices" },
    seller: { merchant_id: OTHER_ID, name: "Asha Exports" },
    currency: "INR",
    amount_paise: 100_000,
    in_escrow_paise: 0,
    released_paise: 0,
    refunded_paise: 0,
    buyer_fee_share_bp: 10_000,
    inspection_seconds: 1_209_600,
    on_silence: "release",
    max_rounds: 3,
    fund_by: "2099-11-26T04:30:00Z",
    terms_hash: HASH,
    status: "active",
    milestones: [milestone()],
    cancellation: null,
    created_at: AT,
    finished_at: null,
    version: 1,
    allowed_moves: [],
    ...given,
  };
}

export const DISPUTE_ID = "019ab000-0000-7000-8000-0000000000d1";

/** The other side has said what it wants, and offers half. */
export function dispute(given: Partial<Dispute> = {}): Dispute {
  return {
    id: DISPUTE_ID,
    milestone_id: MILESTONE_ID,
    milestone_title: "All of it",
    agreement_id: AGREEMENT_ID,
    subject: `deal/${DEAL_ID}`,
    merchant_id: MERCHANT_ID,
    side: "buyer",
    buyer_name: "Malabar Spices",
    seller_name: "Asha Exports",
    status: "negotiating",
    currency: "INR",
    amount_paise: 100_001,
    locked_paise: 100_001,
    opened_by_side: "buyer",
    reason: "defective",
    statement: "Ten of them leak.",
    claimed_paise: 100_001,
    answer: "Two of them do.",
    answer_claimed_paise: 80_000,
    answered_at: AT,
    turn: "buyer",
    open_offer: {
      id: "019ab000-0000-7000-8000-0000000000d2",
      number: 2,
      by_side: "seller",
      to_seller_paise: 80_000,
      to_buyer_paise: 20_001,
      note: "",
      status: "open",
      made_at: AT,
      ended_at: null,
    },
    escalated_by: null,
    ruling_by: null,
    rulings: [],
    appeal_until: null,
    accepted_by: [],
    appealed_by_side: null,
    appeal: null,
    appealed_at: null,
    to_seller_paise: null,
    to_buyer_paise: null,
    waiting: null,
    allowed_moves: ["offer", "accept_offer", "refuse_offer", "escalate", "add_evidence"],
    version: 3,
    opened_at: AT,
    entered_at: AT,
    ended_at: null,
    ...given,
  };
}
