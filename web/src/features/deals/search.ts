import type { DealsSearch, DealSummary } from "@/api/deals";
import { compact, day, momentOf, oneOf, text, whole, type Given } from "@/lib/search";

/** Whose deals: all that are open to one, or a list of one's own. */
export const LISTS = ["posted", "counterparty", "invited", "watched"] as const;
export const KINDS = ["offer", "request"] as const satisfies DealSummary["kind"][];
export const FORMATS = ["open", "sealed", "direct"] as const satisfies DealSummary["format"][];
export const STATUSES = [
  "draft", "awaiting_approval", "open", "reviewing", "proposed", "countered", "agreed", "active",
  "completed", "cancelled", "lapsed",
] as const satisfies NonNullable<DealsSearch["status"]>[]; // prettier-ignore
export const CATEGORIES = [
  "goods", "raw_materials", "machinery", "electronics", "textiles", "food", "software", "design",
  "marketing", "consulting", "construction", "logistics", "other",
] as const satisfies DealSummary["category"][]; // prettier-ignore

const MOST_PAISE = 999_999_999;

/** The filters of the market, as they stand in the address; amounts in paise. */
export interface MarketSearch {
  mine?: (typeof LISTS)[number] | undefined;
  search?: string | undefined;
  category?: (typeof CATEGORIES)[number] | undefined;
  kind?: (typeof KINDS)[number] | undefined;
  format?: (typeof FORMATS)[number] | undefined;
  status?: (typeof STATUSES)[number] | undefined;
  least?: number | undefined;
  most?: number | undefined;
  /** Days of the deadline. */
  from?: string | undefined;
  to?: string | undefined;
  offset?: number | undefined;
  cursor?: string | undefined;
}

export function readMarketSearch(given: Given): MarketSearch {
  return compact({
    mine: oneOf(given, "mine", LISTS),
    search: text(given, "search"),
    category: oneOf(given, "category", CATEGORIES),
    kind: oneOf(given, "kind", KINDS),
    format: oneOf(given, "format", FORMATS),
    status: oneOf(given, "status", STATUSES),
    least: whole(given, "least", 1, MOST_PAISE),
    most: whole(given, "most", 1, MOST_PAISE),
    from: day(given, "from"),
    to: day(given, "to"),
    offset: whole(given, "offset", 0, 10_000),
    cursor: text(given, "cursor", 400),
  });
}

/** The same for the API. */
export function queryOf(search: MarketSearch): DealsSearch {
  return compact({
    mine: search.mine,
    search: search.search,
    category: search.category,
    kind: search.kind,
    format: search.format,
    status: search.status,
    amount_from_paise: search.least,
    amount_to_paise: search.most,
    deadline_after: search.from && momentOf(search.from),
    deadline_before: search.to && momentOf(search.to, 1),
    offset: search.offset,
    cursor: search.cursor,
  }) as DealsSearch;
}

const WITHOUT: MarketSearch = {
  search: undefined, category: undefined, kind: undefined, format: undefined, status: undefined,
  least: undefined, most: undefined, from: undefined, to: undefined, offset: undefined,
  cursor: undefined,
}; // prettier-ignore

/** The list one is in, with nothing left out. */
export function withoutFilters(search: MarketSearch): MarketSearch {
  return compact({ ...search, ...WITHOUT });
}

export function hasFilters(search: MarketSearch): boolean {
  return (
    Object.keys(compact({ ...search, mine: undefined, offset: undefined, cursor: undefined }))
      .length > 0
  );
}
