import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { api, type DepositQuote } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import type { components } from "@/api/schema";
import { useTicking } from "@/lib/clock";
import { useDebounced } from "@/lib/use-debounced";
import { Amount } from "@/money/amount";
import { Button } from "@/ui/button";
import { Fact, Facts } from "@/ui/facts";
import { Notice } from "@/ui/notice";
import { ProblemNotice } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { ClockTime } from "@/ui/time";

type Foreign = components["schemas"]["QuoteIn"]["currency"];

interface Asked {
  currency: string;
  minor: number;
}

/**
 * The rate promised for exactly this amount. A quote counts once and until it expires; another `round`
 * asks for a new one.
 */
export function useQuote(asked: Asked | null, round: number) {
  const merchant = useMerchant();
  const isForeign = asked !== null && asked.currency !== "INR";
  const wanted = isForeign ? `${asked.currency} ${asked.minor}` : "";
  const settled = useDebounced(wanted, 350);
  const [currency = "", minor = ""] = settled.split(" ");
  const found = useQuery({
    queryKey: keyOf(merchant.id, "quotes", settled, round),
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v1/deposits/quote/", {
          params: { header: { "X-Merchant-Id": merchant.id } },
          body: { currency: currency as Foreign, amount_minor: Number(minor) },
          signal,
        }),
      ),
    enabled: settled !== "" && settled === wanted,
    // It is a promise: what was promised is not asked for again until it has ended.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const quote = settled === wanted && isForeign ? (found.data ?? null) : null;
  const secondsLeft = useTicking((now) => (quote ? leftOf(quote, now) : 0));
  return {
    isForeign,
    quote,
    secondsLeft,
    isExpired: quote !== null && secondsLeft === 0,
    error: settled === wanted ? found.error : null,
  };
}

export type Quoted = ReturnType<typeof useQuote>;

function leftOf(quote: DepositQuote, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(quote.expires_at) - now) / 1000));
}

/** `14:32` left. */
export function asCountdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

interface QuotePanelProps {
  quoted: Quoted;
  onAgain: () => void;
}

export function QuotePanel({
  quoted: { quote, secondsLeft, isExpired, error },
  onAgain,
}: QuotePanelProps) {
  const again = (
    <Button size="small" icon={RotateCcw} onClick={onAgain}>
      Get a new rate
    </Button>
  );
  if (error) return <ProblemNotice error={error} action={again} />;
  if (!quote) return <Skeleton className="h-28" />;
  if (isExpired) {
    return (
      <Notice tone="wait" title="This rate has expired" announced action={again}>
        Nothing was asked of anybody. Get a new one: it may be a little different.
      </Notice>
    );
  }
  return (
    <section aria-label="The rate" className="rounded border border-line bg-raised px-4 py-1">
      <Facts>
        <Fact name="Rate">
          <Amount paise={100} currency={quote.currency} /> ={" "}
          <span className="tabular-nums">₹{quote.rate}</span>
        </Fact>
        <Fact name="You are credited">
          <Amount paise={quote.amount_paise} className="font-semibold" />
        </Fact>
        <Fact name="Promised for">
          <span role="timer" aria-label="Time left" className="font-medium tabular-nums">
            {asCountdown(secondsLeft)}
          </span>{" "}
          <span className="text-sm text-muted">
            until <ClockTime at={quote.expires_at} />; paid later, the rate of that moment counts.
          </span>
        </Fact>
      </Facts>
    </section>
  );
}
