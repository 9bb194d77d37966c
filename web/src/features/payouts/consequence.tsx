import { useQuery, keepPreviousData } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import clsx from "clsx";
import { api } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { Problem, unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import type { components } from "@/api/schema";
import { useDebounced } from "@/lib/use-debounced";
import { Amount } from "@/money/amount";
import { explain } from "@/ui/explain";
import { Notice } from "@/ui/notice";
import { ClockTime } from "@/ui/time";
import type { PayoutBody } from "./payout-form";

type Preview = components["schemas"]["PreviewOut"];

/**
 * What sending this would do, said above the button by the platform itself: it tries the payout out and
 * undoes it.
 */
export function usePreview(body: PayoutBody | null) {
  const merchant = useMerchant();
  const wanted = body === null ? "" : JSON.stringify(body);
  const settled = useDebounced(wanted, 350);
  const preview = useQuery({
    // Under balance: when that changes, the consequence does.
    queryKey: keyOf(merchant.id, "balance", "preview", settled),
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v1/payouts/preview/", {
          params: { header: { "X-Merchant-Id": merchant.id } },
          body: JSON.parse(settled) as PayoutBody,
          signal,
        }),
      ),
    enabled: settled !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  return { ...preview, isStale: preview.isPlaceholderData || settled !== wanted };
}

export function Consequence({ body }: { body: PayoutBody | null }) {
  const { data, error, isStale } = usePreview(body);
  if (body === null) {
    return (
      <p className="text-sm text-muted">
        Say how much and to whom, and you see here what it will do.
      </p>
    );
  }
  if (error instanceof Problem) {
    const { what, todo } = explain(error);
    return (
      <Notice tone="wait" title={what} announced>
        {todo}
      </Notice>
    );
  }
  if (error) {
    return (
      <Notice tone="wait" title="What it will do cannot be told just now." announced>
        {explain(error).what} You may send it all the same: it is checked again, and only what can
        be paid is paid.
      </Notice>
    );
  }
  if (!data) return <p className="text-sm text-muted">Looking at what it will do …</p>;
  return <Said preview={data} stale={isStale} />;
}

function Said({ preview, stale }: { preview: Preview; stale: boolean }) {
  const fee = preview.fee_paise + preview.tax_paise;
  const leavesNow = preview.available_after_paise !== preview.available_paise;
  const isImmediate = !preview.waiting || preview.waiting.for === "worker";
  return (
    <div
      aria-live="polite"
      className={clsx("grid gap-1 rounded bg-sea-soft px-4 py-3", stale && "opacity-60")}
    >
      <p>
        <Amount paise={preview.total_paise} className="font-semibold" /> leaves <em>available</em>{" "}
        {leavesNow ? "now" : "later"}; <Amount paise={fee} /> of it is our fee
        {fee > 0 && ", with tax"}.
      </p>
      {leavesNow && (
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          Available: <Amount paise={preview.available_paise} />
          <ArrowRight aria-label="becomes" className="size-3.5" />
          <Amount paise={preview.available_after_paise} className="font-medium text-ink" />
        </p>
      )}
      <p className="text-sm text-muted">
        It goes by {preview.mode}
        {isImmediate || !preview.waiting ? (
          " at once."
        ) : (
          <>
            . First it waits for {preview.waiting.on}
            {preview.waiting.until && (
              <>
                {" "}
                (until <ClockTime at={preview.waiting.until} />)
              </>
            )}
            . {preview.waiting.then}
          </>
        )}
      </p>
    </div>
  );
}
