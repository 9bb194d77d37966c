/** What is done about disputes, as the API takes it. */
import { api } from "@/api/client";
import type { Dispute, DisputeOffer, DisputeProof } from "@/api/disputes";
import { unwrap } from "@/api/problems";
import type { components } from "@/api/schema";
import type { OnProgress } from "@/api/upload";
import { fetched, sending } from "./calls";

type Schemas = components["schemas"];
export type OpenDisputeBody = Schemas["OpenDisputeIn"];
export type RespondBody = Schemas["RespondIn"];
export type OfferBody = Schemas["DisputeOfferIn"];

const of = (merchantId: string, disputeId: string) => ({
  header: { "X-Merchant-Id": merchantId },
  path: { dispute_id: disputeId },
});
const keyed = (merchantId: string, key: string) => ({
  "X-Merchant-Id": merchantId,
  "Idempotency-Key": key,
});

export function openDispute(
  merchantId: string,
  milestoneId: string,
  body: OpenDisputeBody,
  key: string,
): Promise<Dispute> {
  return unwrap(
    api.POST("/api/v1/milestones/{milestone_id}/dispute/", {
      params: { header: keyed(merchantId, key), path: { milestone_id: milestoneId } },
      body,
    }),
  );
}

export function respond(
  merchantId: string,
  disputeId: string,
  body: RespondBody,
): Promise<Dispute> {
  const params = of(merchantId, disputeId);
  return unwrap(api.POST("/api/v1/disputes/{dispute_id}/respond/", { params, body }));
}

export function makeOffer(
  merchantId: string,
  disputeId: string,
  body: OfferBody,
): Promise<DisputeOffer> {
  const params = of(merchantId, disputeId);
  return unwrap(api.POST("/api/v1/disputes/{dispute_id}/offers/", { params, body }));
}

export function acceptOffer(
  merchantId: string,
  disputeId: string,
  { id, to_seller_paise, to_buyer_paise }: DisputeOffer,
  key: string,
): Promise<Dispute> {
  return unwrap(
    api.POST("/api/v1/disputes/{dispute_id}/offers/{offer_id}/accept/", {
      params: {
        header: keyed(merchantId, key),
        path: { dispute_id: disputeId, offer_id: id },
      },
      // Repeats what was read: it is done exactly so, or refused.
      body: { to_seller_paise, to_buyer_paise },
    }),
  );
}

export function refuseOffer(
  merchantId: string,
  disputeId: string,
  offerId: string,
): Promise<DisputeOffer> {
  return unwrap(
    api.POST("/api/v1/disputes/{dispute_id}/offers/{offer_id}/refuse/", {
      params: {
        header: { "X-Merchant-Id": merchantId },
        path: { dispute_id: disputeId, offer_id: offerId },
      },
    }),
  );
}

const PLAIN = {
  withdraw: "/api/v1/disputes/{dispute_id}/withdraw/",
  escalate: "/api/v1/disputes/{dispute_id}/escalate/",
} as const;

export function doDispute(
  merchantId: string,
  disputeId: string,
  verb: keyof typeof PLAIN,
): Promise<Dispute> {
  return unwrap(api.POST(PLAIN[verb], { params: of(merchantId, disputeId) }));
}

export function appealRuling(
  merchantId: string,
  disputeId: string,
  statement: string,
): Promise<Dispute> {
  const params = of(merchantId, disputeId);
  return unwrap(api.POST("/api/v1/disputes/{dispute_id}/appeal/", { params, body: { statement } }));
}

export function acceptRuling(merchantId: string, disputeId: string, key: string): Promise<Dispute> {
  return unwrap(
    api.POST("/api/v1/disputes/{dispute_id}/accept-ruling/", {
      params: { header: keyed(merchantId, key), path: { dispute_id: disputeId } },
      body: {} as never,
    }),
  );
}

export function bringEvidence(
  merchantId: string,
  disputeId: string,
  file: File,
  onProgress: OnProgress,
): Promise<DisputeProof> {
  return unwrap(
    api.POST("/api/v1/disputes/{dispute_id}/evidence/", {
      params: { ...of(merchantId, disputeId), query: { name: file.name.slice(-200) } },
      ...sending(file, onProgress),
    }),
  );
}

export async function openProof(
  merchantId: string,
  disputeId: string,
  { file_id: fileId, name }: DisputeProof,
): Promise<void> {
  const { url } = await unwrap(
    api.POST("/api/v1/disputes/{dispute_id}/evidence/{file_id}/link/", {
      params: {
        header: { "X-Merchant-Id": merchantId },
        path: { dispute_id: disputeId, file_id: fileId },
      },
    }),
  );
  await fetched(url, name || "evidence");
}
