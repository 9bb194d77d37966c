/** Verification, limits, transfers and approvals as the API gives them. */
import type { Approval, Thresholds } from "@/api/approvals";
import type { Limit, Limits } from "@/api/limits";
import type { Transfer } from "@/api/transfers";
import type { Verification } from "@/api/verification";
import { MERCHANT_ID } from "./world";

const AT = "2026-11-21T04:30:00Z";
export const TRANSFER_ID = "019ab000-0000-7000-8000-0000000000a1";
export const APPROVAL_ID = "019ab000-0000-7000-8000-0000000000a2";
export const DOCUMENT_ID = "019ab000-0000-7000-8000-0000000000a3";
export const DIGEST = "d".repeat(64);

export function transfer(given: Partial<Transfer> = {}): Transfer {
  return {
    id: TRANSFER_ID,
    merchant_id: MERCHANT_ID,
    direction: "out",
    counterparty_name: "Deccan Design Studio",
    amount_paise: 500_000,
    fee_paise: 500,
    tax_paise: 90,
    currency: "INR",
    status: "completed",
    waiting: null,
    note: "",
    reference: null,
    created_at: AT,
    finished_at: AT,
    ...given,
  };
}

export function approval(given: Partial<Approval> = {}): Approval {
  return {
    id: APPROVAL_ID,
    kind: "transfer",
    subject: `transfer/${TRANSFER_ID}`,
    merchant_id: MERCHANT_ID,
    status: "waiting",
    reason: "It is above ₹1,000.00.",
    effect: "₹5,000.00 go to Deccan Design Studio at once; with fee and tax ₹5,005.90 leave.",
    details: {
      amount_paise: 500_000,
      fee_paise: 500,
      tax_paise: 90,
      receiver_name: "Deccan Design Studio",
    },
    digest: DIGEST,
    asked_by: "019ab000-0000-7000-8000-0000000000a9",
    asked_by_name: "Meera Pillai",
    asked_at: AT,
    expires_at: "2026-11-28T04:30:00Z",
    decided_by: null,
    decided_by_name: null,
    decided_at: null,
    note: "",
    not_yet: null,
    allowed_moves: ["approve", "refuse"],
    ...given,
  };
}

export function thresholds(given: Partial<Thresholds> = {}): Thresholds {
  return {
    merchant_id: MERCHANT_ID,
    payouts_above_paise: null,
    transfers_above_paise: null,
    releases_above_paise: null,
    waiting: null,
    ...given,
  };
}

export function limit(given: Partial<Limit> = {}): Limit {
  return {
    kind: "transfer_out",
    window: "day",
    maximum_paise: 1_000_000,
    used_paise: 250_000,
    left_paise: 750_000,
    renews_at: "2026-11-22T18:30:00Z",
    ...given,
  };
}

export function limits(...each: Limit[]): Limits {
  return { merchant_id: MERCHANT_ID, tier: "standard", at: AT, limits: each };
}

export function verification(given: Partial<Verification> = {}): Verification {
  return {
    merchant_id: MERCHANT_ID,
    kind: "business",
    status: "unverified",
    tier: "starter",
    details: {
      legal_name: "",
      date_of_birth: null,
      constitution: null,
      pan: "",
      gstin: "",
      address: null,
      director_names: [],
    },
    documents: [],
    required_documents: [
      { purpose: "identity_proof", text: "Passport of a director.", given: false },
    ],
    possible_documents: ["identity_proof", "pan_card"],
    missing: [{ kind: "field", name: "pan", text: "The PAN." }],
    action_required: [],
    waiting: null,
    allowed_moves: ["submit"],
    editable: true,
    submission_id: null,
    submission_number: 0,
    submitted_at: null,
    decided_at: null,
    ...given,
  };
}

type Document = Verification["documents"][number];

export function aDocument(given: Partial<Document> = {}): Document {
  return {
    id: DOCUMENT_ID,
    purpose: "identity_proof",
    name: "passport.pdf",
    media_type: "application/pdf",
    size_bytes: 48_211,
    added_at: AT,
    submitted: false,
    ...given,
  };
}
