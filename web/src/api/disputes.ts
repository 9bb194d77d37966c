/** Disputes about milestones. They lie under "deals": what moves one moves the deal it is about. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problems";
import { keyOf } from "./queries";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Dispute = Schemas["DisputeOut"];
export type DisputeOffer = Schemas["DisputeOfferOut"];
export type DisputeProof = Schemas["DisputeProofOut"];

const of = (merchantId: string, disputeId: string) => ({
  header: { "X-Merchant-Id": merchantId },
  path: { dispute_id: disputeId },
});

export function disputeQuery(merchantId: string, disputeId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "dispute", disputeId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/disputes/{dispute_id}/", { params: of(merchantId, disputeId), signal }),
      ),
  });
}

export function disputeOffersQuery(merchantId: string, disputeId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "dispute-offers", disputeId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/disputes/{dispute_id}/offers/", {
          params: of(merchantId, disputeId),
          signal,
        }),
      ),
  });
}

export function disputeEvidenceQuery(merchantId: string, disputeId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "dispute-evidence", disputeId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/disputes/{dispute_id}/evidence/", {
          params: of(merchantId, disputeId),
          signal,
        }),
      ),
  });
}

export function disputePreviewQuery(
  merchantId: string,
  dispute: Dispute,
  toSellerPaise: number,
  toBuyerPaise: number,
) {
  const query = { to_seller_paise: toSellerPaise, to_buyer_paise: toBuyerPaise };
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "dispute-preview", dispute.id, dispute.version, query),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/disputes/{dispute_id}/preview/", {
          params: { ...of(merchantId, dispute.id), query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
}
