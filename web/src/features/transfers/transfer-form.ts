/** What the form of a transfer holds, what may be wrong with it, and the request it becomes. */
import type { components } from "@/api/schema";
import { formatForInput, paise, parseRupees, toWire } from "@/money/money";

export type TransferBody = components["schemas"]["TransferIn"];

export interface TransferForm {
  to: string;
  /** Whose name was read and meant; of another recipient it counts for nothing. */
  confirmed: string;
  amount: string;
  note: string;
  reference: string;
}

export const EMPTY: TransferForm = { to: "", confirmed: "", amount: "", note: "", reference: "" };

export type TransferErrors = Partial<Record<keyof TransferForm, string>>;

/** As the platform reads it: without spaces, in capitals; an id stays as it is. */
export function recipientOf(typed: string): string {
  const bare = typed.replaceAll(/\s/g, "");
  return UUID.test(bare) ? bare.toLowerCase() : bare.toUpperCase();
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ACCOUNT = /^ADUL[0-9A-F]{12}$/;

/** Whether it is worth asking whose it is: few questions a minute are answered. */
export function isWhole(to: string): boolean {
  return UUID.test(to) || ACCOUNT.test(to);
}

export function errorsOf(form: TransferForm, isKnown: boolean): TransferErrors {
  const errors: TransferErrors = {};
  const to = recipientOf(form.to);
  if (to === "") errors.to = "Enter the recipient’s account number.";
  else if (!isWhole(to)) errors.to = "An account number here is ADUL and twelve more characters.";
  else if (isKnown && form.confirmed !== to)
    errors.confirmed = "Confirm that this is whom you mean.";
  else if (!isKnown) errors.to = "Whose account this is has to be known before money goes there.";
  const parsed = parseRupees(form.amount);
  if (!parsed.ok) errors.amount = parsed.why;
  return errors;
}

/** The request, or null while there is no amount or no recipient. What is empty is left out. */
export function toBody(form: TransferForm, quoteId?: string): TransferBody | null {
  const parsed = parseRupees(form.amount);
  const to = recipientOf(form.to);
  if (!parsed.ok || !isWhole(to)) return null;
  return {
    to,
    amount_paise: toWire(parsed.paise),
    ...(form.note.trim() && { note: form.note.trim() }),
    ...(form.reference.trim() && { reference: form.reference.trim() }),
    ...(quoteId !== undefined && { quote_id: quoteId }),
  };
}

/** What was being sent, back in the form: after a reload, while its outcome is not known. */
export function fromBody(body: TransferBody): TransferForm {
  return {
    to: body.to,
    confirmed: body.to,
    amount: formatForInput(paise(body.amount_paise)),
    note: body.note ?? "",
    reference: body.reference ?? "",
  };
}
