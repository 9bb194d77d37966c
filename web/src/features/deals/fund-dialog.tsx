import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import type { Milestone } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { balanceQuery } from "@/api/queries";
import { Amount } from "@/money/amount";
import { formatPaise, paise, toWire } from "@/money/money";
import { Asking } from "@/ui/asking";
import { Curl } from "@/ui/curl";
import { fundMilestone, type FundBody } from "./milestone-calls";
import { HowMuch, useHowMuch } from "./how-much";
import { useDealAct } from "./use-deal-act";

/** What is missing goes from the wallet into escrow: nobody has it before it is released. */
export function FundDialog({ milestone, onClose }: { milestone: Milestone; onClose: () => void }) {
  const merchant = useMerchant();
  const { data: balance } = useQuery(balanceQuery(merchant.id));
  const asked = useHowMuch(paise(milestone.missing_paise));
  const [isTried, setIsTried] = useState(false);
  const intent = useDealAct<FundBody, Milestone>({
    send: (merchantId, body, key) => fundMilestone(merchantId, milestone.id, body, key),
    onDone: onClose,
  });
  const { amount } = asked;
  const after = balance && amount !== null ? paise(balance.available_paise) - amount : null;
  const fee = paise(milestone.fee_paise) + paise(milestone.tax_paise);
  const body = amount === null || asked.isAll ? {} : { amount_paise: toWire(amount) };
  return (
    <Asking
      title={`Pay in “${milestone.title}”?`}
      then={
        <>
          {amount === null ? "What you say" : <Amount paise={amount} className="text-ink" />} leaves{" "}
          <em>available</em> now and waits in escrow, where neither side can touch it
          {fee > 0n && (
            <>
              . Of all of it <Amount paise={fee} /> is your part of our fee, with tax; what is given
              back takes its fee with it
            </>
          )}
          .
        </>
      }
      intent={intent}
      act={amount === null ? "Pay in" : `Pay in ${formatPaise(amount)}`}
      busy="Paying in …"
      look="primary"
      onAct={() => {
        setIsTried(true);
        if (amount !== null) intent.submit(body);
      }}
      onClose={onClose}
    >
      <HowMuch
        asked={asked}
        all="All that is missing"
        isTried={isTried}
        isOpen={intent.phase === "editing"}
      />
      {balance && after !== null && (
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          Available: <Amount paise={balance.available_paise} />
          <ArrowRight aria-label="becomes" className="size-3.5" />
          {after < 0n ? (
            <>
              <span className="font-medium text-bad">
                <Amount paise={-after} /> too little
              </span>
              <Link
                to="/m/$merchantId/deposits/new"
                params={{ merchantId: merchant.id }}
                className="text-sea underline underline-offset-2"
              >
                Add money
              </Link>
            </>
          ) : (
            <Amount paise={after} className="font-medium text-ink" />
          )}
        </p>
      )}
      <Curl
        request={{
          method: "POST",
          path: `/api/v1/milestones/${milestone.id}/fund/`,
          merchantId: merchant.id,
          idempotent: true,
          body,
        }}
      />
    </Asking>
  );
}
