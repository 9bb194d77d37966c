import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Gavel, Handshake, MessageSquareReply } from "lucide-react";
import {
  disputeEvidenceQuery,
  disputeOffersQuery,
  type Dispute,
  type DisputeOffer,
} from "@/api/disputes";
import { useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import { Amount } from "@/money/amount";
import { Card } from "@/ui/card";
import { Fact, Facts } from "@/ui/facts";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { Timeline, TimelineStep } from "@/ui/timeline";
import { UploadPlace } from "@/ui/upload-place";
import { bringEvidence, openProof } from "./dispute-calls";
import { FileLine } from "./file-line";

function nameOf(dispute: Dispute, side: Dispute["side"]): string {
  return side === "buyer" ? dispute.buyer_name : dispute.seller_name;
}

export function Statements({ dispute }: { dispute: Dispute }) {
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

export function Rulings({ dispute }: { dispute: Dispute }) {
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

export function EvidenceCard({ dispute }: { dispute: Dispute }) {
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

export function TheFacts({ dispute }: { dispute: Dispute }) {
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

export function Offers({ dispute }: { dispute: Dispute }) {
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
