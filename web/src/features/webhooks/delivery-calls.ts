import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import type { components, operations } from "@/api/schema";

export type Delivery = components["schemas"]["WebhookDeliveryOut"];
export type DeliveryDetail = components["schemas"]["WebhookDeliveryDetailOut"];
export type Attempt = components["schemas"]["WebhookAttemptOut"];
export type DeliverySearch = NonNullable<
  operations["list_webhook_deliveries"]["parameters"]["query"]
>;

/** Of single deliveries no event tells, or each event would make another: they are asked for. */
export const POLL_MS = 3000;

const as = (merchantId: string) => ({ "X-Merchant-Id": merchantId });

export function deliveriesQuery(merchantId: string, query: DeliverySearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "webhooks", "deliveries", query),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/webhook-deliveries/", {
          params: { header: as(merchantId), query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
}

export function deliveryQuery(merchantId: string, deliveryId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "webhooks", "delivery", deliveryId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/webhook-deliveries/{delivery_id}/", {
          params: { header: as(merchantId), path: { delivery_id: deliveryId } },
          signal,
        }),
      ),
    refetchInterval: POLL_MS,
  });
}

export function replayDelivery(merchantId: string, deliveryId: string): Promise<DeliveryDetail> {
  const params = { header: as(merchantId), path: { delivery_id: deliveryId } };
  return unwrap(api.POST("/api/v1/webhook-deliveries/{delivery_id}/replay/", { params }));
}
