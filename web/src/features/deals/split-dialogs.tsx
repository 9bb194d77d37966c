import { useState } from "react";
import type { EscrowProposal, Milestone } from "@/api/deals";
import { Amount } from "@/money/amount";
import { AmountInput } from "@/money/amount-input";
import { formatForInput, formatPaise, paise, parseRupees, toWire, type Paise } from "@/money/money";
import { Asking } from "@/ui/asking";
import { Button } from "@/ui/button";
import { Field, FieldError } from "@/ui/field";
import { NoteField } from "./answer-card";
import { acceptProposal, endProposal, proposeSplit, type SplitBody } from "./milestone-calls";
import { wrongWithSplit } from "./escrow";
import { Preview } from "./preview";
import { useDealAct } from "./use-deal-act";

interface DialogProps {
  milestone: Milestone;
  onClose: () => void;
}

/** Nothing typed is nothing for them; what cannot be read is no amount. */
export function amountOf(text: string): Paise | null {
  if (/^[0.,\s₹]*$/.test(text)) return 0n;
  const parsed = parseRupees(text);
  return parsed.ok ? parsed.paise : null;
}

/** How to divide what is left, without a dispute: the other side's yes does it. */
export function ProposeDialog({ milestone, onClose }: DialogProps) {
  const left = paise(milestone.left_paise);
  const [toSellerText, setToSeller] = useState(formatForInput(left));
  const [toBuyerText, setToBuyer] = useState("");
  const [note, setNote] = useState("");
  const [isTried, setIsTried] = useState(false);
  const intent = useDealAct<SplitBody, EscrowProposal>({
    send: (merchantId, body) => proposeSplit(merchantId, milestone.id, body),
    onDone: onClose,
  });
  const toSeller = amountOf(toSellerText);
  const toBuyer = amountOf(toBuyerText);
  const isReadable = toSeller !== null && toBuyer !== null;
  const wrong = isReadable
    ? wrongWithSplit(toSeller, toBuyer, left)
    : "Enter amounts in rupees, like 5,000 or 5,000.50.";
  const isOpen = intent.phase === "editing";
  const choose = (seller: Paise, buyer: Paise) => () => {
    setToSeller(seller === 0n ? "" : formatForInput(seller));
    setToBuyer(buyer === 0n ? "" : formatForInput(buyer));
  };
  const half = left / 2n;
  return (
    <Asking
      title={`Propose how to divide “${milestone.title}”?`}
      then={
        <>
          <Amount paise={left} className="text-ink" /> of it is left. The other side has a week to
          accept; nothing moves before. It takes the place of what was proposed before.
        </>
      }
      intent={intent}
      act="Propose it"
      busy="Proposing …"
      look="primary"
      onAct={() => {
        setIsTried(true);
        if (!isReadable || wrong) return;
        intent.submit({
          to_seller_paise: toWire(toSeller),
          to_buyer_paise: toWire(toBuyer),
          ...(note.trim() && { note: note.trim() }),
        });
      }}
      onClose={onClose}
    >
      <fieldset disabled={!isOpen} className="grid gap-4">
        <legend className="sr-only">How to divide it</legend>
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={choose(left, 0n)}>
            All to the seller
          </Button>
          <Button size="small" onClick={choose(left - half, half)}>
            Half each
          </Button>
          <Button size="small" onClick={choose(0n, left)}>
            All back to the buyer
          </Button>
        </div>
        <Field label="To the seller" hint="Before their fee.">
          {(control) => <AmountInput {...control} text={toSellerText} onText={setToSeller} />}
        </Field>
        <Field label="Back to the buyer" hint="What is named to nobody stays in escrow.">
          {(control) => <AmountInput {...control} text={toBuyerText} onText={setToBuyer} />}
        </Field>
      </fieldset>
      {wrong ? (
        isTried && (
          <div role="alert">
            <FieldError>{wrong}</FieldError>
          </div>
        )
      ) : (
        <Preview milestone={milestone} toSeller={toSeller ?? 0n} toBuyer={toBuyer ?? 0n} />
      )}
      <NoteField note={note} onNote={setNote} isOpen={isOpen} />
    </Asking>
  );
}

export function AcceptSplitDialog({
  milestone,
  proposal: given,
  onClose,
}: DialogProps & { proposal: EscrowProposal }) {
  // The amounts that were read are the ones that are repeated.
  const [proposal] = useState(given);
  const intent = useDealAct<object, Milestone>({
    send: (merchantId, _body, key) => acceptProposal(merchantId, milestone.id, proposal, key),
    onDone: onClose,
  });
  const toSeller = paise(proposal.to_seller_paise);
  const toBuyer = paise(proposal.to_buyer_paise);
  return (
    <Asking
      title="Accept this proposal?"
      then="The money moves at once, and cannot be called back."
      intent={intent}
      act={`Accept: ${formatPaise(toSeller)} to the seller, ${formatPaise(toBuyer)} back`}
      busy="Accepting …"
      look="primary"
      onAct={() => {
        intent.submit({});
      }}
      onClose={onClose}
    >
      <Preview milestone={milestone} toSeller={toSeller} toBuyer={toBuyer} />
    </Asking>
  );
}

export function EndSplitDialog({
  milestone,
  proposal,
  verb,
  onClose,
}: DialogProps & { proposal: EscrowProposal; verb: "refuse" | "withdraw" }) {
  const intent = useDealAct<object, EscrowProposal>({
    send: (merchantId) => endProposal(merchantId, milestone.id, proposal.id, verb),
    onDone: onClose,
  });
  return (
    <Asking
      title={verb === "refuse" ? "Refuse this proposal?" : "Take the proposal back?"}
      then="Nothing moves; all stays as it is."
      intent={intent}
      act={verb === "refuse" ? "Refuse" : "Take it back"}
      busy="One moment …"
      look="primary"
      onAct={() => {
        intent.submit({});
      }}
      onClose={onClose}
    />
  );
}
