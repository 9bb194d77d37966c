import { Star } from "lucide-react";
import type { Deal, Score } from "@/api/deals";
import { duration } from "@/lib/time";
import { count, percent, plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Badge } from "@/ui/badge";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Fact, Facts } from "@/ui/facts";
import { Time } from "@/ui/time";
import { FORMATS, KINDS } from "./words";

/** What is known of the deal at a glance. */
export function DealFacts({ deal }: { deal: Deal }) {
  return (
    <Card title="Facts">
      <Facts>
        <Fact name="What">
          {KINDS[deal.kind]} · {plainly(deal.category)}
        </Fact>
        <Fact name="How">
          {FORMATS[deal.format].name}
          {deal.format !== "direct" &&
            (deal.visibility === "public" ? ", seen by everybody here" : ", by invitation")}
        </Fact>
        {deal.budget_paise !== null && (
          <Fact name={deal.kind === "offer" ? "Asked for" : "At most"}>
            <Amount paise={deal.budget_paise} />
          </Fact>
        )}
        {deal.price_paise !== null && (
          <Fact name="Price">
            <Amount paise={deal.price_paise} className="font-semibold" />
          </Fact>
        )}
        {deal.deadline && (
          <Fact name="Bids until">
            <Time at={deal.deadline} />
          </Fact>
        )}
        <Fact name="Written">
          <Time at={deal.created_at} />
        </Fact>
        <Fact name="Id">
          <Reference text={deal.id} what="id" />
        </Fact>
      </Facts>
    </Card>
  );
}

/** Who they are to each other, and how each has done before. */
export function PartiesCard({ deal }: { deal: Deal }) {
  if (deal.parties.length === 0) return null;
  return (
    <Card title="The two sides" flush>
      <ul className="divide-y divide-line border-t border-line">
        {deal.parties.map((party) => (
          <li
            key={`${party.name} ${String(party.buys)}`}
            className="grid gap-1.5 px-5 py-4 max-sm:px-4"
          >
            <p className="flex flex-wrap items-center gap-2">
              <span className="min-w-0 font-medium break-words">{party.name}</span>
              <Badge tone="plain">{party.buys ? "buys" : "sells"}</Badge>
              {party.is_you && <Badge tone="sea">you</Badge>}
            </p>
            <ScoreLines score={party.score} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Stars, and beside them what was done: deeds next to words. */
export function ScoreLines({ score }: { score: Score }) {
  const deeds = deedsOf(score);
  return (
    <div className="grid gap-1 text-sm text-muted">
      <p className="flex items-center gap-1.5">
        <Star aria-hidden className="size-3.5 text-sail-ink" />
        {score.stars_hundredths === null
          ? "Not reviewed yet"
          : `${starsInWords(score.stars_hundredths)} of 5, ${count(score.reviews_count, "review")}`}
        {" · "}
        {count(score.deals_count, "deal")} completed
      </p>
      {deeds.length > 0 && <p>{deeds.join(" · ")}</p>}
    </div>
  );
}

/** 450 → `4.5`. */
export function starsInWords(hundredths: number): string {
  return (hundredths / 100).toFixed(hundredths % 100 === 0 ? 0 : hundredths % 10 === 0 ? 1 : 2);
}

export function deedsOf(score: Score): string[] {
  const deeds: string[] = [];
  if (score.on_time_basis_points !== null)
    deeds.push(`${percent(score.on_time_basis_points)} delivered on time`);
  if (score.rounds_hundredths !== null)
    deeds.push(
      `${starsInWords(score.rounds_hundredths)} ${score.rounds_hundredths === 100 ? "round" : "rounds"} a milestone`,
    );
  if (score.funding_seconds_mean !== null)
    deeds.push(`pays in after ${duration(score.funding_seconds_mean)}`);
  if (score.disputes_lost_count > 0)
    deeds.push(`${count(score.disputes_lost_count, "dispute")} lost`);
  return deeds;
}
