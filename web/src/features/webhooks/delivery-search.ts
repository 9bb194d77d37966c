import { compact, oneOf, text, uuid, whole, type Given } from "@/lib/search";
import type { Delivery, DeliverySearch } from "./delivery-calls";

export const STATES = ["pending", "delivered", "failed"] as const satisfies Delivery["state"][];

/** The filters of the list of deliveries, as they stand in the address. */
export interface DeliveriesSearch {
  endpoint?: string | undefined;
  state?: (typeof STATES)[number] | undefined;
  type?: string | undefined;
  offset?: number | undefined;
  cursor?: string | undefined;
}

export function readDeliveriesSearch(given: Given): DeliveriesSearch {
  return compact({
    endpoint: uuid(given, "endpoint"),
    state: oneOf(given, "state", STATES),
    type: text(given, "type"),
    offset: whole(given, "offset", 0, 10_000),
    cursor: text(given, "cursor", 400),
  });
}

/** The same for the API. */
export function queryOf(search: DeliveriesSearch): DeliverySearch {
  return compact({
    endpoint_id: search.endpoint,
    state: search.state,
    type: search.type,
    offset: search.offset,
    cursor: search.cursor,
  }) as DeliverySearch;
}

export function hasFilters({ endpoint, state, type }: DeliveriesSearch): boolean {
  return [endpoint, state, type].some((each) => each !== undefined);
}
