import type { PayoutSearch as ApiSearch } from "@/api/queries";
import { compact, day, momentOf, oneOf, text, uuid, whole, type Given } from "@/lib/search";

export const STATUSES = ["pending", "processing", "completed", "failed", "cancelled"] as const;
const WAITS = [
  "approval", "schedule", "funds", "window", "bank", "cool_off", "limit", "freeze", "paused",
] as const; // prettier-ignore

/** The filters of the list of payouts, as they stand in the address. */
export interface PayoutsSearch {
  status?: (typeof STATUSES)[number] | undefined;
  waiting?: (typeof WAITS)[number] | undefined;
  doubt?: true | undefined;
  held?: true | undefined;
  account?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  search?: string | undefined;
  offset?: number | undefined;
  cursor?: string | undefined;
}

export function readPayoutSearch(given: Given): PayoutsSearch {
  return compact({
    status: oneOf(given, "status", STATUSES),
    waiting: oneOf(given, "waiting", WAITS),
    doubt: isOn(given.doubt),
    held: isOn(given.held),
    account: uuid(given, "account"),
    from: day(given, "from"),
    to: day(given, "to"),
    search: text(given, "search"),
    offset: whole(given, "offset", 0, 10_000),
    cursor: text(given, "cursor", 400),
  });
}

type Filters = Omit<ApiSearch, "cursor" | "limit" | "offset">;

/** The same for the API, without the place in the list: the export has none. */
export function filtersOf(search: PayoutsSearch): Filters {
  return compact<{ [Name in keyof Filters]: Filters[Name] | undefined }>({
    status: search.status,
    waiting_for: search.waiting,
    in_doubt: search.doubt && "true",
    held: search.held && "true",
    bank_account_id: search.account,
    created_after: search.from && momentOf(search.from),
    created_before: search.to && momentOf(search.to, 1),
    search: search.search,
  }) as Filters;
}

export function hasFilters(search: PayoutsSearch): boolean {
  return Object.keys(filtersOf(search)).length > 0;
}

/** What a new payout begins with: paying again, or paying somebody. */
export interface NewPayoutSearch {
  account?: string | undefined;
  again?: string | undefined;
}

export function readNewPayoutSearch(given: Given): NewPayoutSearch {
  return compact({ account: uuid(given, "account"), again: uuid(given, "again") });
}

function isOn(given: unknown): true | undefined {
  return given === true || given === "true" ? true : undefined;
}
