import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { disputePreviewQuery, type Dispute } from "@/api/disputes";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import { AmountInput } from "@/money/amount-input";
import { formatForInput, formatPaise, paise, type Paise } from "@/money/money";
import { Field } from "@/ui/field";
import { amountOf } from "./split-dialogs";
import { useSettledDivision, WhoGetsWhat } from "./who-gets-what";

const STEPS = 100n;

/** How far along the slider an amount is; the amount itself is never worked out from that. */
export function stepOf(amount: Paise, whole: Paise): number {
  return whole > 0n ? Number((amount * STEPS) / whole) : 0;
}

/** The amount at a step: exact at both ends, whole paise between them. */
export function atStep(step: number, whole: Paise): Paise {
  return (whole * BigInt(step)) / STEPS;
}

/** What one of the two has of the whole; the other has the rest, so that both always come to it. */
export function useDivision(whole: Paise, begin: Paise) {
  const [text, setText] = useState(formatForInput(begin));
  const mine = amountOf(text);
  const wrong =
    mine === null
      ? "Enter an amount in rupees, like 5,000 or 5,000.50."
      : mine > whole
        ? `That is more than ${formatPaise(whole)}.`
        : undefined;
  const amount = wrong === undefined ? mine : null;
  return { whole, text, setText, wrong, amount, rest: amount === null ? null : whole - amount };
}

interface SliderProps {
  division: ReturnType<typeof useDivision>;
  label: string;
  /** Who has the rest. */
  other: string;
  isOpen: boolean;
}

/** A slider for the rough, a field for the exact; both say the same. */
export function SettlementSlider({ division, label, other, isOpen }: SliderProps) {
  const id = useId();
  const { amount, rest, whole } = division;
  return (
    <div className="grid gap-3">
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        disabled={!isOpen}
        value={stepOf(amount ?? 0n, whole)}
        aria-label={`${label}, of ${formatPaise(whole)}`}
        aria-valuetext={amount === null ? "no amount" : formatPaise(amount)}
        onChange={(event) => {
          division.setText(formatForInput(atStep(Number(event.target.value), whole)));
        }}
        className="h-11 w-full accent-sea"
      />
      <Field
        label={label}
        error={division.wrong}
        hint={
          rest !== null && (
            <>
              {other}: <Amount paise={rest} className="font-medium text-ink" />
            </>
          )
        }
      >
        {(control) => (
          <AmountInput
            {...control}
            disabled={!isOpen}
            text={division.text}
            onText={division.setText}
          />
        )}
      </Field>
    </div>
  );
}

interface PreviewProps {
  dispute: Dispute;
  toSeller: Paise;
  toBuyer: Paise;
}

/** Who would get what of what is locked, as the platform counts it. */
export function DisputePreview({ dispute, toSeller, toBuyer }: PreviewProps) {
  const merchant = useMerchant();
  const asked = useSettledDivision(toSeller, toBuyer);
  const { data, error, isPlaceholderData } = useQuery(
    disputePreviewQuery(merchant.id, dispute, asked.toSeller, asked.toBuyer),
  );
  const shares = data && [
    {
      name: `Arrives at ${dispute.seller_name}`,
      amount: paise(data.seller_net_paise),
      isStrong: true,
    },
    {
      name: "The seller’s fee, with tax",
      amount: paise(data.seller_fee_paise) + paise(data.seller_tax_paise),
    },
    {
      name: `Comes back to ${dispute.buyer_name}`,
      amount: paise(data.buyer_back_paise),
      isStrong: true,
    },
  ];
  return (
    <WhoGetsWhat shares={shares} error={error} isFresh={asked.isSettled && !isPlaceholderData} />
  );
}
