/** Things as the API gives them; a test says only what it is about. */
import type {
  Balance,
  BankAccount,
  Batch,
  Case,
  Chargeback,
  Deposit,
  DepositQuote,
  DepositTimeline,
  Key,
  LedgerLine,
  Merchant,
  Payout,
  Refund,
} from "@/api/client";
import type { Notification } from "@/api/inbox";
import type { components } from "@/api/schema";

type WebhookEndpoint = components["schemas"]["WebhookEndpointOut"];
type Delivery = components["schemas"]["WebhookDeliveryOut"];
type Event = components["schemas"]["EventOut"];

export const MERCHANT_ID = "019ab000-0000-7000-8000-000000000001";
export const PAYOUT_ID = "019ab000-0000-7000-8000-00000000000a";
export const ACCOUNT_ID = "019ab000-0000-7000-8000-0000000000b1";
export const DEPOSIT_ID = "019ab000-0000-7000-8000-0000000000d5";
export const ENDPOINT_ID = "019ab000-0000-7000-8000-0000000000f1";
export const NOTICE_ID = "01a21a00-0000-7000-8000-000000000001";
const AT = "2026-11-21T04:30:00Z";

export function merchant(given: Partial<Merchant> = {}): Merchant {
  return {
    id: MERCHANT_ID,
    name: "Malabar Spices",
    kind: "business",
    role: "owner",
    tier: "standard",
    verification: "verified",
    payouts_frozen: false,
    payouts_frozen_reason: null,
    payouts_frozen_until: null,
    created_at: AT,
    ...given,
  };
}

export function account(given: Partial<BankAccount> = {}): BankAccount {
  return {
    id: ACCOUNT_ID,
    merchant_id: MERCHANT_ID,
    kind: "account",
    status: "active",
    holder_name: "Asha Rao",
    nickname: "",
    number: "XXXX4567",
    ifsc: "HDFC0000240",
    verification: "verified",
    verified_at: AT,
    registered_name: "ASHA RAO",
    name_match_score: 100,
    created_at: AT,
    ...given,
  };
}

export function payout(given: Partial<Payout> = {}): Payout {
  return {
    id: PAYOUT_ID,
    merchant_id: MERCHANT_ID,
    bank_account_id: ACCOUNT_ID,
    bank_account_label: "XXXX4567",
    beneficiary_name: "Asha Rao",
    amount_paise: 500_000,
    fee_paise: 0,
    tax_paise: 0,
    currency: "INR",
    mode: "IMPS",
    purpose: "payout",
    status: "completed",
    status_details: null,
    in_doubt: false,
    returned: false,
    paid_late: false,
    waiting: null,
    waiting_for: null,
    allowed_moves: [],
    narration: "",
    reference: "",
    metadata: {},
    retry_of: null,
    scheduled_at: null,
    started_at: AT,
    finished_at: AT,
    created_at: AT,
    utr: "SIMB000000000001",
    ...given,
  };
}

export function balance(given: Partial<Balance> = {}): Balance {
  return {
    merchant_id: MERCHANT_ID,
    currency: "INR",
    available_paise: 10_000_000,
    held_paise: 0,
    in_doubt_paise: 0,
    in_escrow_paise: 0,
    owed_paise: 0,
    pending_paise: 0,
    total_paise: 10_000_000,
    virtual_account: null,
    ...given,
  };
}

export function batch(given: Partial<Batch> = {}): Batch {
  return {
    id: "019ab000-0000-7000-8000-0000000000c1",
    merchant_id: MERCHANT_ID,
    name: "Salaries",
    status: "validated",
    row_count: 2,
    rows: { valid: 2 },
    payouts: {},
    total_paise: 625_050,
    waiting: null,
    allowed_moves: ["approve", "cancel"],
    adds_bank_accounts: false,
    created_at: AT,
    approved_at: null,
    finished_at: null,
    ...given,
  };
}

export function apiKey(given: Partial<Key> = {}): Key {
  return {
    id: "019ab000-0000-7000-8000-0000000000d1",
    name: "Payroll server",
    prefix: "adk_test_1234",
    scopes: ["read"],
    allowed_addresses: [],
    made_by: "owner@malabar.example",
    last_used_at: null,
    last_used_from: null,
    rotated_from: null,
    rotated_to: null,
    state: "active",
    expires_at: null,
    revoked_at: null,
    created_at: AT,
    ...given,
  };
}

export function ledgerLine(given: Partial<LedgerLine> = {}): LedgerLine {
  return {
    id: 1,
    entry_id: "019ab000-0000-7000-8000-0000000000e1",
    account: "available",
    kind: "payout_held",
    memo: "",
    subject: `payout/${PAYOUT_ID}`,
    amount_paise: -500_000,
    balance_paise: 9_500_000,
    at: AT,
    recorded_at: AT,
    ...given,
  };
}

export function aCase(given: Partial<Case> = {}): Case {
  return {
    id: "019ab000-0000-7000-8000-0000000000f1",
    merchant_id: MERCHANT_ID,
    kind: "in_doubt",
    question: "Was it paid?",
    status: "open",
    subject: `payout/${PAYOUT_ID}`,
    effects: [],
    decisions: ["paid", "not_paid"],
    decision: null,
    proposed_decision: null,
    proposed_details: {},
    evidence: [],
    opened_at: AT,
    closed_at: null,
    ...given,
  };
}

export function deposit(given: Partial<Deposit> = {}): Deposit {
  return {
    id: DEPOSIT_ID,
    merchant_id: MERCHANT_ID,
    amount_minor: 500_000,
    currency: "INR",
    status: "created",
    waiting: null,
    status_details: null,
    checkout_url: null,
    methods: ["card", "upi"],
    method: null,
    description: "",
    reference: "",
    metadata: {},
    quote_id: null,
    purpose_code: null,
    rate: null,
    credited_at_rate_of_the_moment: false,
    credited_paise: null,
    pending_paise: 0,
    fee_paise: 0,
    tax_paise: 0,
    refunded_paise: 0,
    charged_back_paise: 0,
    late: false,
    third_party: false,
    payer_declared_at: null,
    assigned: false,
    created_at: AT,
    expires_at: "2026-11-22T04:30:00Z",
    captured_at: null,
    clears_at: null,
    finished_at: null,
    allowed_moves: [],
    ...given,
  };
}

/** One that was paid by card, and is available. */
export function clearedDeposit(given: Partial<Deposit> = {}): Deposit {
  return deposit({
    status: "cleared",
    method: "card",
    credited_paise: 500_000,
    captured_at: AT,
    clears_at: AT,
    finished_at: AT,
    allowed_moves: ["refund"],
    ...given,
  });
}

export function depositFollowed(
  shown: Deposit,
  given: Partial<DepositTimeline> = {},
): DepositTimeline {
  return { deposit: shown, payments: [], steps: [], ...given };
}

export function depositQuote(given: Partial<DepositQuote> = {}): DepositQuote {
  return {
    id: "019ab000-0000-7000-8000-0000000000e9",
    merchant_id: MERCHANT_ID,
    amount_minor: 100_000,
    currency: "USD",
    rate: "82.6166",
    amount_paise: 8_261_660,
    created_at: AT,
    expires_at: "2026-11-21T04:45:00Z",
    ...given,
  };
}

export function refund(given: Partial<Refund> = {}): Refund {
  return {
    id: "019ab000-0000-7000-8000-0000000000a5",
    deposit_id: DEPOSIT_ID,
    merchant_id: MERCHANT_ID,
    amount_paise: 200_000,
    paid_minor: 200_000,
    currency: "INR",
    status: "processed",
    waiting: null,
    reason: "",
    failure: null,
    created_at: AT,
    finished_at: AT,
    ...given,
  };
}

export function chargeback(given: Partial<Chargeback> = {}): Chargeback {
  return {
    id: "019ab000-0000-7000-8000-0000000000c5",
    deposit_id: DEPOSIT_ID,
    merchant_id: MERCHANT_ID,
    paid_minor: 500_000,
    currency: "INR",
    amount_paise: 500_000,
    of_pending_paise: 100_000,
    of_available_paise: 300_000,
    owed_paise: 100_000,
    written_off_paise: 0,
    reason_code: "fraudulent",
    status: "open",
    waiting: null,
    evidence_due_by: "2026-11-28T04:30:00Z",
    replies: [],
    opened_at: AT,
    closed_at: null,
    allowed_moves: ["evidence", "accept"],
    ...given,
  };
}

export function endpoint(given: Partial<WebhookEndpoint> = {}): WebhookEndpoint {
  return {
    id: ENDPOINT_ID,
    url: "https://hooks.example.com/in",
    description: "Books",
    types: ["payout.*"],
    state: "enabled",
    disabled_reason: null,
    disabled_at: null,
    created_at: "2026-11-21T10:00:00Z",
    last_delivered_at: null,
    failing_since: null,
    old_secret_until: null,
    allowed_moves: ["disable", "archive"],
    ...given,
  };
}

export function delivery(given: Partial<Delivery> = {}): Delivery {
  return {
    id: "019ab000-0000-7000-8000-0000000000f2",
    endpoint_id: ENDPOINT_ID,
    event_id: "payout/019ab000-0000-7000-8000-0000000000f3/2",
    type: "payout.completed",
    subject: "payout/019ab000-0000-7000-8000-0000000000f3",
    subject_sequence: 2,
    state: "delivered",
    given_up: null,
    attempt_count: 1,
    created_at: "2020-01-02T03:04:00Z",
    delivered_at: "2020-01-02T03:04:01Z",
    failed_at: null,
    next_attempt_at: null,
    allowed_moves: ["replay"],
    ...given,
  };
}

export function notification(changes: Partial<Notification> = {}): Notification {
  return {
    id: NOTICE_ID,
    merchant_id: MERCHANT_ID,
    type: "payout.failed",
    event_id: `payout/${NOTICE_ID}/3`,
    group: "payouts",
    about: `payout/${NOTICE_ID}`,
    title: "A payout failed: ₹500.00",
    text: "The bank has refused a payout of ₹500.00 for good.",
    link_label: "Open the payout",
    page: `/m/${MERCHANT_ID}/payouts/${NOTICE_ID}`,
    written_at: "2026-11-26T09:40:00Z",
    read_at: null,
    ...changes,
  };
}

export function event(given: Partial<Event> = {}): Event {
  return {
    id: `payout/${PAYOUT_ID}/2`,
    type: "payout.completed",
    subject: `payout/${PAYOUT_ID}`,
    subject_sequence: 2,
    merchant_id: MERCHANT_ID,
    payload: { amount_paise: 500_000 },
    at: AT,
    ...given,
  };
}
