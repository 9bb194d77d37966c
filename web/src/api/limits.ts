/** How much a merchant may move, and how much of it is used. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problems";
import { keyOf } from "./queries";
import type { components } from "./schema";

export type Limits = components["schemas"]["LimitsOut"];
export type Limit = Limits["limits"][number];

export function limitsQuery(merchantId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "limits"),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/limits/", {
          params: { header: { "X-Merchant-Id": merchantId } },
          signal,
        }),
      ),
  });
}
