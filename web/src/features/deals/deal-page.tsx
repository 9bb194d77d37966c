import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Gavel, Lock, PencilLine } from "lucide-react";
import { useState, type ReactNode } from "react";
import { dealQuery, type Deal } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import type { Tone } from "@/ui/badge";
import { Asking } from "@/ui/asking";
import { Button, buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Empty } from "@/ui/empty";
import { Field, TextInput } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { AnswerCard } from "./answer-card";
import { AttachmentsCard } from "./attachments-card";
import { CallingOff } from "./calling-off";
import { reopenDeal } from "./calls";
import { DealBadge } from "./deal-badge";
import { BackToMarket } from "./deal-form-page";
import { DisputeLinks } from "./dispute-links";
import { DealTimeline } from "./deal-timeline";
import { DraftCard } from "./draft-card";
import { EscrowCard } from "./escrow-card";
import { InvitationsCard } from "./invitations-card";
import { MessagesCard } from "./messages-card";
import { DealFacts, PartiesCard } from "./parties-card";
import { ReviewsCard } from "./reviews-card";
import { TermsCard } from "./terms-card";
import { useDealAct } from "./use-deal-act";
import { Until } from "./waiting-line";
import { WatchThis } from "./watch-button";
import { WatchLevelMenu } from "./watch-level";
import { ENDS } from "./words";

interface DealPageProps {
  dealId: string;
  /** The way to its auction, where bids are taken; the app knows where that is. */
  auctionLink?: (deal: Deal) => ReactNode;
}

/** Everything about one deal, from its draft to its reviews. */
export function DealPage({ dealId, auctionLink }: DealPageProps) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(dealQuery(merchant.id, dealId));
  if (!data) {
    return (
      <Page title="Deal" back={<BackToMarket />}>
        {error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <div role="status" aria-label="Loading the deal" className="grid gap-5 lg:grid-cols-2">
            <Skeleton className="h-96" />
            <Skeleton className="h-96" />
          </div>
        )}
      </Page>
    );
  }
  return <Loaded deal={data} auctionLink={auctionLink} />;
}

function Loaded({ deal, auctionLink }: { deal: Deal; auctionLink: DealPageProps["auctionLink"] }) {
  const isParty = deal.access === "poster" || deal.access === "counterparty";
  return (
    <Page
      title={deal.title}
      back={<BackToMarket />}
      lead={<Lead deal={deal} />}
      action={
        <>
          {hasAuction(deal) && auctionLink?.(deal)}
          <Amending deal={deal} />
          {deal.status !== "draft" && <WatchThis deal={deal} />}
          {isParty && deal.status !== "draft" && <WatchLevelMenu dealId={deal.id} />}
        </>
      }
    >
      {deal.status === "closed" ? (
        <Card>
          <Empty icon={Lock} title="This deal is closed">
            {deal.poster_name} has agreed with somebody, or taken it back. What they agreed is
            theirs.
          </Empty>
        </Card>
      ) : (
        <>
          <Standing deal={deal} />
          <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
            <div className="grid min-w-0 gap-5">
              {deal.status === "draft" && <DraftCard deal={deal} />}
              <AnswerCard deal={deal} />
              <DisputeLinks deal={deal} />
              <ReviewsCard deal={deal} />
              {deal.agreement_id !== null && <EscrowCard agreementId={deal.agreement_id} />}
              {deal.description && (
                <Card title="Description">
                  <p className="break-words whitespace-pre-wrap">{deal.description}</p>
                </Card>
              )}
              <TermsCard deal={deal} />
              {deal.status !== "draft" && <MessagesCard deal={deal} />}
            </div>
            <div className="grid min-w-0 gap-5">
              <PartiesCard deal={deal} />
              <DealFacts deal={deal} />
              <AttachmentsCard deal={deal} />
              <InvitationsCard deal={deal} />
              {isParty && deal.status !== "draft" && <CallingOff deal={deal} />}
              {isParty && <DealTimeline deal={deal} />}
            </div>
          </div>
        </>
      )}
    </Page>
  );
}

/** Whether there are, were or will be bids; of a draft it says how they will be taken. */
export function hasAuction(deal: Pick<Deal, "format" | "status">): boolean {
  return deal.format !== "direct" && !["awaiting_approval", "closed"].includes(deal.status);
}

function Lead({ deal }: { deal: Deal }) {
  const amount = deal.price_paise ?? deal.terms?.price_paise ?? deal.budget_paise;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {amount !== null && <Amount paise={amount} className="text-xl font-semibold text-ink" />}
      <DealBadge deal={deal} />
      <span>
        {deal.poster_name} {deal.kind === "offer" ? "sells" : "buys"}
        {deal.counterparty_name &&
          `, ${deal.counterparty_name} ${deal.kind === "offer" ? "buys" : "sells"}`}
      </span>
    </span>
  );
}

function Standing({ deal }: { deal: Deal }) {
  if (deal.ended_reason) {
    return (
      <Notice tone="plain" title={ENDS[deal.ended_reason]}>
        {deal.ended_reason === "refunded"
          ? "What was paid in is available to the buyer again."
          : "No money is held for it."}
      </Notice>
    );
  }
  const { waiting } = deal;
  if (!waiting) return null;
  return (
    <Notice tone={TONES[deal.status] ?? "wait"} title={titleOf(deal, waiting.on)}>
      {waiting.until && (
        <span className="inline-block pr-1 first-letter:uppercase">
          <Until at={waiting.until} />.
        </span>
      )}
      {waiting.then}
    </Notice>
  );
}

const TONES: Partial<Record<Deal["status"], Tone>> = { completed: "good", active: "sea" };

function titleOf(deal: Deal, on: string): string {
  if (deal.allowed_moves.includes("accept")) return "Waiting for you";
  if (deal.status === "active") return "Under way: each milestone says what it waits for";
  if (deal.status === "completed") return "Completed: both sides may say how it was";
  return `Waiting for ${on}`;
}

/** What whoever posted it may change while others bid. */
function Amending({ deal }: { deal: Deal }) {
  const merchant = useMerchant();
  const [isReopening, setIsReopening] = useState(false);
  return (
    <>
      {deal.allowed_moves.includes("amend") && (
        <Link
          to="/m/$merchantId/deals/$dealId/amend"
          params={{ merchantId: merchant.id, dealId: deal.id }}
          className={buttonClasses()}
        >
          <PencilLine aria-hidden className="size-4" />
          Change the terms
        </Link>
      )}
      {deal.allowed_moves.includes("reopen") && (
        <Button
          icon={Gavel}
          onClick={() => {
            setIsReopening(true);
          }}
        >
          Take bids again
        </Button>
      )}
      {isReopening && (
        <ReopenDialog
          deal={deal}
          onClose={() => {
            setIsReopening(false);
          }}
        />
      )}
    </>
  );
}

function ReopenDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const [deadline, setDeadline] = useState("");
  const [isTried, setIsTried] = useState(false);
  const intent = useDealAct<string, Deal>({
    send: (merchantId, body) => reopenDeal(merchantId, deal.id, body),
    onDone: onClose,
  });
  return (
    <Asking
      title="Take bids again?"
      then="Bids that were made before stand no more; whoever made them may bid again."
      intent={intent}
      act="Take bids again"
      busy="Opening it …"
      look="primary"
      onAct={() => {
        setIsTried(true);
        if (deadline) intent.submit(new Date(deadline).toISOString());
      }}
      onClose={onClose}
    >
      <Field
        label="Bids until"
        error={isTried && !deadline ? "Say until when bids are taken." : undefined}
        hint="By your clock; at most ninety days ahead."
      >
        {(control) => (
          <TextInput
            {...control}
            type="datetime-local"
            value={deadline}
            disabled={intent.phase !== "editing"}
            onChange={(event) => {
              setDeadline(event.target.value);
              intent.clear();
            }}
          />
        )}
      </Field>
    </Asking>
  );
}
