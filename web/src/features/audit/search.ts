import type { AuditSearch as ApiSearch } from "@/api/books";
import { compact, day, momentOf, text, type Given } from "@/lib/search";

export interface AuditSearch {
  subject?: string | undefined;
  action?: string | undefined;
  actor?: string | undefined;
  request?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  cursor?: string | undefined;
}

export function readAuditSearch(given: Given): AuditSearch {
  return compact({
    subject: text(given, "subject", 120),
    action: text(given, "action", 80),
    actor: text(given, "actor", 120),
    request: text(given, "request", 64),
    from: day(given, "from"),
    to: day(given, "to"),
    cursor: text(given, "cursor", 400),
  });
}

/** What is looked for, wherever in the list one is. */
export function filtersOf(search: AuditSearch): Omit<ApiSearch, "cursor" | "limit"> {
  return compact({
    subject: search.subject,
    action: search.action,
    actor: search.actor,
    request_id: search.request,
    since: search.from && momentOf(search.from),
    until: search.to && momentOf(search.to, 1),
  }) as Omit<ApiSearch, "cursor" | "limit">;
}

export function toApi(search: AuditSearch): ApiSearch {
  return { ...filtersOf(search), ...(search.cursor !== undefined && { cursor: search.cursor }) };
}

export function isFiltered(search: AuditSearch): boolean {
  return Object.keys(filtersOf(search)).length > 0;
}
