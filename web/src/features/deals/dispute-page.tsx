import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, Gavel, Handshake, MessageSquareReply, Undo2 } from "lucide-react";
import { useState } from "react";
import {
  disputeEvidenceQuery,
  disputeOffersQuery,
  disputeQuery,
  type Dispute,
  type DisputeOffer,
} from "@/api/disputes";
import { useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import { Amount } from "@/money/amount";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Fact, Facts } from "@/ui/facts";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { Timeline, TimelineStep } from "@/ui/timeline";
import { bringEvidence, openProof } from "./dispute-calls";
import {
  AcceptOfferDialog,
  AcceptRulingDialog,
  AppealDialog,
  OfferDialog,
  PlainDialog,
  RefuseOfferDialog,
  RespondDialog,
} from "./dispute-dialogs";
import { FileLine } from "./file-line";
import { UploadPlace } from "./upload";
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

function nameOf(dispute: Dispute, side: Dispute["side"]): string {
  return side === "buyer" ? dispute.buyer_name : dispute.seller_name;
}

function Statements({ dispute }: { dispute: Dispute }) {
  const opener = dispute.opened_by_side;
  const other = opener === "buyer" ? "seller" : "buyer";
  return (
    <Card title="What both say">
      <Timeline label="What both say">
        <TimelineStep
          icon={MessageSquareReply}
          tone="doubt"
          title={nameOf(dispute, opener)}
          at={<Time at={dispute.opened_at} />}
        >
          <p className="break-words whitespace-pre-wrap text-ink">{dispute.statement}</p>
          <p>
            Claims <Amount paise={dispute.claimed_paise} className="text-ink" />
          </p>
        </TimelineStep>
        {dispute.answered_at && (
          <TimelineStep
            icon={MessageSquareReply}
            tone="sea"
            title={nameOf(dispute, other)}
            at={<Time at={dispute.answered_at} />}
          >
            <p className="break-words whitespace-pre-wrap text-ink">{dispute.answer}</p>
            {dispute.answer_claimed_paise !== null && (
              <p>
                Claims <Amount paise={dispute.answer_claimed_paise} className="text-ink" />
              </p>
            )}
          </TimelineStep>
        )}
        {dispute.appealed_at && dispute.appealed_by_side && (
          <TimelineStep
            icon={Gavel}
            tone="wait"
            title={`${nameOf(dispute, dispute.appealed_by_side)} appealed`}
            at={<Time at={dispute.appealed_at} />}
          >
            <p className="break-words whitespace-pre-wrap text-ink">{dispute.appeal}</p>
          </TimelineStep>
        )}
      </Timeline>
    </Card>
  );
}

function Rulings({ dispute }: { dispute: Dispute }) {
  if (dispute.rulings.length === 0) return null;
  return (
    <Card title={dispute.rulings.length === 1 ? "The ruling" : "The rulings"}>
      <ol className="grid gap-4">
        {dispute.rulings.map((each) => (
          <li key={each.number} className="grid gap-1">
            <p>
              <Amount paise={each.to_seller_paise} className="font-semibold" /> to{" "}
              {dispute.seller_name},{" "}
              <Amount paise={each.to_buyer_paise} className="font-semibold" /> back to{" "}
              {dispute.buyer_name}
              {each.number === 2 && ", which is final"}.
            </p>
            <p className="break-words whitespace-pre-wrap text-muted">{each.reason}</p>
            <Time at={each.at} className="text-xs text-muted" />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function EvidenceCard({ dispute }: { dispute: Dispute }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(disputeEvidenceQuery(merchant.id, dispute.id));
  return (
    <Card title="Evidence">
      <div className="grid gap-3">
        <p className="text-sm text-muted">
          What is brought is hashed, and can be neither changed nor removed.
        </p>
        {data ? (
          data.results.length > 0 ? (
            <ul aria-label="Evidence" className="grid gap-2">
              {data.results.map((each) => (
                <FileLine
                  key={each.file_id}
                  file={each}
                  says={` · ${nameOf(dispute, each.by_side)}`}
                  download={() => openProof(merchant.id, dispute.id, each)}
                />
              ))}
            </ul>
          ) : (
            <p className="text-muted">Nobody has brought any yet.</p>
          )
        ) : error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-12" />
        )}
        {dispute.allowed_moves.includes("add_evidence") && (
          <UploadPlace
            what="Bring evidence"
            send={async (file, onProgress) => {
              await bringEvidence(merchant.id, dispute.id, file, onProgress);
              await queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "deals") });
            }}
          />
        )}
      </div>
    </Card>
  );
}

function TheFacts({ dispute }: { dispute: Dispute }) {
  return (
    <Card title="Facts">
      <Facts>
        <Fact name="Disputed">
          <Amount paise={dispute.amount_paise} className="font-semibold" />
        </Fact>
        <Fact name="Locked now">
          <Amount paise={dispute.locked_paise} />
        </Fact>
        <Fact name="Buys">{dispute.buyer_name}</Fact>
        <Fact name="Sells">{dispute.seller_name}</Fact>
        {dispute.ruling_by && dispute.ended_at === null && (
          <Fact name="Ruled at the latest">
            <Time at={dispute.ruling_by} />
          </Fact>
        )}
        {dispute.appeal_until && dispute.ended_at === null && (
          <Fact name="Appeal until">
            <Time at={dispute.appeal_until} />
          </Fact>
        )}
        <Fact name="Opened">
          <Time at={dispute.opened_at} />
        </Fact>
      </Facts>
    </Card>
  );
}

const OFFER_STATES: Record<DisputeOffer["status"], string> = {
  open: "on the table",
  accepted: "accepted",
  refused: "refused",
  superseded: "replaced by another one",
  expired: "not answered in time",
};

function Offers({ dispute }: { dispute: Dispute }) {
  const merchant = useMerchant();
  const { data } = useQuery(disputeOffersQuery(merchant.id, dispute.id));
  if (!data?.results.length) return null;
  return (
    <Card title="Offers">
      <Timeline label="Offers, the first one first">
        {data.results.map((each) => (
          <TimelineStep
            key={each.id}
            icon={Handshake}
            tone={each.status === "accepted" ? "good" : each.status === "open" ? "wait" : "plain"}
            title={`${nameOf(dispute, each.by_side)}: ${OFFER_STATES[each.status]}`}
            at={<Time at={each.made_at} />}
          >
            <p>
              <Amount paise={each.to_seller_paise} className="text-ink" /> to the seller,{" "}
              <Amount paise={each.to_buyer_paise} className="text-ink" /> back
            </p>
            {each.note && <p className="break-words">“{each.note}”</p>}
          </TimelineStep>
        ))}
      </Timeline>
    </Card>
  );
}
