/** What is done about deals, as the API takes it; about their milestones, see milestone-calls. */
import { api } from "@/api/client";
import type {
  Attachment,
  Deal,
  DealBody,
  DealInvitation,
  DealMessage,
  TermsBody,
  WatchLevel,
} from "@/api/deals";
import { NoAnswer, problemOf, unwrap } from "@/api/problems";
import type { components } from "@/api/schema";
import { fetchSignedIn } from "@/api/session";
import { uploading, type OnProgress } from "@/api/upload";
import { saveAs } from "@/lib/download";

type Schemas = components["schemas"];
export type Consent = Schemas["ConsentIn"];
export type DealOffer = Schemas["DealOfferOut"];
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

export function setWatchLevel(
  merchantId: string,
  dealId: string,
  level: WatchLevel,
): Promise<{ level: WatchLevel }> {
  return unwrap(
    api.PUT("/api/v1/deals/{deal_id}/watch-level/", {
      params: about(merchantId, dealId),
      body: { level },
    }),
  );
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
export const sending = (file: File, onProgress: OnProgress) => ({
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

/** By a link that was made for this one download. */
export async function fetched(url: string, name: string): Promise<void> {
  const answer = await fetchSignedIn(new Request(new URL(url, location.origin))).catch(
    (cause: unknown) => {
      throw new NoAnswer(cause);
    },
  );
  if (!answer.ok) throw problemOf(await answer.json().catch(() => null), answer);
  saveAs(await answer.blob(), name);
}
