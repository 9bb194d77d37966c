import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, Gavel, Handshake, MessageSquareReply, Undo2 } from "lucide-react";
import { useState } from "react";
import { disputeQuery, type Dispute, type DisputeOffer } from "@/api/disputes";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { EvidenceCard, Offers, Rulings, Statements, TheFacts } from "./dispute-cards";
import {
  AcceptOfferDialog,
  AcceptRulingDialog,
  AppealDialog,
  OfferDialog,
  PlainDialog,
  RefuseOfferDialog,
  RespondDialog,
} from "./dispute-dialogs";
import { Until } from "./waiting-line";
import { DISPUTE_LOOKS, REASONS } from "./words";

export function DisputePage({ disputeId }: { disputeId: string }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(disputeQuery(merchant.id, disputeId));
  if (!data) {
    return (
      <Page title="Dispute">
        {error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <div role="status" aria-label="Loading the dispute" className="grid gap-5 lg:grid-cols-2">
            <Skeleton className="h-80" />
            <Skeleton className="h-80" />
          </div>
        )}
      </Page>
    );
  }
  return <Loaded dispute={data} />;
}

function Loaded({ dispute }: { dispute: Dispute }) {
  const merchant = useMerchant();
  const { word, tone, icon } = DISPUTE_LOOKS[dispute.status];
  return (
    <Page
      title={`Dispute about “${dispute.milestone_title}”`}
      back={
        <Link
          to="/m/$merchantId/deals/$dealId"
          params={{ merchantId: merchant.id, dealId: dispute.subject.split("/")[1] ?? "" }}
          className="inline-flex items-center gap-1 text-muted hover:text-sea"
        >
          <ChevronLeft aria-hidden className="size-4" /> The deal
        </Link>
      }
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Amount paise={dispute.amount_paise} className="text-xl font-semibold text-ink" />
          <Badge tone={tone} icon={icon}>
            {word}
          </Badge>
          <span>{REASONS[dispute.reason]}</span>
        </span>
      }
    >
      <Standing dispute={dispute} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <div className="grid min-w-0 gap-5">
          <Moves dispute={dispute} />
          <Statements dispute={dispute} />
          <Rulings dispute={dispute} />
          <EvidenceCard dispute={dispute} />
        </div>
        <div className="grid min-w-0 gap-5">
          <TheFacts dispute={dispute} />
          <Offers dispute={dispute} />
        </div>
      </div>
    </Page>
  );
}

function Standing({ dispute }: { dispute: Dispute }) {
  const { waiting } = dispute;
  if (dispute.to_seller_paise !== null && dispute.to_buyer_paise !== null) {
    return (
      <Notice tone="good" title="It is over">
        <Amount paise={dispute.to_seller_paise} className="font-medium" /> went to{" "}
        {dispute.seller_name}, before the fee, and{" "}
        <Amount paise={dispute.to_buyer_paise} className="font-medium" /> back to{" "}
        {dispute.buyer_name}.
      </Notice>
    );
  }
  if (!waiting) return null;
  return (
    <Notice
      tone="wait"
      title={dispute.turn === dispute.side ? "Waiting for you" : `Waiting for ${waiting.on}`}
    >
      {waiting.until && (
        <span className="inline-block pr-1 first-letter:uppercase">
          <Until at={waiting.until} />.
        </span>
      )}
      {waiting.then}
    </Notice>
  );
}

const ACTS = [
  "respond",
  "accept_offer",
  "offer",
  "refuse_offer",
  "accept_ruling",
  "appeal",
  "escalate",
  "withdraw",
] as const;
type Act = (typeof ACTS)[number];

const WORDS = {
  respond: { act: "Answer it", icon: MessageSquareReply },
  accept_offer: { act: "Settle as offered", icon: Handshake },
  offer: { act: "Offer something else", icon: MessageSquareReply },
  refuse_offer: { act: "Refuse the offer", icon: Undo2 },
  accept_ruling: { act: "Accept the ruling", icon: Handshake },
  appeal: { act: "Appeal", icon: Gavel },
  escalate: { act: "Ask for a ruling", icon: Gavel },
  withdraw: { act: "Take it back", icon: Undo2 },
} as const;

function Moves({ dispute }: { dispute: Dispute }) {
  const [asked, setAsked] = useState<Act | null>(null);
  const moves = ACTS.filter((each) => dispute.allowed_moves.includes(each));
  const { open_offer: offer } = dispute;
  // What is being answered stays, though the moves have changed meanwhile.
  if (moves.length === 0 && asked === null) return null;
  return (
    <Card title="What you can do">
      <div className="grid gap-4">
        {offer && (
          <p>
            On the table: <Amount paise={offer.to_seller_paise} className="font-semibold" /> to{" "}
            {dispute.seller_name}, <Amount paise={offer.to_buyer_paise} className="font-semibold" />{" "}
            back to {dispute.buyer_name}
            {offer.by_side === dispute.side ? ", offered by you" : ""}.
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          {moves.map((move, place) => (
            <Button
              key={move}
              icon={WORDS[move].icon}
              look={place === 0 && move !== "withdraw" ? "primary" : "quiet"}
              onClick={() => {
                setAsked(move);
              }}
            >
              {WORDS[move].act}
            </Button>
          ))}
        </div>
      </div>
      {asked && (
        <ActDialog
          act={asked}
          dispute={dispute}
          offer={offer}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </Card>
  );
}

interface ActDialogProps {
  act: Act;
  dispute: Dispute;
  offer: DisputeOffer | null;
  onClose: () => void;
}

function ActDialog({ act, offer, ...given }: ActDialogProps) {
  switch (act) {
    case "respond":
      return <RespondDialog {...given} />;
    case "offer":
      return <OfferDialog {...given} />;
    case "accept_offer":
      return offer && <AcceptOfferDialog {...given} offer={offer} />;
    case "refuse_offer":
      return offer && <RefuseOfferDialog {...given} offer={offer} />;
    case "accept_ruling":
      return <AcceptRulingDialog {...given} />;
    case "appeal":
      return <AppealDialog {...given} />;
    case "escalate":
    case "withdraw":
      return <PlainDialog {...given} verb={act} />;
  }
}
