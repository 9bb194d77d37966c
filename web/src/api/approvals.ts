/** What waits for a second person: the questions about it, and the answers that are given. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problems";
import { keyOf } from "./queries";
import type { components, operations } from "./schema";

export type Approval = components["schemas"]["ApprovalOut"];
export type Thresholds = components["schemas"]["ThresholdsOut"];
export type ApprovalSearch = NonNullable<operations["list_approvals"]["parameters"]["query"]>;

export function approvalsQuery(merchantId: string, query: ApprovalSearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "approvals", "list", query),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/approvals/", {
          params: { header: { "X-Merchant-Id": merchantId }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** How many things wait for whoever asks; what the rail counts. */
export function waitingCountQuery(merchantId: string) {
  return queryOptions({
    ...approvalsQuery(merchantId, { box: "waiting", limit: 1 }),
    select: ({ count }: { count: number }) => count,
  });
}

export function thresholdsQuery(merchantId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "approvals", "thresholds"),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/approvals/settings/", {
          params: { header: { "X-Merchant-Id": merchantId } },
          signal,
        }),
      ),
  });
}
