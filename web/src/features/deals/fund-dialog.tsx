import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import type { Milestone } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { balanceQuery } from "@/api/queries";
import { Amount } from "@/money/amount";
import { formatPaise, paise, toWire, type Paise } from "@/money/money";
import { Asking } from "@/ui/asking";
import { Choice } from "@/ui/choice";
import { Curl } from "@/ui/curl";
import { fundMilestone, type FundBody } from "./milestone-calls";
import { HowMuch, useHowMuch } from "./how-much";
import { brings, useDepositsOnTheirWay, WhichDeposit } from "./named-deposits";
import { useDealAct } from "./use-deal-act";

type Source = "wallet" | "deposit";

/** What is missing goes into escrow, from the wallet or when a deposit clears: nobody has it before it is released. */
export function FundDialog({ milestone, onClose }: { milestone: Milestone; onClose: () => void }) {
  const merchant = useMerchant();
  const deposits = useDepositsOnTheirWay(milestone);
  const asked = useHowMuch(paise(milestone.missing_paise));
  const [source, setSource] = useState<Source>("wallet");
  const [depositId, setDepositId] = useState("");
  const [isTried, setIsTried] = useState(false);
  const intent = useDealAct<FundBody, Milestone>({
    send: (merchantId, body, key) => fundMilestone(merchantId, milestone.id, body, key),
    onDone: onClose,
  });
  const isOpen = intent.phase === "editing";
  const isFromWallet = source === "wallet";
  const deposit = deposits.find(({ id }) => id === depositId);
  const { amount } = asked;
  const body = isFromWallet ? ofWallet(asked) : depositId === "" ? null : { deposit_id: depositId };
  return (
    <Asking
      title={`Pay in “${milestone.title}”?`}
      then={
        <>
          {isFromWallet ? (
            <>
              {amount === null ? "What you say" : <Amount paise={amount} className="text-ink" />}{" "}
              leaves <em>available</em> now and waits in escrow, where neither side can touch it.
            </>
          ) : (
            <>
              Nothing leaves <em>available</em> now. As soon as{" "}
              {deposit ? `the deposit of ${brings(deposit)}` : "the deposit you choose"} has
              cleared, <Amount paise={milestone.missing_paise} className="text-ink" /> go into
              escrow by themselves. What it brings beyond that stays in your wallet; what it lacks
              is taken from there, as far as it is there.
            </>
          )}
          <OurFee milestone={milestone} />
        </>
      }
      intent={intent}
      act={
        isFromWallet
          ? amount === null
            ? "Pay in"
            : `Pay in ${formatPaise(amount)}`
          : "Let this deposit pay"
      }
      busy={isFromWallet ? "Paying in …" : "Saying so …"}
      look="primary"
      onAct={() => {
        setIsTried(true);
        if (body !== null) intent.submit(body);
      }}
      onClose={onClose}
    >
      {deposits.length > 0 && (
        <Choice<Source>
          label="Paid from"
          value={source}
          onChange={(next) => {
            if (!isOpen) return;
            setSource(next);
            intent.clear();
          }}
          options={[
            { value: "wallet", label: "What is available" },
            { value: "deposit", label: "A deposit on its way" },
          ]}
          className="justify-self-start"
        />
      )}
      {isFromWallet ? (
        <>
          <HowMuch asked={asked} all="All that is missing" isTried={isTried} isOpen={isOpen} />
          <Available amount={amount} />
        </>
      ) : (
        <WhichDeposit
          deposits={deposits}
          chosen={depositId}
          onChoose={(next) => {
            setDepositId(next);
            intent.clear();
          }}
          isTried={isTried}
          isOpen={isOpen}
        />
      )}
      <Curl
        request={{
          method: "POST",
          path: `/api/v1/milestones/${milestone.id}/fund/`,
          merchantId: merchant.id,
          idempotent: true,
          body: body ?? {},
        }}
      />
    </Asking>
  );
}

function ofWallet({ amount, isAll }: ReturnType<typeof useHowMuch>): FundBody | null {
  if (amount === null) return null;
  return isAll ? {} : { amount_paise: toWire(amount) };
}

function OurFee({ milestone }: { milestone: Milestone }) {
  const fee = paise(milestone.fee_paise) + paise(milestone.tax_paise);
  if (fee === 0n) return null;
  return (
    <>
      {" "}
      Of all of it <Amount paise={fee} /> is your part of our fee, with tax; what is given back
      takes its fee with it.
    </>
  );
}

/** What is there before and after; and where it is too little, the way to more. */
function Available({ amount }: { amount: Paise | null }) {
  const merchant = useMerchant();
  const { data: balance } = useQuery(balanceQuery(merchant.id));
  if (!balance || amount === null) return null;
  const after = paise(balance.available_paise) - amount;
  return (
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
  );
}
