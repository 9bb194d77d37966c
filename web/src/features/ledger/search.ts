import type { LedgerSearch as ApiSearch } from "@/api/queries";
import { compact, day, momentOf, oneOf, text, whole, type Given } from "@/lib/search";

export interface BookSearch {
  account?: "available" | "held" | undefined;
  kind?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  offset?: number | undefined;
  cursor?: string | undefined;
}

export function readLedgerSearch(given: Given): BookSearch {
  return compact({
    account: oneOf(given, "account", ["available", "held"] as const),
    kind: text(given, "kind", 60),
    from: day(given, "from"),
    to: day(given, "to"),
    offset: whole(given, "offset", 0, 10_000),
    cursor: text(given, "cursor", 400),
  });
}

export function toApi(search: BookSearch): ApiSearch {
  return compact<{ [Name in keyof ApiSearch]: ApiSearch[Name] | undefined }>({
    account: search.account,
    kind: search.kind,
    from: search.from && momentOf(search.from),
    to: search.to && momentOf(search.to, 1),
    offset: search.offset,
    cursor: search.cursor,
  }) as ApiSearch;
}
