import { useQuery } from "@tanstack/react-query";
import { Ban, Undo2 } from "lucide-react";
import { useState } from "react";
import {
  agreementQuery,
  cancellationQuery,
  type Agreement,
  type Deal,
  type EscrowProposal,
} from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import { Asking } from "@/ui/asking";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Fact, Facts } from "@/ui/facts";
import { Notice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { NoteField } from "./answer-card";
import { doDeal, endDeal } from "./calls";
import { acceptCancellation, endCancellation, proposeCancellation } from "./milestone-calls";
import { useDealAct } from "./use-deal-act";

/** What calling it off would mean, in numbers, before anybody says so. */
export function CallingOff({ deal }: { deal: Deal }) {
  const merchant = useMerchant();
  const { data: agreement } = useQuery({
    ...agreementQuery(merchant.id, deal.agreement_id ?? ""),
    enabled: deal.agreement_id !== null,
  });
  const [asked, setAsked] = useState<"alone" | "together" | "withdraw" | null>(null);
  const moves = new Set(deal.allowed_moves);
  const mayTogether = agreement?.allowed_moves.includes("propose_cancellation") ?? false;
  const proposal = agreement?.cancellation ?? null;
  if (!moves.has("cancel") && !moves.has("withdraw") && !mayTogether && proposal === null)
    return null;
  const close = () => {
    setAsked(null);
  };
  return (
    <Card title="Calling it off">
      <div className="grid gap-4">
        <Meaning dealId={deal.id} />
        {agreement && proposal && (
          <Proposed deal={deal} agreement={agreement} proposal={proposal} />
        )}
        <div className="flex flex-wrap gap-2">
          {moves.has("withdraw") && (
            <Button
              icon={Undo2}
              onClick={() => {
                setAsked("withdraw");
              }}
            >
              Take it back as a draft
            </Button>
          )}
          {moves.has("cancel") && (
            <Button
              icon={Ban}
              onClick={() => {
                setAsked("alone");
              }}
            >
              Call it off
            </Button>
          )}
          {mayTogether && (
            <Button
              icon={Ban}
              onClick={() => {
                setAsked("together");
              }}
            >
              Propose to call it off
            </Button>
          )}
        </div>
      </div>
      {asked === "withdraw" && <WithdrawDialog deal={deal} onClose={close} />}
      {asked === "alone" && <AloneDialog deal={deal} onClose={close} />}
      {asked === "together" && deal.agreement_id !== null && (
        <TogetherDialog deal={deal} agreementId={deal.agreement_id} onClose={close} />
      )}
    </Card>
  );
}

function Meaning({ dealId }: { dealId: string }) {
  const merchant = useMerchant();
  const { data } = useQuery(cancellationQuery(merchant.id, dealId));
  if (!data) return <Skeleton className="h-16" />;
  const isMoney =
    data.back_to_buyer_paise > 0 || data.kept_by_seller_paise > 0 || data.how === "together";
  return (
    <div className="grid gap-2">
      <ul className="grid gap-1 text-muted">
        {data.words.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {isMoney && (
        <Facts>
          <Fact name="Back to the buyer">
            <Amount paise={data.back_to_buyer_paise} className="font-medium" />
          </Fact>
          <Fact name="Stays with the seller">
            <Amount paise={data.kept_by_seller_paise} />
          </Fact>
          <Fact name="Fees that stay">
            <Amount paise={data.fees_kept_paise} />
          </Fact>
        </Facts>
      )}
    </div>
  );
}

interface ProposedProps {
  deal: Deal;
  agreement: Agreement;
  proposal: EscrowProposal;
}

function Proposed({ deal, agreement, proposal }: ProposedProps) {
  const [asked, setAsked] = useState<"accept" | "refuse" | "withdraw" | null>(null);
  const isMine = proposal.by_side === agreement.side;
  const other = agreement.side === "buyer" ? agreement.seller.name : agreement.buyer.name;
  const moves = new Set(agreement.allowed_moves);
  const close = () => {
    setAsked(null);
  };
  const ask = (verb: "accept" | "refuse" | "withdraw") => () => {
    setAsked(verb);
  };
  return (
    <Notice
      tone="wait"
      title={isMine ? "You proposed to call it off" : `${other} proposes to call it off`}
      action={
        <>
          {moves.has("accept_cancellation") && (
            <Button size="small" look="danger" onClick={ask("accept")}>
              Agree to it
            </Button>
          )}
          {moves.has("refuse_cancellation") && (
            <Button size="small" onClick={ask("refuse")}>
              Refuse
            </Button>
          )}
          {moves.has("withdraw_cancellation") && (
            <Button size="small" onClick={ask("withdraw")}>
              Take the proposal back
            </Button>
          )}
        </>
      }
    >
      {proposal.note && <p className="break-words">“{proposal.note}”</p>}
      <p className="text-sm text-muted">
        It stands until <Time at={proposal.expires_at} />. All that is left of every milestone would
        go back to the buyer.
      </p>
      {asked === "accept" && (
        <AgreeDialog deal={deal} agreement={agreement} proposal={proposal} onClose={close} />
      )}
      {(asked === "refuse" || asked === "withdraw") && (
        <EndDialog verb={asked} agreement={agreement} proposal={proposal} onClose={close} />
      )}
    </Notice>
  );
}

interface DialogProps {
  deal: Deal;
  onClose: () => void;
}

function WithdrawDialog({ deal, onClose }: DialogProps) {
  const intent = useDealAct<object, Deal>({
    send: (merchantId) => doDeal(merchantId, deal.id, "withdraw"),
    onDone: onClose,
  });
  return (
    <Asking
      title="Take it back?"
      then="It is a draft again, which nobody else sees."
      intent={intent}
      act="Take it back"
      busy="Taking it back …"
      look="primary"
      onAct={() => {
        intent.submit({});
      }}
      onClose={onClose}
    />
  );
}

function AloneDialog({ deal, onClose }: DialogProps) {
  const [note, setNote] = useState("");
  const intent = useDealAct<string, Deal>({
    send: (merchantId, body) => endDeal(merchantId, deal.id, "cancel", body),
    onDone: onClose,
  });
  return (
    <Asking
      title="Call this deal off?"
      then="It is over with that, for everybody."
      intent={intent}
      act="Call it off"
      busy="Calling it off …"
      look="danger"
      onAct={() => {
        intent.submit(note);
      }}
      onClose={onClose}
    >
      <Meaning dealId={deal.id} />
      <NoteField note={note} onNote={setNote} isOpen={intent.phase === "editing"} />
    </Asking>
  );
}

function TogetherDialog({ deal, agreementId, onClose }: DialogProps & { agreementId: string }) {
  const [note, setNote] = useState("");
  const intent = useDealAct<string, unknown>({
    send: (merchantId, body) => proposeCancellation(merchantId, agreementId, body),
    onDone: onClose,
  });
  return (
    <Asking
      title="Propose to call it off?"
      then="The other side has a week to agree. Until then all goes on as it is."
      intent={intent}
      act="Propose it"
      busy="Proposing …"
      look="danger"
      onAct={() => {
        intent.submit(note);
      }}
      onClose={onClose}
    >
      <Meaning dealId={deal.id} />
      <NoteField note={note} onNote={setNote} isOpen={intent.phase === "editing"} />
    </Asking>
  );
}

interface AnswerProps {
  agreement: Agreement;
  proposal: EscrowProposal;
  onClose: () => void;
}

function AgreeDialog({ deal, agreement, proposal, onClose }: AnswerProps & { deal: Deal }) {
  const intent = useDealAct<object, Agreement>({
    send: (merchantId, _body, key) =>
      acceptCancellation(merchantId, agreement.id, proposal.id, key),
    onDone: onClose,
  });
  return (
    <Asking
      title="Agree to call it off?"
      then="The money moves at once, and cannot be called back."
      intent={intent}
      act="Agree, and call it off"
      busy="Calling it off …"
      look="danger"
      onAct={() => {
        intent.submit({});
      }}
      onClose={onClose}
    >
      <Meaning dealId={deal.id} />
    </Asking>
  );
}

function EndDialog({
  verb,
  agreement,
  proposal,
  onClose,
}: AnswerProps & { verb: "refuse" | "withdraw" }) {
  const intent = useDealAct<object, unknown>({
    send: (merchantId) => endCancellation(merchantId, agreement.id, proposal.id, verb),
    onDone: onClose,
  });
  return (
    <Asking
      title={verb === "refuse" ? "Refuse to call it off?" : "Take the proposal back?"}
      then="All stays as it is."
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
