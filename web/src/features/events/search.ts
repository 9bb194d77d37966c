import { compact, text, type Given } from "@/lib/search";

/** Where in the feed one is, and of which types one looks. */
export interface EventsSearch {
  after?: string | undefined;
  type?: string | undefined;
}

export function readEventsSearch(given: Given): EventsSearch {
  return compact({ after: text(given, "after", 100), type: text(given, "type") });
}
