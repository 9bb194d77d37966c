import type { Transfer, TransferSearch as ApiSearch } from "@/api/transfers";
import { compact, day, momentOf, oneOf, text, whole, type Given } from "@/lib/search";

export const DIRECTIONS = ["out", "in"] as const satisfies Transfer["direction"][];
export const STATUSES = [
  "awaiting_approval", "completed", "refused", "withdrawn", "expired",
] as const satisfies Transfer["status"][]; // prettier-ignore

/** The filters of the list of transfers, as they stand in the address. */
export interface TransfersSearch {
  direction?: (typeof DIRECTIONS)[number] | undefined;
  status?: (typeof STATUSES)[number] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  offset?: number | undefined;
  cursor?: string | undefined;
}

export function readTransfersSearch(given: Given): TransfersSearch {
  return compact({
    direction: oneOf(given, "direction", DIRECTIONS),
    status: oneOf(given, "status", STATUSES),
    from: day(given, "from"),
    to: day(given, "to"),
    offset: whole(given, "offset", 0, 10_000),
    cursor: text(given, "cursor", 400),
  });
}

/** The same for the API. */
export function queryOf(search: TransfersSearch): ApiSearch {
  return compact({
    direction: search.direction,
    status: search.status,
    created_after: search.from && momentOf(search.from),
    created_before: search.to && momentOf(search.to, 1),
    offset: search.offset,
    cursor: search.cursor,
  }) as ApiSearch;
}

export function hasFilters({ direction, status, from, to }: TransfersSearch): boolean {
  return [direction, status, from, to].some((each) => each !== undefined);
}
