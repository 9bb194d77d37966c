import { api, type Key } from "@/api/client";
import { unwrap } from "@/api/problems";
import type { components } from "@/api/schema";

export type NewKey = components["schemas"]["NewKey"];
export type MadeKey = components["schemas"]["MadeKeyOut"];

export function createKey(merchantId: string, body: NewKey): Promise<MadeKey> {
  const header = { "X-Merchant-Id": merchantId };
  return unwrap(api.POST("/api/v1/api-keys/", { params: { header }, body }));
}

export function rotateKey(merchantId: string, key: Key, overlapHours: number): Promise<MadeKey> {
  const params = { header: { "X-Merchant-Id": merchantId }, path: { key_id: key.id } };
  const body = { overlap_hours: overlapHours };
  return unwrap(api.POST("/api/v1/api-keys/{key_id}/rotate/", { params, body }));
}

export function revokeKey(merchantId: string, key: Key): Promise<Key> {
  const params = { header: { "X-Merchant-Id": merchantId }, path: { key_id: key.id } };
  return unwrap(api.POST("/api/v1/api-keys/{key_id}/revoke/", { params }));
}
