import { useQuery } from "@tanstack/react-query";
import type { Refund } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { refundsQuery } from "@/api/queries";
import { Amount } from "@/money/amount";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Unloaded } from "@/ui/problem-notice";
import { Time } from "@/ui/time";
import { LookBadge } from "./deposit-badge";
import { reasonOf, REFUND_LOOKS } from "./looks";

/** What went back, and what is on its way; nothing where nothing did. */
export function RefundsCard({ depositId }: { depositId: string }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(refundsQuery(merchant.id, depositId));
  if (error && !data) {
    return (
      <Card title="Refunds" flush>
        <Unloaded error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  if (!data || data.results.length === 0) return null;
  return (
    <Card title="Refunds">
      <ul aria-label="Refunds" className="-my-3 divide-y divide-line">
        {data.results.map((refund) => (
          <OneRefund key={refund.id} refund={refund} />
        ))}
      </ul>
    </Card>
  );
}

function OneRefund({ refund }: { refund: Refund }) {
  return (
    <li className="grid gap-1 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <Amount paise={refund.amount_paise} className="font-semibold" />
          {refund.currency !== "INR" && (
            <span className="text-sm text-muted">
              <Amount paise={refund.paid_minor} currency={refund.currency} /> to the payer
            </span>
          )}
        </span>
        <LookBadge look={REFUND_LOOKS[refund.status]} />
      </div>
      <p className="text-sm text-muted">
        <Time at={refund.finished_at ?? refund.created_at} />
        {refund.reason && ` · ${refund.reason}`}
      </p>
      {refund.failure && (
        <p className="text-sm text-bad">
          {reasonOf(refund.failure)} Its money is yours{refund.waiting ? " for now" : " again"}.
        </p>
      )}
      {refund.waiting && (
        <p className="text-sm text-wait">
          Waiting for {refund.waiting.on}. {refund.waiting.then}
        </p>
      )}
      <Reference text={refund.id} what="refund id" />
    </li>
  );
}
