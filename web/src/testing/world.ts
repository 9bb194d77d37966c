/** Things as the API gives them; a test says only what it is about. */
import type {
  Balance,
  BankAccount,
  Batch,
  Case,
  Key,
  LedgerLine,
  Merchant,
  Payout,
} from "@/api/client";

export const MERCHANT_ID = "019ab000-0000-7000-8000-000000000001";
export const PAYOUT_ID = "019ab000-0000-7000-8000-00000000000a";
export const ACCOUNT_ID = "019ab000-0000-7000-8000-0000000000b1";
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
