import { useState } from "react";
import type { Milestone } from "@/api/deals";
import type { Dispute, DisputeOffer } from "@/api/disputes";
import { formatPaise, paise, toWire, type Paise } from "@/money/money";
import { Asking } from "@/ui/asking";
import { Field, Select, TextArea } from "@/ui/field";
import { NoteField } from "./answer-card";
import {
  acceptOffer,
  acceptRuling,
  appealRuling,
  doDispute,
  makeOffer,
  openDispute,
  refuseOffer,
  respond,
  type OfferBody,
  type OpenDisputeBody,
  type RespondBody,
} from "./dispute-calls";
import { HowMuch, useHowMuch } from "./how-much";
import { DisputePreview, SettlementSlider, useDivision } from "./settlement";
import { useDealAct } from "./use-deal-act";
import { REASONS } from "./words";

interface StatementProps {
  text: string;
  onText: (text: string) => void;
  isTried: boolean;
  isOpen: boolean;
}

function Statement({ text, onText, isTried, isOpen }: StatementProps) {
  return (
    <Field
      label="What you say"
      hint="The other side reads it, and whoever rules."
      error={isTried && text.trim() === "" ? "Say what you say to it." : undefined}
    >
      {(control) => (
        <TextArea
          {...control}
          value={text}
          maxLength={4000}
          disabled={!isOpen}
          onChange={(event) => {
            onText(event.target.value);
          }}
        />
      )}
    </Field>
  );
}

interface OpenProps {
  milestone: Milestone;
  onClose: () => void;
}

/** Only what is disputed is locked; the rest of the milestone goes on. */
export function OpenDisputeDialog({ milestone, onClose }: OpenProps) {
  const asked = useHowMuch(paise(milestone.left_paise));
  const { amount } = asked;
  const claim = useHowMuch(amount ?? asked.most);
  const [reason, setReason] = useState<OpenDisputeBody["reason"] | "">("");
  const [statement, setStatement] = useState("");
  const [isTried, setIsTried] = useState(false);
  const intent = useDealAct<OpenDisputeBody, Dispute>({
    send: (merchantId, body, key) => openDispute(merchantId, milestone.id, body, key),
    onDone: onClose,
  });
  const isOpen = intent.phase === "editing";
  return (
    <Asking
      title={`Dispute “${milestone.title}”?`}
      then="What you dispute is locked until both agree, or an operator has ruled; the rest goes on. What you claim of it is your first offer: the other side may just accept it."
      intent={intent}
      act={opening(amount, claim)}
      busy="Opening …"
      look="danger"
      onAct={() => {
        setIsTried(true);
        if (amount === null || claim.amount === null) return;
        if (reason === "" || statement.trim() === "") return;
        intent.submit({
          reason,
          amount_paise: toWire(amount),
          ...(!claim.isAll && { claimed_paise: toWire(claim.amount) }),
          statement: statement.trim(),
        });
      }}
      onClose={onClose}
    >
      <Field label="Why" error={isTried && reason === "" ? "Choose why." : undefined}>
        {(control) => (
          <Select
            {...control}
            value={reason}
            disabled={!isOpen}
            onChange={(event) => {
              setReason(event.target.value as OpenDisputeBody["reason"]);
              intent.clear();
            }}
          >
            <option value="">Choose …</option>
            {Object.entries(REASONS)
              .filter(([each]) => each !== "silence")
              .map(([each, says]) => (
                <option key={each} value={each}>
                  {says}
                </option>
              ))}
          </Select>
        )}
      </Field>
      <HowMuch asked={asked} all="All that is left" isTried={isTried} isOpen={isOpen} />
      <HowMuch
        asked={claim}
        question="What you claim of it"
        all="I claim all of it"
        part="Less"
        amount="Claimed"
        isTried={isTried}
        isOpen={isOpen}
      />
      <Statement text={statement} onText={setStatement} isTried={isTried} isOpen={isOpen} />
    </Asking>
  );
}

/** Both amounts, where one is less than the other. */
function opening(amount: Paise | null, claim: ReturnType<typeof useHowMuch>): string {
  if (amount === null || claim.amount === null) return "Open a dispute";
  const said = `Dispute ${formatPaise(amount)}`;
  return claim.isAll ? said : `${said}, and claim ${formatPaise(claim.amount)}`;
}

interface DisputeDialogProps {
  dispute: Dispute;
  onClose: () => void;
}

/** The first answer of the other side: what they say, and what of it is to be theirs. */
export function RespondDialog({ dispute, onClose }: DisputeDialogProps) {
  const whole = paise(dispute.locked_paise);
  const division = useDivision(whole, whole);
  const [statement, setStatement] = useState("");
  const [isTried, setIsTried] = useState(false);
  const intent = useDealAct<RespondBody, Dispute>({
    send: (merchantId, body) => respond(merchantId, dispute.id, body),
    onDone: onClose,
  });
  const isOpen = intent.phase === "editing";
  const other = dispute.side === "buyer" ? dispute.seller_name : dispute.buyer_name;
  const { amount } = division;
  return (
    <Asking
      title="Answer this dispute?"
      then="What you claim is an offer: the other side may just accept it."
      intent={intent}
      act={amount === null ? "Answer" : `Answer, and claim ${formatPaise(amount)}`}
      busy="Answering …"
      look="primary"
      onAct={() => {
        setIsTried(true);
        if (amount !== null && statement.trim() !== "")
          intent.submit({ claimed_paise: toWire(amount), statement: statement.trim() });
      }}
      onClose={onClose}
    >
      <SettlementSlider division={division} label="To be yours" other={other} isOpen={isOpen} />
      <Statement text={statement} onText={setStatement} isTried={isTried} isOpen={isOpen} />
    </Asking>
  );
}

/** What one would settle for: both amounts always come to what is locked. */
export function OfferDialog({ dispute, onClose }: DisputeDialogProps) {
  const whole = paise(dispute.locked_paise);
  const division = useDivision(whole, whole / 2n);
  const [note, setNote] = useState("");
  const intent = useDealAct<OfferBody, DisputeOffer>({
    send: (merchantId, body) => makeOffer(merchantId, dispute.id, body),
    onDone: onClose,
  });
  const { amount: toSeller, rest: toBuyer } = division;
  const isOpen = intent.phase === "editing";
  return (
    <Asking
      title="Offer to settle?"
      then="The other side has three days to accept it, or to offer something else. Nothing moves before."
      intent={intent}
      act="Make this offer"
      busy="Offering …"
      look="primary"
      onAct={() => {
        if (toSeller === null || toBuyer === null) return;
        intent.submit({
          to_seller_paise: toWire(toSeller),
          to_buyer_paise: toWire(toBuyer),
          ...(note.trim() && { note: note.trim() }),
        });
      }}
      onClose={onClose}
    >
      <SettlementSlider
        division={division}
        label={`To ${dispute.seller_name}`}
        other={`Back to ${dispute.buyer_name}`}
        isOpen={isOpen}
      />
      {toSeller !== null && toBuyer !== null && (
        <DisputePreview dispute={dispute} toSeller={toSeller} toBuyer={toBuyer} />
      )}
      <NoteField note={note} onNote={setNote} isOpen={isOpen} />
    </Asking>
  );
}

interface OfferProps extends DisputeDialogProps {
  offer: DisputeOffer;
}

export function AcceptOfferDialog({ dispute, offer: given, onClose }: OfferProps) {
  // The amounts that were read are the ones that are repeated.
  const [offer] = useState(given);
  const intent = useDealAct<object, Dispute>({
    send: (merchantId, _body, key) => acceptOffer(merchantId, dispute.id, offer, key),
    onDone: onClose,
  });
  const toSeller = paise(offer.to_seller_paise);
  const toBuyer = paise(offer.to_buyer_paise);
  return (
    <Asking
      title="Settle as offered?"
      then="The money moves at once, the dispute is over, and neither can be called back."
      intent={intent}
      act={`Settle: ${formatPaise(toSeller)} to the seller, ${formatPaise(toBuyer)} back`}
      busy="Settling …"
      look="primary"
      onAct={() => {
        intent.submit({});
      }}
      onClose={onClose}
    >
      <DisputePreview dispute={dispute} toSeller={toSeller} toBuyer={toBuyer} />
    </Asking>
  );
}

export function RefuseOfferDialog({ dispute, offer, onClose }: OfferProps) {
  const intent = useDealAct<object, DisputeOffer>({
    send: (merchantId) => refuseOffer(merchantId, dispute.id, offer.id),
    onDone: onClose,
  });
  return (
    <Asking
      title="Refuse this offer?"
      then="Whoever made it may offer something else."
      intent={intent}
      act="Refuse it"
      busy="Refusing …"
      look="primary"
      onAct={() => {
        intent.submit({});
      }}
      onClose={onClose}
    />
  );
}

const PLAIN = {
  withdraw: {
    title: "Take the dispute back?",
    then: "What was locked is free again, and the milestone goes on from where it was.",
    act: "Take it back",
  },
  escalate: {
    title: "Ask for a ruling?",
    then: "An operator who is no side of it rules: at once where the other side has asked as well, else in two days. Evidence closes then.",
    act: "Ask for a ruling",
  },
} as const;

export function PlainDialog({
  dispute,
  verb,
  onClose,
}: DisputeDialogProps & { verb: keyof typeof PLAIN }) {
  const intent = useDealAct<object, Dispute>({
    send: (merchantId) => doDispute(merchantId, dispute.id, verb),
    onDone: onClose,
  });
  return (
    <Asking
      {...PLAIN[verb]}
      intent={intent}
      busy="One moment …"
      look="primary"
      onAct={() => {
        intent.submit({});
      }}
      onClose={onClose}
    />
  );
}

export function AppealDialog({ dispute, onClose }: DisputeDialogProps) {
  const [statement, setStatement] = useState("");
  const [isTried, setIsTried] = useState(false);
  const intent = useDealAct<string, Dispute>({
    send: (merchantId, body) => appealRuling(merchantId, dispute.id, body),
    onDone: onClose,
  });
  return (
    <Asking
      title="Appeal against the ruling?"
      then="Another operator looks at it once more. What they rule is final."
      intent={intent}
      act="Appeal"
      busy="Appealing …"
      look="danger"
      onAct={() => {
        setIsTried(true);
        if (statement.trim() !== "") intent.submit(statement.trim());
      }}
      onClose={onClose}
    >
      <Statement
        text={statement}
        onText={setStatement}
        isTried={isTried}
        isOpen={intent.phase === "editing"}
      />
    </Asking>
  );
}

export function AcceptRulingDialog({ dispute, onClose }: DisputeDialogProps) {
  const intent = useDealAct<object, Dispute>({
    send: (merchantId, _body, key) => acceptRuling(merchantId, dispute.id, key),
    onDone: onClose,
  });
  const ruling = dispute.rulings.at(-1);
  return (
    <Asking
      title="Accept the ruling?"
      then="For good. Once both have, the money is divided at once; else when the time to appeal is over."
      intent={intent}
      act="Accept the ruling"
      busy="Accepting …"
      look="primary"
      onAct={() => {
        intent.submit({});
      }}
      onClose={onClose}
    >
      {ruling && (
        <DisputePreview
          dispute={dispute}
          toSeller={paise(ruling.to_seller_paise)}
          toBuyer={paise(ruling.to_buyer_paise)}
        />
      )}
    </Asking>
  );
}
