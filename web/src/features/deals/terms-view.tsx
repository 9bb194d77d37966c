import { FileCheck2 } from "lucide-react";
import type { Terms } from "@/api/deals";
import { Amount } from "@/money/amount";
import type { Paise } from "@/money/money";
import { Fact, Facts } from "@/ui/facts";
import { Time } from "@/ui/time";
import { divided, WHOLE_BP } from "./shares";
import { conditionsInWords, feeSplitInWords, hoursInWords, shareInWords, SILENCE } from "./words";

interface TermsViewProps {
  terms: Terms;
  /** What it is bid on, where milestones are shares of it. */
  price: Paise | null;
}

/** One version of the terms, to be read. */
export function TermsView({ terms, price }: TermsViewProps) {
  const shares = terms.milestones.map(({ share_bp: bp }) => bp ?? 0);
  const isWhole = shares.reduce((sum, each) => sum + each, 0) === WHOLE_BP;
  const worth = price !== null && isWhole ? divided(price, shares) : null;
  return (
    <div className="grid gap-4">
      <p className="break-words whitespace-pre-wrap">{terms.scope}</p>
      <ol aria-label="Milestones" className="divide-y divide-line rounded border border-line">
        {terms.milestones.map((each, place) => (
          <li key={place} className="grid gap-1 px-4 py-3">
            <div className="flex items-baseline justify-between gap-4">
              <p className="min-w-0 font-medium break-words">
                {place + 1}. {each.title}
              </p>
              <p className="shrink-0 text-right">
                {each.amount_paise !== null ? (
                  <Amount paise={each.amount_paise} className="font-medium" />
                ) : (
                  <>
                    {shareInWords(each.share_bp ?? 0)}
                    {worth && (
                      <span className="block text-xs text-muted">
                        <Amount paise={worth[place] ?? 0n} />
                      </span>
                    )}
                  </>
                )}
              </p>
            </div>
            {each.description && (
              <p className="text-sm break-words whitespace-pre-wrap text-muted">
                {each.description}
              </p>
            )}
            <p className="flex items-start gap-1.5 text-sm text-muted">
              <FileCheck2 aria-hidden className="mt-0.5 size-3.5 shrink-0" />
              <span>
                Released when {conditionsInWords(each.conditions)}
                {each.deliver_by && (
                  <>
                    {" "}
                    · by <Time at={each.deliver_by} />
                  </>
                )}
              </span>
            </p>
          </li>
        ))}
      </ol>
      <Facts>
        {terms.price_paise !== null && (
          <Fact name="Altogether">
            <Amount paise={terms.price_paise} className="font-semibold" />
          </Fact>
        )}
        <Fact name="Inspection">
          {hoursInWords(terms.inspection_days * 24)} · {SILENCE[terms.on_silence]}
        </Fact>
        <Fact name="Changes">
          {terms.max_rounds === 1 ? "Once" : `At most ${terms.max_rounds} times`} for each milestone
        </Fact>
        <Fact name="Fee">{feeSplitInWords(terms.fee_split.buyer_bp)}</Fact>
        <Fact name="Deadlines">
          Paid in within {hoursInWords(terms.fund_within_hours)} · confirmed within{" "}
          {hoursInWords(terms.confirm_within_hours)}
        </Fact>
        {terms.purpose_code && <Fact name="Purpose code">{terms.purpose_code}</Fact>}
      </Facts>
    </div>
  );
}
