import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Award as AwardIcon } from "lucide-react";
import { useState } from "react";
import { useIntent } from "@/api/intent";
import { useMerchant } from "@/api/merchant";
import { duration } from "@/lib/time";
import { count } from "@/lib/words";
import { Amount } from "@/money/amount";
import { formatPaise, paise } from "@/money/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, TextArea } from "@/ui/field";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Outcome } from "./bid-problem";
import { rankingQuery, useLookAgain, verbsOf, type Auction, type Rank } from "./calls";
import { bidderName } from "./words";

/** How the bids were ranked; whoever put it up chooses among them. */
export function Ranking({ dealId, auction }: { dealId: string; auction: Auction }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(rankingQuery(merchant.id, dealId));
  const mayAward = auction.allowed_moves.includes("award");
  const [chosen, setChosen] = useState<number | null>(null);
  if (data?.results.length === 0) return null;
  const ranks = data?.results ?? [];
  const pick = ranks.find(({ bidder }) => bidder === chosen) ?? ranks.find(mayBeChosen);
  return (
    <Card title={mayAward ? "Choose a bid" : "Ranking"} flush>
      {!data ? (
        error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={3} />
        )
      ) : (
        <ol className="divide-y divide-line border-t border-line">
          {ranks.map((rank) => (
            <li key={rank.bidder}>
              <RankLine
                rank={rank}
                isChosen={mayAward && rank.bidder === pick?.bidder}
                onChoose={
                  mayAward && mayBeChosen(rank)
                    ? () => {
                        setChosen(rank.bidder);
                      }
                    : undefined
                }
              />
            </li>
          ))}
        </ol>
      )}
      {mayAward && pick && (
        <AwardForm
          key={pick.bidder}
          dealId={dealId}
          auction={auction}
          rank={pick}
          isBest={pick === ranks.find(mayBeChosen)}
        />
      )}
    </Card>
  );
}

function mayBeChosen({ standing }: Rank): boolean {
  return standing === "active";
}

interface RankLineProps {
  rank: Rank;
  isChosen: boolean;
  onChoose: (() => void) | undefined;
}

function RankLine({ rank, isChosen, onChoose }: RankLineProps) {
  const what = (
    <>
      <span className="w-8 shrink-0 text-right font-semibold text-muted tabular-nums">
        {rank.rank}.
      </span>
      <span className="min-w-0 flex-1">
        <span className="font-medium">{rank.is_mine ? "You" : bidderName(rank.bidder, null)}</span>
        {rank.standing !== "active" && <span className="text-bad"> did not stand by it</span>}
        {rank.score && <span className="block text-xs text-muted">{scoreWords(rank.score)}</span>}
      </span>
      <Amount paise={rank.price_paise} className="font-medium" />
    </>
  );
  const look = "flex w-full items-baseline gap-3 px-5 py-3 text-left max-sm:px-4";
  if (!onChoose) return <div className={look}>{what}</div>;
  return (
    <label className={clsx(look, "hover:bg-sunken", isChosen && "bg-sea-soft")}>
      <input
        type="radio"
        name="bidder"
        checked={isChosen}
        onChange={onChoose}
        className="size-4.5 shrink-0 self-center accent-sea"
      />
      {what}
    </label>
  );
}

function scoreWords(score: NonNullable<Rank["score"]>): string {
  const stars =
    score.stars_hundredths === null
      ? "no reviews yet"
      : `${(score.stars_hundredths / 100).toFixed(1)} of 5 in ${count(score.reviews_count, "review")}`;
  const lost =
    score.disputes_lost_count > 0 ? `, ${count(score.disputes_lost_count, "dispute")} lost` : "";
  return `${count(score.deals_count, "deal")} completed, ${stars}${lost}`;
}

interface AwardFormProps {
  dealId: string;
  auction: Auction;
  rank: Rank;
  isBest: boolean;
}

function AwardForm({ dealId, auction, rank, isBest }: AwardFormProps) {
  const merchant = useMerchant();
  const lookAgain = useLookAgain(dealId);
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const intent = useIntent<{ bidder: number; reason?: string }, unknown>({
    goesOn: true,
    send: (body, key) => verbsOf(merchant.id, dealId).award(body, key),
    onDone: lookAgain,
    onRefused: lookAgain,
  });
  const act = () => {
    const said = reason.trim();
    if (!isBest && said === "") setMissing(true);
    else intent.submit({ bidder: rank.bidder, ...(said !== "" && { reason: said }) });
  };
  return (
    <div className="grid gap-4 border-t border-line px-5 py-4 max-sm:px-4">
      {!isBest && (
        <Field
          label="Why not the best"
          error={isMissing ? "Say why; the others may ask." : undefined}
        >
          {(control) => (
            <TextArea
              {...control}
              value={reason}
              maxLength={500}
              onChange={(event) => {
                setReason(event.target.value);
                setMissing(false);
                intent.clear();
              }}
            />
          )}
        </Field>
      )}
      <p>
        {bidderName(rank.bidder, null)} is asked to confirm at{" "}
        <Amount paise={rank.price_paise} className="font-semibold" /> within{" "}
        {duration(auction.rules.confirm_within_seconds)}, and you see who it is. No money moves yet.
        If they are silent or decline, {auction.rules.bond_paise > 0 && "their bond is lost and "}
        the next best is asked.
      </p>
      <Outcome intent={intent} what="it was awarded" />
      <Button
        look="primary"
        icon={AwardIcon}
        className="justify-self-start max-sm:w-full"
        busy={intent.phase === "sending" && "Awarding …"}
        onClick={() => {
          if (intent.phase === "unknown") intent.retry();
          else act();
        }}
      >
        {intent.phase === "unknown"
          ? "Ask again"
          : `Award to Bidder ${rank.bidder} at ${formatPaise(paise(rank.price_paise))}`}
      </Button>
    </div>
  );
}
