/** What the form of a payout holds, what may be wrong with it, and the request it becomes. */
import { z } from "zod";
import type { Payout } from "@/api/client";
import type { components } from "@/api/schema";
import { localMinute } from "@/lib/time";
import { formatForInput, paise, parseRupees, toWire } from "@/money/money";

export type PayoutBody = components["schemas"]["PayoutIn"];

export const MODES = ["IMPS", "NEFT", "RTGS", "UPI"] as const;
export const PURPOSES = [
  "payout", "vendor_bill", "salary", "refund", "utility_bill", "cashback", "other",
] as const; // prettier-ignore

// The policy of the page lets nobody make code out of text, and reports whoever tries.
z.config({ jitless: true });

const LONGEST_SCHEDULE_DAYS = 90;

/** `now` in milliseconds: the platform's, which decides. */
export function payoutForm(now: () => number) {
  return z
    .object({
      account: z.string().min(1, "Choose to whom."),
      amount: z.string(),
      mode: z.enum(["", ...MODES]),
      narration: z.string().max(30, "The bank prints 30 characters at most."),
      reference: z.string().max(40, "A reference has 40 characters at most."),
      purpose: z.enum(PURPOSES),
      scheduledAt: z.string(),
      queues: z.boolean(),
    })
    .superRefine((form, context) => {
      const parsed = parseRupees(form.amount);
      if (!parsed.ok) context.addIssue({ code: "custom", path: ["amount"], message: parsed.why });
      else if (parsed.paise < 100n) {
        context.addIssue({
          code: "custom",
          path: ["amount"],
          message: "A payout is at least ₹1.00.",
        });
      }
      if (form.scheduledAt === "") return;
      const at = Date.parse(form.scheduledAt);
      if (!(at > now())) {
        context.addIssue({
          code: "custom",
          path: ["scheduledAt"],
          message: "Choose a time that is still to come.",
        });
      } else if (at > now() + LONGEST_SCHEDULE_DAYS * 86_400_000) {
        context.addIssue({
          code: "custom",
          path: ["scheduledAt"],
          message: "Ninety days ahead is the furthest.",
        });
      }
    });
}

export type PayoutFormValues = z.infer<ReturnType<typeof payoutForm>>;

export const EMPTY: PayoutFormValues = {
  account: "",
  amount: "",
  mode: "",
  narration: "",
  reference: "",
  purpose: "payout",
  scheduledAt: "",
  queues: false,
};

/** Paying again: the same, to the same, as far as it still makes sense. */
export function againFrom(payout: Payout): PayoutFormValues {
  return {
    ...EMPTY,
    account: payout.bank_account_id,
    amount: formatForInput(paise(payout.amount_paise)),
    narration: payout.narration,
    reference: payout.reference,
    purpose: payout.purpose,
  };
}

/** What was being sent, back in the form: after a reload, while its outcome is not known. */
export function fromBody(body: PayoutBody): PayoutFormValues {
  return {
    account: body.bank_account_id,
    amount: formatForInput(paise(body.amount_paise)),
    mode: body.mode ?? "",
    narration: body.narration ?? "",
    reference: body.reference ?? "",
    purpose: body.purpose ?? "payout",
    scheduledAt: body.scheduled_at ? localMinute(body.scheduled_at) : "",
    queues: body.queue_if_low_balance ?? false,
  };
}

/** The request, or null while there is no amount or no account. What is left empty is left out. */
export function toBody(form: PayoutFormValues, retryOf?: string): PayoutBody | null {
  const parsed = parseRupees(form.amount);
  if (!parsed.ok || form.account === "") return null;
  const at = form.scheduledAt === "" ? Number.NaN : Date.parse(form.scheduledAt);
  return {
    amount_paise: toWire(parsed.paise),
    bank_account_id: form.account,
    ...(form.mode && { mode: form.mode }),
    ...(form.narration && { narration: form.narration.trim() }),
    ...(form.reference && { reference: form.reference.trim() }),
    ...(form.purpose !== "payout" && { purpose: form.purpose }),
    ...(Number.isFinite(at) && { scheduled_at: new Date(at).toISOString() }),
    ...(form.queues && { queue_if_low_balance: true }),
    ...(retryOf && { retry_of: retryOf }),
  };
}

/** Members of the request, as they are called in the form. */
export const FIELDS: Record<string, keyof PayoutFormValues> = {
  "/amount_paise": "amount",
  "/bank_account_id": "account",
  "/mode": "mode",
  "/narration": "narration",
  "/reference": "reference",
  "/purpose": "purpose",
  "/scheduled_at": "scheduledAt",
};
