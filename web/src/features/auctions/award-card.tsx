import { useQuery } from "@tanstack/react-query";
import { FileCheck2 } from "lucide-react";
import { useState } from "react";
import { useIntent } from "@/api/intent";
import { useMerchant } from "@/api/merchant";
import { duration } from "@/lib/time";
import { count, percent, plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { formatPaise, paise } from "@/money/money";
import { Badge, type Tone } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Fact, Facts } from "@/ui/facts";
import { Field, TextInput } from "@/ui/field";
import { ClockTime, Time } from "@/ui/time";
import { Outcome } from "./bid-problem";
import { dealQuery, useLookAgain, verbsOf, type Auction, type Award, type Deal } from "./calls";

const LOOKS: Record<Award["status"], { tone: Tone; word: string }> = {
  offered: { tone: "wait", word: "To be confirmed" },
  confirmed: { tone: "good", word: "Confirmed" },
  declined: { tone: "bad", word: "Declined" },
  defaulted: { tone: "bad", word: "Not confirmed in time" },
  withdrawn: { tone: "plain", word: "Withdrawn" },
};

/** Who was chosen: for the two it is between. */
export function AwardCard({ dealId, auction }: { dealId: string; auction: Auction }) {
  const { award } = auction;
  if (award === null) return null;
  const isMine = auction.mine?.bidder === award.bidder;
  const look = LOOKS[award.status];
  return (
    <Card
      title={isMine ? "You were chosen" : `Bidder ${award.bidder}: ${award.merchant_name}`}
      aside={<Badge tone={look.tone}>{look.word}</Badge>}
    >
      <Facts>
        <Fact name="Price">
          <Amount paise={award.price_paise} className="text-lg font-semibold" />
        </Fact>
        {award.status === "offered" && (
          <Fact name="Answer due">
            <Time at={award.due_at} />
          </Fact>
        )}
        {!award.is_binding && (
          <Fact name="Asked as">
            The next best, after {isMine ? "the one before you" : "the one before"} did not stand by
            it. Declining costs nothing.
          </Fact>
        )}
        {award.reason !== "" && <Fact name="Why not the best">{award.reason}</Fact>}
        {award.note !== "" && <Fact name="They say">{award.note}</Fact>}
      </Facts>
      {award.status === "offered" && !isMine && (
        <p className="mt-3 text-sm text-muted">{auction.waiting?.then}</p>
      )}
      {auction.allowed_moves.includes("confirm") && (
        <Answer dealId={dealId} auction={auction} award={award} />
      )}
      {isMine && award.status === "offered" && !auction.allowed_moves.includes("confirm") && (
        <p className="mt-3 text-muted">An owner of this merchant has to confirm it.</p>
      )}
    </Card>
  );
}

interface AnswerProps {
  dealId: string;
  auction: Auction;
  award: Award;
}

function Answer({ dealId, auction, award }: AnswerProps) {
  const merchant = useMerchant();
  const lookAgain = useLookAgain(dealId);
  const { data: deal } = useQuery(dealQuery(merchant.id, dealId));
  const [isDeclining, setDeclining] = useState(false);
  const intent = useIntent<{ price_paise: number }, unknown>({
    goesOn: true,
    send: (body, key) => verbsOf(merchant.id, dealId).confirm(body, key),
    onDone: lookAgain,
    onRefused: lookAgain,
  });
  return (
    <div className="mt-4 grid gap-4">
      {deal?.terms && <Terms terms={deal.terms} />}
      <p className="rounded bg-sea-soft px-4 py-3">
        By confirming you agree to these terms at{" "}
        <Amount paise={award.price_paise} className="font-semibold" />: the deal is agreed and its
        escrow opened in the same moment.{" "}
        {auction.rules.direction === "forward"
          ? "You then pay the first milestone into escrow; nothing leaves your wallet now."
          : "The other side then pays into escrow, and you begin when it is there."}
      </p>
      <Outcome intent={intent} what="it was confirmed" />
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          size="large"
          icon={FileCheck2}
          busy={intent.phase === "sending" && "Confirming …"}
          onClick={() => {
            if (intent.phase === "unknown") intent.retry();
            else intent.submit({ price_paise: award.price_paise });
          }}
        >
          {intent.phase === "unknown"
            ? "Ask again"
            : `Confirm at ${formatPaise(paise(award.price_paise))}`}
        </Button>
        <Button
          size="large"
          aria-expanded={isDeclining}
          onClick={() => {
            setDeclining(!isDeclining);
          }}
        >
          Decline …
        </Button>
      </div>
      {isDeclining && <Decline dealId={dealId} auction={auction} award={award} />}
    </div>
  );
}

function Decline({ dealId, auction, award }: AnswerProps) {
  const merchant = useMerchant();
  const lookAgain = useLookAgain(dealId);
  const [note, setNote] = useState("");
  const intent = useIntent<{ note?: string }, unknown>({
    goesOn: true,
    send: (body, key) => verbsOf(merchant.id, dealId).decline(body, key),
    onDone: lookAgain,
    onRefused: lookAgain,
  });
  const bond = auction.mine?.bond_paise ?? 0;
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <p>
        {award.is_binding && bond > 0 ? (
          <>
            You lose your bond of <Amount paise={bond} className="font-semibold" />: half to the
            other side, half to the next best. It is counted as not standing by a bid.
          </>
        ) : award.is_binding ? (
          "It is counted as not standing by a bid."
        ) : (
          "It costs nothing: you were asked, and not bound."
        )}
      </p>
      <Field label="Why" optional hint="Whoever put it up reads it.">
        {(control) => (
          <TextInput
            {...control}
            value={note}
            maxLength={500}
            onChange={(event) => {
              setNote(event.target.value);
            }}
          />
        )}
      </Field>
      <Outcome intent={intent} what="it was declined" />
      <Button
        look="danger"
        className="justify-self-start"
        busy={intent.phase === "sending" && "Declining …"}
        onClick={() => {
          if (intent.phase === "unknown") intent.retry();
          else intent.submit(note.trim() === "" ? {} : { note: note.trim() });
        }}
      >
        {intent.phase === "unknown"
          ? "Ask again"
          : award.is_binding && bond > 0
            ? `Decline and lose ${formatPaise(paise(bond))}`
            : "Decline"}
      </Button>
    </div>
  );
}

/** What is confirmed, in short; the deal room has it in full. */
function Terms({ terms }: { terms: NonNullable<Deal["terms"]> }) {
  return (
    <div>
      <h3 className="font-semibold">The terms, version {terms.version}</h3>
      <p className="mt-1 whitespace-pre-line text-muted">{terms.scope}</p>
      <ol className="mt-2 divide-y divide-line border-y border-line">
        {terms.milestones.map((milestone, place) => (
          <li key={place} className="flex justify-between gap-4 py-2">
            <span>
              {place + 1}. {milestone.title}
              {milestone.deliver_by !== null && (
                <span className="text-muted">
                  , by <ClockTime at={milestone.deliver_by} />
                </span>
              )}
            </span>
            <span className="tabular-nums">
              {milestone.amount_paise === null ? (
                milestone.share_bp !== null && percent(milestone.share_bp)
              ) : (
                <Amount paise={milestone.amount_paise} />
              )}
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-2 text-sm text-muted">
        {count(terms.inspection_days, "day")} to inspect, then{" "}
        {plainly(terms.on_silence).toLowerCase()}; {count(terms.max_rounds, "round")} of changes at
        most. The buyer pays within {duration(terms.fund_within_hours * 3600)}, and{" "}
        {percent(terms.fee_split.buyer_bp)} of the escrow fee.
      </p>
    </div>
  );
}
