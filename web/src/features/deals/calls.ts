/** What is done about deals and their milestones, as the API takes it. */
import { api } from "@/api/client";
import type {
  Agreement,
  Attachment,
  Deal,
  DealBody,
  DealInvitation,
  DealMessage,
  EscrowProposal,
  Milestone,
  TermsBody,
} from "@/api/deals";
import { NoAnswer, problemOf, unwrap } from "@/api/problems";
import type { components } from "@/api/schema";
import { fetchSignedIn } from "@/api/session";
import { uploading, type OnProgress } from "@/api/upload";
import { saveAs } from "@/lib/download";

type Schemas = components["schemas"];
export type Consent = Schemas["ConsentIn"];
export type DealOffer = Schemas["DealOfferOut"];
export type EvidenceFile = Schemas["EvidenceFileOut"];
export type FundBody = Schemas["FundIn"];
export type SubmitBody = Schemas["SubmitIn"];
export type ChangesBody = Schemas["ChangesIn"];
export type ApproveBody = Schemas["ApproveIn"];
export type SplitBody = Schemas["SplitIn"];
export type ReviewBody = Schemas["DealReviewIn"];

const as = (merchantId: string) => ({ "X-Merchant-Id": merchantId });
const about = (merchantId: string, dealId: string) => ({
  header: as(merchantId),
  path: { deal_id: dealId },
});
const keyed = (merchantId: string, key: string) => ({
  "X-Merchant-Id": merchantId,
  "Idempotency-Key": key,
});

// --- A deal ---------------------------------------------------------------------------------------

export function createDeal(merchantId: string, body: DealBody, key: string): Promise<Deal> {
  return unwrap(api.POST("/api/v1/deals/", { params: { header: keyed(merchantId, key) }, body }));
}

export function editDeal(merchantId: string, dealId: string, body: DealBody): Promise<Deal> {
  return unwrap(api.PUT("/api/v1/deals/{deal_id}/", { params: about(merchantId, dealId), body }));
}

export function deleteDeal(merchantId: string, dealId: string): Promise<unknown> {
  return unwrap(api.POST("/api/v1/deals/{deal_id}/delete/", { params: about(merchantId, dealId) }));
}

const PLAIN = {
  publish: "/api/v1/deals/{deal_id}/publish/",
  propose: "/api/v1/deals/{deal_id}/propose/",
  withdraw: "/api/v1/deals/{deal_id}/withdraw/",
  watch: "/api/v1/deals/{deal_id}/watch/",
  unwatch: "/api/v1/deals/{deal_id}/unwatch/",
} as const;
export type PlainVerb = keyof typeof PLAIN;

export function doDeal(merchantId: string, dealId: string, verb: PlainVerb): Promise<Deal> {
  return unwrap(api.POST(PLAIN[verb], { params: about(merchantId, dealId) }));
}

const NOTED = {
  reject: "/api/v1/deals/{deal_id}/reject/",
  cancel: "/api/v1/deals/{deal_id}/cancel/",
} as const;
export type NotedVerb = keyof typeof NOTED;

export function endDeal(
  merchantId: string,
  dealId: string,
  verb: NotedVerb,
  note: string,
): Promise<Deal> {
  const body = note.trim() ? { note: note.trim() } : {};
  return unwrap(api.POST(NOTED[verb], { params: about(merchantId, dealId), body }));
}

export function acceptDeal(
  merchantId: string,
  dealId: string,
  body: Consent,
  key: string,
): Promise<Deal> {
  return unwrap(
    api.POST("/api/v1/deals/{deal_id}/accept/", {
      params: { header: keyed(merchantId, key), path: { deal_id: dealId } },
      body,
    }),
  );
}

export function counterDeal(
  merchantId: string,
  dealId: string,
  body: Consent & { terms: TermsBody },
): Promise<Deal> {
  return unwrap(
    api.POST("/api/v1/deals/{deal_id}/counter/", { params: about(merchantId, dealId), body }),
  );
}

export function amendDeal(
  merchantId: string,
  dealId: string,
  body: Schemas["AmendIn"],
): Promise<Deal> {
  return unwrap(
    api.POST("/api/v1/deals/{deal_id}/amend/", { params: about(merchantId, dealId), body }),
  );
}

export function reopenDeal(merchantId: string, dealId: string, deadline: string): Promise<Deal> {
  return unwrap(
    api.POST("/api/v1/deals/{deal_id}/reopen/", {
      params: about(merchantId, dealId),
      body: { deadline },
    }),
  );
}

// --- Around it ------------------------------------------------------------------------------------

export function inviteToDeal(
  merchantId: string,
  dealId: string,
  body: Schemas["DealInvitationIn"],
): Promise<DealInvitation> {
  return unwrap(
    api.POST("/api/v1/deals/{deal_id}/invitations/", { params: about(merchantId, dealId), body }),
  );
}

export function revokeDealInvitation(
  merchantId: string,
  dealId: string,
  invitationId: string,
): Promise<unknown> {
  return unwrap(
    api.POST("/api/v1/deals/{deal_id}/invitations/{deal_invitation_id}/revoke/", {
      params: {
        header: as(merchantId),
        path: { deal_id: dealId, deal_invitation_id: invitationId },
      },
    }),
  );
}

export function lookUpDeal(token: string): Promise<DealOffer> {
  return unwrap(api.POST("/api/v1/deal-invitations/look-up/", { body: { token } }));
}

export function joinDeal(merchantId: string, token: string): Promise<Deal> {
  return unwrap(
    api.POST("/api/v1/deal-invitations/join/", {
      params: { header: as(merchantId) },
      body: { token },
    }),
  );
}

export function writeMessage(
  merchantId: string,
  dealId: string,
  body: Schemas["MessageIn"],
  key: string,
): Promise<DealMessage> {
  return unwrap(
    api.POST("/api/v1/deals/{deal_id}/messages/", {
      params: { header: keyed(merchantId, key), path: { deal_id: dealId } },
      body,
    }),
  );
}

export function reviewDeal(merchantId: string, dealId: string, body: ReviewBody): Promise<unknown> {
  return unwrap(
    api.POST("/api/v1/deals/{deal_id}/reviews/", { params: about(merchantId, dealId), body }),
  );
}

// --- Files ----------------------------------------------------------------------------------------

/** What is sent is the file itself; the body only says that there is one. */
const sending = (file: File, onProgress: OnProgress) => ({
  headers: { "Content-Type": "application/octet-stream" },
  body: "file" as never,
  bodySerializer: () => "",
  fetch: uploading(file, onProgress),
});

export function attachFile(
  merchantId: string,
  dealId: string,
  file: File,
  onProgress: OnProgress,
): Promise<Attachment> {
  return unwrap(
    api.POST("/api/v1/deals/{deal_id}/attachments/", {
      params: { ...about(merchantId, dealId), query: { name: file.name.slice(-200) } },
      ...sending(file, onProgress),
    }),
  );
}

export function removeAttachment(
  merchantId: string,
  dealId: string,
  attachmentId: string,
): Promise<unknown> {
  return unwrap(
    api.POST("/api/v1/deals/{deal_id}/attachments/{attachment_id}/remove/", {
      params: { header: as(merchantId), path: { deal_id: dealId, attachment_id: attachmentId } },
    }),
  );
}

export async function openAttachment(
  merchantId: string,
  dealId: string,
  { id, name }: Attachment,
): Promise<void> {
  const { url } = await unwrap(
    api.POST("/api/v1/deals/{deal_id}/attachments/{attachment_id}/link/", {
      params: { header: as(merchantId), path: { deal_id: dealId, attachment_id: id } },
    }),
  );
  await fetched(url, name || "attachment");
}

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

/** By a link that was made for this one download. */
async function fetched(url: string, name: string): Promise<void> {
  const answer = await fetchSignedIn(new Request(new URL(url, location.origin))).catch(
    (cause: unknown) => {
      throw new NoAnswer(cause);
    },
  );
  if (!answer.ok) throw problemOf(await answer.json().catch(() => null), answer);
  saveAs(await answer.blob(), name);
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
