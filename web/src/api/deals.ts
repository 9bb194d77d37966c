/** Deals and their escrow: what is asked about them. All of it lies under "deals", which every fact about one makes stale. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problems";
import { keyOf } from "./queries";
import type { components, operations } from "./schema";

type Schemas = components["schemas"];
export type Deal = Schemas["DealOut"];
export type DealSummary = Schemas["DealSummaryOut"];
export type DealStep = Schemas["DealStepOut"];
export type Terms = Schemas["TermsOut"];
export type TermsBody = Schemas["TermsIn"];
export type DealBody = Schemas["DealIn"];
export type Score = Schemas["ScoreOut"];
export type Agreement = Schemas["AgreementOut"];
export type Milestone = Schemas["MilestoneOut"];
export type MilestonePreview = Schemas["MilestonePreviewOut"];
export type EscrowProposal = Schemas["EscrowProposalOut"];
export type DealMessage = Schemas["DealMessageOut"];
export type Attachment = Schemas["AttachmentOut"];
export type DealInvitation = Schemas["DealInvitationOut"];
export type DealReview = Schemas["DealReviewOut"];
export type WatchLevel = Schemas["WatchLevelOut"]["level"];
export type DealsSearch = NonNullable<operations["list_deals"]["parameters"]["query"]>;

const as = (merchantId: string) => ({ "X-Merchant-Id": merchantId });
const about = (merchantId: string, dealId: string) => ({
  header: as(merchantId),
  path: { deal_id: dealId },
});

export function dealsQuery(merchantId: string, query: DealsSearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "list", query),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/deals/", { params: { header: as(merchantId), query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export const categoriesQuery = queryOptions({
  queryKey: ["deal-categories"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/deal-categories/", { signal })),
  staleTime: Infinity,
});

export function dealQuery(merchantId: string, dealId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "one", dealId),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/deals/{deal_id}/", { params: about(merchantId, dealId), signal })),
  });
}

/** A person's own choice, which nothing that happens to the deal changes. */
export function watchLevelQuery(merchantId: string, dealId: string) {
  return queryOptions({
    queryKey: ["watch-levels", merchantId, dealId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/watch-level/", {
          params: about(merchantId, dealId),
          signal,
        }),
      ),
  });
}

export function versionsQuery(merchantId: string, dealId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "versions", dealId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/terms/", { params: about(merchantId, dealId), signal }),
      ),
  });
}

export function diffQuery(merchantId: string, dealId: string, before: number, after: number) {
  return queryOptions({
    // Versions never change, so nothing makes this stale.
    queryKey: ["deal-diffs", merchantId, dealId, before, after],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/terms/diff/", {
          params: { ...about(merchantId, dealId), query: { before, after } },
          signal,
        }),
      ),
    staleTime: Infinity,
  });
}

export function cancellationQuery(merchantId: string, dealId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "cancellation", dealId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/cancellation/", {
          params: about(merchantId, dealId),
          signal,
        }),
      ),
  });
}

export function dealTimelineQuery(merchantId: string, dealId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "timeline", dealId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/timeline/", { params: about(merchantId, dealId), signal }),
      ),
  });
}

export function attachmentsQuery(merchantId: string, dealId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "attachments", dealId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/attachments/", {
          params: about(merchantId, dealId),
          signal,
        }),
      ),
  });
}

export function dealInvitationsQuery(merchantId: string, dealId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "invitations", dealId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/invitations/", {
          params: about(merchantId, dealId),
          signal,
        }),
      ),
  });
}

export function threadsQuery(merchantId: string, dealId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "threads", dealId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/threads/", { params: about(merchantId, dealId), signal }),
      ),
  });
}

/**
 * One conversation, the newest page first, and each page the newest first; `threadId` is for whoever
 * posted the deal.
 */
export function messagesQuery(merchantId: string, dealId: string, threadId: string | null) {
  return infiniteQueryOptions({
    queryKey: keyOf(merchantId, "deals", "messages", dealId, threadId),
    queryFn: ({ signal, pageParam: before }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/messages/", {
          params: {
            ...about(merchantId, dealId),
            query: {
              ...(threadId !== null && { thread_id: threadId }),
              ...(before !== null && { before }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ results, is_further: isFurther }) =>
      isFurther ? results.at(-1)?.number : undefined,
  });
}

export function reviewsQuery(merchantId: string, dealId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "reviews", dealId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/deals/{deal_id}/reviews/", { params: about(merchantId, dealId), signal }),
      ),
  });
}

export function agreementQuery(merchantId: string, agreementId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "agreement", agreementId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/agreements/{agreement_id}/", {
          params: { header: as(merchantId), path: { agreement_id: agreementId } },
          signal,
        }),
      ),
  });
}

export function milestoneQuery(merchantId: string, milestoneId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "milestone", milestoneId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/milestones/{milestone_id}/", {
          params: { header: as(merchantId), path: { milestone_id: milestoneId } },
          signal,
        }),
      ),
  });
}

export function previewQuery(
  merchantId: string,
  milestone: Milestone,
  toSellerPaise: number,
  toBuyerPaise: number,
) {
  const query = { to_seller_paise: toSellerPaise, to_buyer_paise: toBuyerPaise };
  return queryOptions({
    // What moves the milestone is what makes another preview of it.
    queryKey: keyOf(merchantId, "deals", "preview", milestone.id, milestone.version, query),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/milestones/{milestone_id}/preview/", {
          params: { header: as(merchantId), path: { milestone_id: milestone.id }, query },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function evidenceQuery(merchantId: string, milestoneId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "evidence", milestoneId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/milestones/{milestone_id}/evidence/", {
          params: { header: as(merchantId), path: { milestone_id: milestoneId } },
          signal,
        }),
      ),
  });
}

export function milestoneTimelineQuery(merchantId: string, milestoneId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "deals", "milestone-timeline", milestoneId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/milestones/{milestone_id}/timeline/", {
          params: { header: as(merchantId), path: { milestone_id: milestoneId } },
          signal,
        }),
      ),
  });
}
