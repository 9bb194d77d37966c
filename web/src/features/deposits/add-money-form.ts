/** What the form of a deposit holds, what may be wrong with it, and the request it becomes. */
import { z } from "zod";
import type { DepositQuote } from "@/api/client";
import type { components } from "@/api/schema";
import { CURRENCIES, formatForInput, formatMinor, paise, parseAmount, toWire } from "@/money/money";
import { PURPOSE_CODES } from "./purposes";

export type DepositBody = components["schemas"]["DepositIn"];

// The policy of the page lets nobody make code out of text, and reports whoever tries.
z.config({ jitless: true });

const LEAST_MINOR = 100n;

export const addMoneyForm = z
  .object({
    currency: z.enum(CURRENCIES),
    amount: z.string(),
    purpose: z.string(),
    description: z.string().max(120, "The payer’s page shows 120 characters at most."),
    reference: z.string().max(40, "A reference has 40 characters at most."),
  })
  .superRefine((form, context) => {
    const parsed = parseAmount(form.amount, form.currency);
    if (!parsed.ok) context.addIssue({ code: "custom", path: ["amount"], message: parsed.why });
    else if (parsed.paise < LEAST_MINOR) {
      context.addIssue({
        code: "custom",
        path: ["amount"],
        message: `A deposit is at least ${formatMinor(LEAST_MINOR, form.currency)}.`,
      });
    }
    if (form.currency !== "INR" && !(form.purpose in PURPOSE_CODES)) {
      context.addIssue({ code: "custom", path: ["purpose"], message: "Choose what it is for." });
    }
  });

export type AddMoneyValues = z.infer<typeof addMoneyForm>;

export const EMPTY: AddMoneyValues = {
  currency: "INR",
  amount: "",
  purpose: "",
  description: "",
  reference: "",
};

/** What is asked for so far; null while there is no amount to speak of. */
export function askedFor(form: AddMoneyValues): { currency: string; minor: number } | null {
  const parsed = parseAmount(form.amount, form.currency);
  return parsed.ok && parsed.paise >= LEAST_MINOR
    ? { currency: form.currency, minor: toWire(parsed.paise) }
    : null;
}

/** The request, or null: foreign money goes with a quote of exactly this amount, and rupees with none. */
export function toBody(
  form: AddMoneyValues,
  quote: DepositQuote | null,
  returnUrl: string,
): DepositBody | null {
  const asked = askedFor(form);
  if (!asked) return null;
  const isForeign = form.currency !== "INR";
  const fits = quote?.currency === asked.currency && quote.amount_minor === asked.minor;
  if (isForeign && (!fits || form.purpose === "")) return null;
  return {
    amount_minor: asked.minor,
    currency: form.currency,
    return_url: returnUrl,
    ...(isForeign &&
      quote && {
        quote_id: quote.id,
        purpose_code: form.purpose as NonNullable<DepositBody["purpose_code"]>,
      }),
    ...(form.description.trim() && { description: form.description.trim() }),
    ...(form.reference.trim() && { reference: form.reference.trim() }),
  };
}

/** What was being sent, back in the form: after a reload, while its outcome is not known. */
export function fromBody(body: DepositBody): AddMoneyValues {
  const currency = body.currency ?? "INR";
  return {
    currency,
    amount: formatForInput(paise(body.amount_minor), currency),
    purpose: body.purpose_code ?? "",
    description: body.description ?? "",
    reference: body.reference ?? "",
  };
}

/** Members of the request, as they are called in the form. */
export const FIELDS: Record<string, keyof AddMoneyValues> = {
  "/amount_minor": "amount",
  "/currency": "currency",
  "/purpose_code": "purpose",
  "/description": "description",
  "/reference": "reference",
};
