/** Money from merchant to merchant. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problems";
import { keyOf } from "./queries";
import type { components, operations } from "./schema";

export type Transfer = components["schemas"]["TransferOut"];
export type TransferSearch = NonNullable<operations["list_transfers"]["parameters"]["query"]>;

export function transfersQuery(merchantId: string, query: TransferSearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "transfers", "list", query),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/transfers/", {
          params: { header: { "X-Merchant-Id": merchantId }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function transferQuery(merchantId: string, transferId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "transfers", "one", transferId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/transfers/{transfer_id}/", {
          params: { header: { "X-Merchant-Id": merchantId }, path: { transfer_id: transferId } },
          signal,
        }),
      ),
  });
}
