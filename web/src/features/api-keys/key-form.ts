/** The form of a new API key, and what is sent of it. */
import { readNetwork } from "@/lib/networks";
import type { NewKey } from "./calls";

export type Scope = NewKey["scopes"][number];

export const SCOPES: { scope: Scope; means: string }[] = [
  { scope: "read", means: "See everything of this merchant" },
  {
    scope: "payouts:write",
    means: "Send payouts and batches, manage bank accounts, and play in the sandbox",
  },
  { scope: "transfers:write", means: "Send transfers" },
  { scope: "deposits:write", means: "Take deposits" },
  { scope: "deals:write", means: "Make and change deals" },
  { scope: "bids:write", means: "Bid" },
  { scope: "escrow:write", means: "Fund and release escrow" },
  { scope: "webhooks:write", means: "Choose where webhooks go" },
];

export const LIFETIMES = [
  { days: 30, name: "30 days" },
  { days: 90, name: "90 days" },
  { days: 365, name: "A year" },
  { days: 0, name: "Until it is revoked" },
];

export interface KeyForm {
  name: string;
  scopes: Scope[];
  addresses: string;
  days: number;
}

export const EMPTY_KEY: KeyForm = { name: "", scopes: ["read"], addresses: "", days: 90 };

const DAY_MS = 86_400_000;

/** However they were separated. */
export function addressesOf(form: KeyForm): string[] {
  return form.addresses.split(/[\s,;]+/).filter(Boolean);
}

export function bodyOf(form: KeyForm, now: number): NewKey {
  const addresses = addressesOf(form);
  return {
    name: form.name.trim(),
    scopes: form.scopes,
    ...(addresses.length > 0 ? { allowed_addresses: addresses } : {}),
    ...(form.days > 0 ? { expires_at: new Date(now + form.days * DAY_MS).toISOString() } : {}),
  };
}

export function errorsOf(form: KeyForm): { name?: string; scopes?: string; addresses?: string } {
  const wrong = addressesOf(form)
    .map(readNetwork)
    .find((network) => !network.ok);
  return {
    ...(wrong?.ok === false ? { addresses: wrong.why } : {}),
    ...(form.name.trim() ? {} : { name: "Name what will use it, like “Payroll server”." }),
    ...(form.scopes.length > 0 ? {} : { scopes: "A key that may do nothing opens nothing." }),
  };
}

/** How long the old key may go on beside the new one; the platform allows a week. */
export const OVERLAPS = [
  { hours: 0, name: "Not at all: it stops now" },
  { hours: 1, name: "1 hour" },
  { hours: 24, name: "A day" },
  { hours: 72, name: "3 days" },
  { hours: 168, name: "A week" },
];
export const USUAL_OVERLAP_HOURS = 24;

export type KeyState = "active" | "expired" | "revoked";

export function stateOf(
  key: { revoked_at: string | null; expires_at: string | null },
  now: number,
): KeyState {
  if (key.revoked_at !== null) return "revoked";
  return key.expires_at !== null && Date.parse(key.expires_at) <= now ? "expired" : "active";
}
