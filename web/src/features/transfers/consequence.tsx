import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ArrowRight } from "lucide-react";
import { thresholdsQuery } from "@/api/approvals";
import { useMerchant } from "@/api/merchant";
import { balanceQuery } from "@/api/queries";
import type { components } from "@/api/schema";
import { useDebounced } from "@/lib/use-debounced";
import { Amount } from "@/money/amount";
import { paise } from "@/money/money";
import { explain } from "@/ui/explain";
import { Notice } from "@/ui/notice";
import { quoteQuery } from "./calls";

export type Quote = components["schemas"]["FeeQuoteOut"];

/** What it costs, asked for when the typing has come to rest; of another amount it is no answer. */
export function useQuote(visit: string, amountPaise: number | null) {
  const merchant = useMerchant();
  const settled = useDebounced(amountPaise, 350);
  const asked = useQuery({
    ...quoteQuery(merchant.id, visit, settled ?? 0),
    enabled: settled !== null,
  });
  const isFresh = asked.data?.amount_paise === amountPaise && !asked.isPlaceholderData;
  return { quote: asked.data, isFresh, error: asked.error };
}

interface ConsequenceProps {
  amountPaise: number | null;
  recipient: string | undefined;
  asked: ReturnType<typeof useQuote>;
}

/** Above the button: what leaves, what it costs, what is left, and who has to agree first. */
export function Consequence({ amountPaise, recipient, asked }: ConsequenceProps) {
  const merchant = useMerchant();
  const { data: balance } = useQuery(balanceQuery(merchant.id));
  const { data: thresholds } = useQuery(thresholdsQuery(merchant.id));
  if (amountPaise === null || recipient === undefined) {
    return (
      <p className="text-sm text-muted">
        Say to whom and how much, and you see here what it will do.
      </p>
    );
  }
  const { quote, isFresh, error } = asked;
  if (!quote) {
    if (!error) return <p className="text-sm text-muted">Looking what it costs …</p>;
    return (
      <Notice tone="wait" title="What it costs cannot be told just now." announced>
        {explain(error).what}
      </Notice>
    );
  }
  const above = thresholds?.transfers_above_paise ?? null;
  const waits = above !== null && amountPaise > above;
  const fee = paise(quote.fee_paise) + paise(quote.tax_paise);
  const after = balance && paise(balance.available_paise) - paise(quote.total_paise);
  return (
    <div
      aria-live="polite"
      className={clsx("grid gap-1 rounded bg-sea-soft px-4 py-3", !isFresh && "opacity-60")}
    >
      <p>
        <Amount paise={quote.total_paise} className="font-semibold" /> leaves <em>available</em>{" "}
        {waits ? "once another owner has agreed" : "now"}; <Amount paise={fee} /> of it is our fee
        {quote.tax_paise > 0 && ", with tax"}. <Amount paise={amountPaise} /> arrives at {recipient}
        {!waits && " at once"}.
      </p>
      {balance && after !== undefined && (
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          Available: <Amount paise={balance.available_paise} />
          <ArrowRight aria-label="becomes" className="size-3.5" />
          {after < 0n ? (
            <span className="font-medium text-bad">
              <Amount paise={-after} /> too little
            </span>
          ) : (
            <Amount paise={after} className="font-medium text-ink" />
          )}
        </p>
      )}
      {waits ? (
        <p className="text-sm text-muted">
          Above <Amount paise={above} /> another owner of {merchant.name} has to agree. Until then
          no money moves, and none is set aside.
        </p>
      ) : (
        <p className="text-sm text-muted">It cannot be called back.</p>
      )}
    </div>
  );
}
