import { queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import type { components } from "@/api/schema";

export type WebhookEndpoint = components["schemas"]["WebhookEndpointOut"];
export type MadeEndpoint = components["schemas"]["WebhookSecretOut"];
export type NewEndpoint = components["schemas"]["WebhookEndpointIn"];
export type Replayed = components["schemas"]["WebhookReplayOut"];

/** What is done to an endpoint with a press of a button; each answers with the endpoint. */
export type Act = "test" | "disable" | "enable" | "archive";

const as = (merchantId: string) => ({ "X-Merchant-Id": merchantId });

export function webhookEndpointsQuery(merchantId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "webhooks", "endpoints"),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/webhook-endpoints/", {
          params: { header: as(merchantId), query: { limit: 100 } },
          signal,
        }),
      ),
  });
}

export function createEndpoint(merchantId: string, body: NewEndpoint): Promise<MadeEndpoint> {
  return unwrap(
    api.POST("/api/v1/webhook-endpoints/", { params: { header: as(merchantId) }, body }),
  );
}

export function updateEndpoint(
  merchantId: string,
  endpointId: string,
  body: NewEndpoint,
): Promise<WebhookEndpoint> {
  const params = { header: as(merchantId), path: { endpoint_id: endpointId } };
  return unwrap(api.PATCH("/api/v1/webhook-endpoints/{endpoint_id}/", { params, body }));
}

/** What was given up; or, with `since`, all that happened from then on. */
export function replay(merchantId: string, endpointId: string, since?: string): Promise<Replayed> {
  const params = { header: as(merchantId), path: { endpoint_id: endpointId } };
  const body = since === undefined ? {} : { since };
  return unwrap(api.POST("/api/v1/webhook-endpoints/{endpoint_id}/replay/", { params, body }));
}

/** `lost`: nobody has the newest secret, so that one is replaced, and the one before it stays. */
export function rotateSecret(
  merchantId: string,
  endpointId: string,
  lost: boolean,
): Promise<MadeEndpoint> {
  const params = { header: as(merchantId), path: { endpoint_id: endpointId } };
  const body = lost ? { lost } : {};
  return unwrap(
    api.POST("/api/v1/webhook-endpoints/{endpoint_id}/rotate-secret/", { params, body }),
  );
}

export function doTo(merchantId: string, endpointId: string, act: Act): Promise<WebhookEndpoint> {
  const params = { header: as(merchantId), path: { endpoint_id: endpointId } };
  switch (act) {
    case "test":
      return unwrap(api.POST("/api/v1/webhook-endpoints/{endpoint_id}/test/", { params }));
    case "disable":
      return unwrap(api.POST("/api/v1/webhook-endpoints/{endpoint_id}/disable/", { params }));
    case "enable":
      return unwrap(api.POST("/api/v1/webhook-endpoints/{endpoint_id}/enable/", { params }));
    case "archive":
      return unwrap(api.POST("/api/v1/webhook-endpoints/{endpoint_id}/archive/", { params }));
  }
}
