import type { DepositSearch as ApiSearch } from "@/api/queries";
import { compact, oneOf, text, whole, type Given } from "@/lib/search";
import { CURRENCIES, type Currency } from "@/money/money";

export const STATUSES = [
  "created", "processing", "captured", "cleared", "failed", "expired", "cancelled",
] as const; // prettier-ignore

/** The filters of the list of deposits, as they stand in the address. */
export interface DepositsSearch {
  status?: (typeof STATUSES)[number] | undefined;
  currency?: Currency | undefined;
  reference?: string | undefined;
  offset?: number | undefined;
  cursor?: string | undefined;
}

export function readDepositSearch(given: Given): DepositsSearch {
  return compact({
    status: oneOf(given, "status", STATUSES),
    currency: oneOf(given, "currency", CURRENCIES),
    reference: text(given, "reference", 40),
    offset: whole(given, "offset", 0, 10_000),
    cursor: text(given, "cursor", 400),
  });
}

/** The same for the API, without the place in the list. */
export function filtersOf(search: DepositsSearch): ApiSearch {
  return compact({
    status: search.status,
    currency: search.currency,
    reference: search.reference,
  }) as ApiSearch;
}

export function hasFilters(search: DepositsSearch): boolean {
  return Object.keys(filtersOf(search)).length > 0;
}
