import { Link } from "@tanstack/react-router";
import { Handshake, MessageSquareReply, X } from "lucide-react";
import { useState } from "react";
import type { Deal, Terms } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import { formatPaise, paise } from "@/money/money";
import { Asking } from "@/ui/asking";
import { Button, buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, TextArea } from "@/ui/field";
import { acceptDeal, endDeal, type Consent } from "./calls";
import { Diff } from "./terms-card";
import { useDealAct } from "./use-deal-act";
import { hoursInWords } from "./words";

/** Terms lie before whoever looks: yes, other terms, or no. */
export function AnswerCard({ deal }: { deal: Deal }) {
  const merchant = useMerchant();
  const [asked, setAsked] = useState<"accept" | "reject" | null>(null);
  const { terms } = deal;
  const moves = new Set(deal.allowed_moves);
  if (!terms || !moves.has("accept")) return null;
  const close = () => {
    setAsked(null);
  };
  return (
    <Card title="It is your turn to answer">
      <div className="grid gap-4">
        <p>
          Version {terms.version} of the terms lies before you
          {terms.price_paise !== null && (
            <>
              , for <Amount paise={terms.price_paise} className="font-semibold" />
            </>
          )}
          . Read it below. Whatever you answer is about exactly this version.
        </p>
        {terms.version > 1 && (
          <details className="rounded border border-line px-4 py-2.5">
            <summary className="cursor-pointer font-medium">
              What changed since version {terms.version - 1}
            </summary>
            <div className="pt-3 pb-1">
              <Diff dealId={deal.id} before={terms.version - 1} after={terms.version} />
            </div>
          </details>
        )}
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            icon={Handshake}
            onClick={() => {
              setAsked("accept");
            }}
          >
            Accept these terms
          </Button>
          {moves.has("counter") && (
            <Link
              to="/m/$merchantId/deals/$dealId/counter"
              params={{ merchantId: merchant.id, dealId: deal.id }}
              className={buttonClasses()}
            >
              <MessageSquareReply aria-hidden className="size-4" />
              Answer with other terms
            </Link>
          )}
          {moves.has("reject") && (
            <Button
              icon={X}
              onClick={() => {
                setAsked("reject");
              }}
            >
              Say no
            </Button>
          )}
        </div>
      </div>
      {asked === "accept" && <AcceptDialog deal={deal} terms={terms} onClose={close} />}
      {asked === "reject" && <RejectDialog deal={deal} onClose={close} />}
    </Card>
  );
}

/** Whether whoever looks is the one that pays. */
export function buysHere(deal: Deal): boolean {
  return (deal.access === "poster") === (deal.kind === "request");
}

interface AcceptProps {
  deal: Deal;
  terms: Terms;
  onClose: () => void;
}

function AcceptDialog({ deal, terms: given, onClose }: AcceptProps) {
  // What changes meanwhile is not what was read; the platform compares version and hash.
  const [terms] = useState(given);
  const intent = useDealAct<Consent, Deal>({
    send: (merchantId, body, key) => acceptDeal(merchantId, deal.id, body, key),
    onDone: onClose,
  });
  const within = hoursInWords(terms.fund_within_hours);
  return (
    <Asking
      title="Accept these terms?"
      then={
        <>
          Both sides are bound by version {terms.version} then, and its escrow is opened.{" "}
          {buysHere(deal)
            ? `You have ${within} to pay in; nothing leaves your wallet by accepting.`
            : `The buyer has ${within} to pay in; begin the work when it is in escrow.`}
        </>
      }
      intent={intent}
      act={
        terms.price_paise === null
          ? "Accept the terms"
          : `Accept for ${formatPaise(paise(terms.price_paise))}`
      }
      busy="Accepting …"
      look="primary"
      onAct={() => {
        intent.submit({ version: terms.version, terms_hash: terms.hash });
      }}
      onClose={onClose}
    >
      <p className="text-sm text-muted">
        What you accept, as a fingerprint:{" "}
        <code className="font-mono text-xs break-all text-ink">{terms.hash}</code>
      </p>
    </Asking>
  );
}

function RejectDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const [note, setNote] = useState("");
  const intent = useDealAct<string, Deal>({
    send: (merchantId, body) => endDeal(merchantId, deal.id, "reject", body),
    onDone: onClose,
  });
  return (
    <Asking
      title="Say no to this deal?"
      then="A direct deal is over with that. Nothing was paid, and nothing is owed."
      intent={intent}
      act="Say no"
      busy="Saying no …"
      look="danger"
      onAct={() => {
        intent.submit(note);
      }}
      onClose={onClose}
    >
      <NoteField note={note} onNote={setNote} isOpen={intent.phase === "editing"} />
    </Asking>
  );
}

interface NoteFieldProps {
  note: string;
  onNote: (note: string) => void;
  isOpen: boolean;
  label?: string;
}

/** A word beside an act, which the other side reads. */
export function NoteField({ note, onNote, isOpen, label = "Why" }: NoteFieldProps) {
  return (
    <Field label={label} optional hint="The other side reads it.">
      {(control) => (
        <TextArea
          {...control}
          value={note}
          maxLength={500}
          disabled={!isOpen}
          onChange={(event) => {
            onNote(event.target.value);
          }}
        />
      )}
    </Field>
  );
}
