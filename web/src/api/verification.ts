/** Who a merchant is, as its owners say and show it. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problems";
import { keyOf } from "./queries";
import type { components } from "./schema";

export type Verification = components["schemas"]["VerificationOut"];

export function verificationQuery(merchantId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "verification"),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/verification/", {
          params: { header: { "X-Merchant-Id": merchantId } },
          signal,
        }),
      ),
  });
}
