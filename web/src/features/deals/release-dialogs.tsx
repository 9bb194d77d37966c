import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { thresholdsQuery } from "@/api/approvals";
import type { Milestone } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import { formatPaise, paise, toWire } from "@/money/money";
import { Asking } from "@/ui/asking";
import { Choice } from "@/ui/choice";
import { Curl } from "@/ui/curl";
import {
  approveMilestone,
  cancelMilestone,
  refundMilestone,
  type ApproveBody,
} from "./milestone-calls";
import { missingBesides } from "./escrow";
import { HowMuch, useHowMuch } from "./how-much";
import { Preview } from "./preview";
import { useDealAct } from "./use-deal-act";
import { conditionsInWords } from "./words";

interface DialogProps {
  milestone: Milestone;
  /** Who sells, by name. */
  seller: string;
  onClose: () => void;
}

/** The word that releases: with everybody's amounts above the button, and bound to them. */
export function ApproveDialog({ milestone: given, seller, onClose }: DialogProps) {
  const merchant = useMerchant();
  // What changes meanwhile is not what was read; the platform compares payee and amount.
  const [milestone] = useState(given);
  const left = paise(milestone.left_paise);
  const asked = useHowMuch(left);
  const [rest, setRest] = useState<NonNullable<ApproveBody["rest"]>>("stay");
  const [isTried, setIsTried] = useState(false);
  const { data: thresholds } = useQuery(thresholdsQuery(merchant.id));
  const intent = useDealAct<ApproveBody, Milestone>({
    send: (merchantId, body, key) => approveMilestone(merchantId, milestone.id, body, key),
    onDone: onClose,
  });
  const { amount } = asked;
  const isBuyer = milestone.side === "buyer";
  const isPart = amount !== null && !asked.isAll;
  const above = thresholds?.releases_above_paise ?? null;
  const waits = isBuyer && above !== null && amount !== null && amount > paise(above);
  const besides = isPart ? [] : missingBesides(milestone);
  const body: ApproveBody = {
    expected_payee_id: milestone.payee_id,
    amount_paise: toWire(amount ?? 0n),
    ...(isPart && { rest }),
  };
  const isOpen = intent.phase === "editing";
  return (
    <Asking
      title={isBuyer ? `Approve “${milestone.title}”?` : `Agree to “${milestone.title}”?`}
      then={
        isBuyer ? (
          <>
            {amount === null ? "What you say" : <Amount paise={amount} className="text-ink" />} of
            it is released to {seller}
            {besides.length > 0
              ? ` once this has come true as well: ${besides.map(conditionsInWords).join("; ")}.`
              : waits
                ? " once another owner has agreed."
                : " at once, and cannot be called back."}
            {waits && (
              <span className="mt-1 block">
                Above <Amount paise={above} /> a second owner of {merchant.name} has to agree.
              </span>
            )}
          </>
        ) : (
          "The terms ask for the yes of both. Your yes counts from now on."
        )
      }
      intent={intent}
      act={
        isBuyer
          ? amount === null
            ? "Release"
            : `Release ${formatPaise(amount)}`
          : "Agree to the release"
      }
      busy={isBuyer ? "Releasing …" : "Agreeing …"}
      look="primary"
      onAct={() => {
        setIsTried(true);
        if (amount !== null) intent.submit(body);
      }}
      onClose={onClose}
    >
      {isBuyer && (
        <HowMuch asked={asked} all="All that is left" isTried={isTried} isOpen={isOpen} />
      )}
      {isBuyer && isPart && (
        <Choice
          label="The rest"
          value={rest}
          onChange={(next) => {
            if (isOpen) setRest(next);
          }}
          options={[
            { value: "stay", label: "The rest stays in escrow" },
            { value: "return", label: "I ask for the rest back" },
          ]}
          className="justify-self-start"
        />
      )}
      {amount !== null && <Preview milestone={milestone} toSeller={amount} toBuyer={0n} />}
      {isPart && rest === "return" && (
        <p className="text-sm text-muted">
          The rest comes back once {seller} has agreed to it; you are asking for it.
        </p>
      )}
      <Curl
        request={{
          method: "POST",
          path: `/api/v1/milestones/${milestone.id}/approve/`,
          merchantId: merchant.id,
          idempotent: true,
          body,
        }}
      />
    </Asking>
  );
}

/** The seller alone gives money back. */
export function RefundMilestoneDialog({ milestone, onClose }: Omit<DialogProps, "seller">) {
  const asked = useHowMuch(paise(milestone.left_paise));
  const [isTried, setIsTried] = useState(false);
  const intent = useDealAct<{ amount_paise?: number }, Milestone>({
    send: (merchantId, body, key) => refundMilestone(merchantId, milestone.id, body, key),
    onDone: onClose,
  });
  const { amount } = asked;
  return (
    <Asking
      title={`Give back “${milestone.title}”?`}
      then="It goes to the buyer at once, with their part of the fee on it, and cannot be called back. Nobody has to agree."
      intent={intent}
      act={amount === null ? "Give back" : `Give back ${formatPaise(amount)}`}
      busy="Giving back …"
      look="danger"
      onAct={() => {
        setIsTried(true);
        if (amount !== null) intent.submit(asked.isAll ? {} : { amount_paise: toWire(amount) });
      }}
      onClose={onClose}
    >
      <HowMuch
        asked={asked}
        all="All that is left"
        isTried={isTried}
        isOpen={intent.phase === "editing"}
      />
      {amount !== null && <Preview milestone={milestone} toSeller={0n} toBuyer={amount} />}
    </Asking>
  );
}

/** The buyer goes alone, because nothing came in time. */
export function CancelMilestoneDialog({ milestone, onClose }: Omit<DialogProps, "seller">) {
  const left = paise(milestone.left_paise);
  const intent = useDealAct<object, Milestone>({
    send: (merchantId, _body, key) => cancelMilestone(merchantId, milestone.id, key),
    onDone: onClose,
  });
  return (
    <Asking
      title={`Call off “${milestone.title}”?`}
      then="Its time is over, so you may go alone: everything of it comes back to you."
      intent={intent}
      act={left > 0n ? `Call it off, and have ${formatPaise(left)} back` : "Call it off"}
      busy="Calling it off …"
      look="danger"
      onAct={() => {
        intent.submit({});
      }}
      onClose={onClose}
    >
      {left > 0n && <Preview milestone={milestone} toSeller={0n} toBuyer={left} />}
    </Asking>
  );
}
