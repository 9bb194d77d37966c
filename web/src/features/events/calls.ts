import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import type { components } from "@/api/schema";

export type Event = components["schemas"]["EventOut"];

const ON_A_PAGE = 50;
/** The newest page grows while it is looked at. */
const POLL_MS = 3000;

const read = (merchantId: string, query: { after?: string; limit: number }, signal?: AbortSignal) =>
  unwrap(
    api.GET("/api/v1/events/", {
      params: { header: { "X-Merchant-Id": merchantId }, query },
      ...(signal && { signal }),
    }),
  );

export function eventsQuery(merchantId: string, after: string | undefined) {
  const query = { limit: ON_A_PAGE, ...(after !== undefined && { after }) };
  return queryOptions({
    queryKey: keyOf(merchantId, "webhooks", "events", query),
    queryFn: ({ signal }) => read(merchantId, query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.has_more ? false : POLL_MS),
  });
}

/** The place after everything that has happened. */
export async function placeNow(merchantId: string): Promise<string> {
  return (await read(merchantId, { after: "now", limit: 1 })).cursor;
}
