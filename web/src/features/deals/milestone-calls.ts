/** What is done about milestones and the agreement they belong to, as the API takes it. */
import { api } from "@/api/client";
import type { Agreement, EscrowProposal, Milestone } from "@/api/deals";
import { unwrap } from "@/api/problems";
import type { components } from "@/api/schema";
import type { OnProgress } from "@/api/upload";
import { fetched, sending } from "./calls";

type Schemas = components["schemas"];
export type EvidenceFile = Schemas["EvidenceFileOut"];
export type FundBody = Schemas["FundIn"];
export type SubmitBody = Schemas["SubmitIn"];
export type ChangesBody = Schemas["ChangesIn"];
export type ApproveBody = Schemas["ApproveIn"];
export type SplitBody = Schemas["SplitIn"];

const as = (merchantId: string) => ({ "X-Merchant-Id": merchantId });
const keyed = (merchantId: string, key: string) => ({
  "X-Merchant-Id": merchantId,
  "Idempotency-Key": key,
});

// --- Evidence -------------------------------------------------------------------------------------

export function uploadEvidence(
  merchantId: string,
  milestoneId: string,
  file: File,
  onProgress: OnProgress,
): Promise<EvidenceFile> {
  return unwrap(
    api.POST("/api/v1/milestones/{milestone_id}/evidence/", {
      params: {
        header: as(merchantId),
        path: { milestone_id: milestoneId },
        query: { name: file.name.slice(-200) },
      },
      ...sending(file, onProgress),
    }),
  );
}

export async function openEvidence(
  merchantId: string,
  milestoneId: string,
  file: EvidenceFile,
): Promise<void> {
  const { url } = await unwrap(
    api.POST("/api/v1/milestones/{milestone_id}/evidence/{file_id}/link/", {
      params: {
        header: as(merchantId),
        path: { milestone_id: milestoneId, file_id: file.file_id },
      },
    }),
  );
  await fetched(url, file.name || "evidence");
}

// --- Milestones -----------------------------------------------------------------------------------

const of = (merchantId: string, milestoneId: string) => ({
  header: as(merchantId),
  path: { milestone_id: milestoneId },
});
const onceOf = (merchantId: string, milestoneId: string, key: string) => ({
  header: keyed(merchantId, key),
  path: { milestone_id: milestoneId },
});

export function fundMilestone(
  merchantId: string,
  milestoneId: string,
  body: FundBody,
  key: string,
): Promise<Milestone> {
  const params = onceOf(merchantId, milestoneId, key);
  return unwrap(api.POST("/api/v1/milestones/{milestone_id}/fund/", { params, body }));
}

export function submitMilestone(
  merchantId: string,
  milestoneId: string,
  body: SubmitBody,
): Promise<Milestone> {
  const params = of(merchantId, milestoneId);
  return unwrap(api.POST("/api/v1/milestones/{milestone_id}/submit/", { params, body }));
}

export function requestChanges(
  merchantId: string,
  milestoneId: string,
  body: ChangesBody,
): Promise<Milestone> {
  const params = of(merchantId, milestoneId);
  return unwrap(api.POST("/api/v1/milestones/{milestone_id}/request-changes/", { params, body }));
}

export function approveMilestone(
  merchantId: string,
  milestoneId: string,
  body: ApproveBody,
  key: string,
): Promise<Milestone> {
  const params = onceOf(merchantId, milestoneId, key);
  return unwrap(api.POST("/api/v1/milestones/{milestone_id}/approve/", { params, body }));
}

export function refundMilestone(
  merchantId: string,
  milestoneId: string,
  body: { amount_paise?: number },
  key: string,
): Promise<Milestone> {
  const params = onceOf(merchantId, milestoneId, key);
  return unwrap(api.POST("/api/v1/milestones/{milestone_id}/refund/", { params, body }));
}

export function cancelMilestone(
  merchantId: string,
  milestoneId: string,
  key: string,
): Promise<Milestone> {
  const params = onceOf(merchantId, milestoneId, key);
  return unwrap(
    api.POST("/api/v1/milestones/{milestone_id}/cancel/", { params, body: {} as never }),
  );
}

export function proposeSplit(
  merchantId: string,
  milestoneId: string,
  body: SplitBody,
): Promise<EscrowProposal> {
  const params = of(merchantId, milestoneId);
  return unwrap(api.POST("/api/v1/milestones/{milestone_id}/proposals/", { params, body }));
}

export function acceptProposal(
  merchantId: string,
  milestoneId: string,
  { id, to_seller_paise, to_buyer_paise }: EscrowProposal,
  key: string,
): Promise<Milestone> {
  return unwrap(
    api.POST("/api/v1/milestones/{milestone_id}/proposals/{proposal_id}/accept/", {
      params: {
        header: keyed(merchantId, key),
        path: { milestone_id: milestoneId, proposal_id: id },
      },
      // Repeats what was read: it is done exactly so, or refused.
      body: { to_seller_paise, to_buyer_paise },
    }),
  );
}

const ANSWERS = {
  refuse: "/api/v1/milestones/{milestone_id}/proposals/{proposal_id}/refuse/",
  withdraw: "/api/v1/milestones/{milestone_id}/proposals/{proposal_id}/withdraw/",
} as const;

export function endProposal(
  merchantId: string,
  milestoneId: string,
  proposalId: string,
  verb: keyof typeof ANSWERS,
): Promise<EscrowProposal> {
  return unwrap(
    api.POST(ANSWERS[verb], {
      params: {
        header: as(merchantId),
        path: { milestone_id: milestoneId, proposal_id: proposalId },
      },
    }),
  );
}

// --- Calling all of it off together ---------------------------------------------------------------

export function proposeCancellation(
  merchantId: string,
  agreementId: string,
  note: string,
): Promise<EscrowProposal> {
  return unwrap(
    api.POST("/api/v1/agreements/{agreement_id}/cancellation/", {
      params: { header: as(merchantId), path: { agreement_id: agreementId } },
      body: note.trim() ? { note: note.trim() } : {},
    }),
  );
}

export function acceptCancellation(
  merchantId: string,
  agreementId: string,
  proposalId: string,
  key: string,
): Promise<Agreement> {
  return unwrap(
    api.POST("/api/v1/agreements/{agreement_id}/cancellation/{proposal_id}/accept/", {
      params: {
        header: keyed(merchantId, key),
        path: { agreement_id: agreementId, proposal_id: proposalId },
      },
      body: {} as never,
    }),
  );
}

const CANCELLATION_ANSWERS = {
  refuse: "/api/v1/agreements/{agreement_id}/cancellation/{proposal_id}/refuse/",
  withdraw: "/api/v1/agreements/{agreement_id}/cancellation/{proposal_id}/withdraw/",
} as const;

export function endCancellation(
  merchantId: string,
  agreementId: string,
  proposalId: string,
  verb: keyof typeof CANCELLATION_ANSWERS,
): Promise<EscrowProposal> {
  return unwrap(
    api.POST(CANCELLATION_ANSWERS[verb], {
      params: {
        header: as(merchantId),
        path: { agreement_id: agreementId, proposal_id: proposalId },
      },
    }),
  );
}

/** The buyer's own word about a condition that no key was named for. */
export function giveSignal(
  merchantId: string,
  milestoneId: string,
  name: string,
): Promise<unknown> {
  const params = of(merchantId, milestoneId);
  return unwrap(api.POST("/api/v1/milestones/{milestone_id}/signal/", { params, body: { name } }));
}
