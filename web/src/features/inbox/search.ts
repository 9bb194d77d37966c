import { compact, text, whole, type Given } from "@/lib/search";

/** What of the inbox is shown, and where in it. */
export interface InboxSearch {
  unread?: "true" | undefined;
  offset?: number | undefined;
  cursor?: string | undefined;
}

export function readInboxSearch(given: Given): InboxSearch {
  return compact({
    unread: text(given, "unread") === "true" ? "true" : undefined,
    offset: whole(given, "offset", 0, 10_000),
    cursor: text(given, "cursor", 400),
  });
}
