import { Link, useNavigate } from "@tanstack/react-router";
import { Gavel, Pencil, SendHorizontal, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Deal } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import { Asking } from "@/ui/asking";
import { Button, buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { deleteDeal, doDeal } from "./calls";
import { useDealAct } from "./use-deal-act";
import { Until } from "./waiting-line";
import { hoursInWords } from "./words";

/** A draft and its way out: what follows from publishing or proposing stands above the button. */
export function DraftCard({ deal }: { deal: Deal }) {
  const merchant = useMerchant();
  const [asked, setAsked] = useState<"go" | "delete" | null>(null);
  const moves = new Set(deal.allowed_moves);
  const verb = deal.format === "direct" ? "propose" : "publish";
  const close = () => {
    setAsked(null);
  };
  return (
    <Card title="It is a draft">
      <div className="grid gap-4">
        <Consequences deal={deal} />
        {!moves.has(verb) && (
          <p className="text-sm text-muted">
            Owners {verb} deals. Ask one of them once it says what it should.
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          {moves.has(verb) && (
            <Button
              look="primary"
              icon={verb === "propose" ? SendHorizontal : Gavel}
              onClick={() => {
                setAsked("go");
              }}
            >
              {verb === "propose" ? "Propose it" : "Publish it"}
            </Button>
          )}
          {moves.has("edit") && (
            <Link
              to="/m/$merchantId/deals/$dealId/edit"
              params={{ merchantId: merchant.id, dealId: deal.id }}
              className={buttonClasses()}
            >
              <Pencil aria-hidden className="size-4" />
              Change it
            </Link>
          )}
          {moves.has("delete") && (
            <Button
              icon={Trash2}
              onClick={() => {
                setAsked("delete");
              }}
            >
              Delete draft
            </Button>
          )}
        </div>
      </div>
      {asked === "go" && <GoDialog deal={deal} verb={verb} onClose={close} />}
      {asked === "delete" && <DeleteDialog deal={deal} onClose={close} />}
    </Card>
  );
}

function Consequences({ deal }: { deal: Deal }) {
  const { terms } = deal;
  const price = terms?.price_paise ?? null;
  const buys = deal.kind === "request";
  if (deal.format === "direct") {
    return (
      <ul className="grid list-disc gap-1.5 pl-5">
        <li>
          {deal.counterparty_name
            ? `${deal.counterparty_name} reads it, and has five days to accept, answer with other terms, or say no.`
            : "Whoever comes in by your invitation reads it, and may accept, answer with other terms, or say no."}
        </li>
        <li>
          Proposing is your yes to these terms
          {price !== null && (
            <>
              , for <Amount paise={price} className="font-medium" />
            </>
          )}
          : if they accept, both are bound, and the escrow is opened.
        </li>
        <li>
          {buys ? "You have" : "The buyer has"} {hoursInWords(terms?.fund_within_hours ?? 120)} then
          to pay in. No money moves before.
        </li>
      </ul>
    );
  }
  return (
    <ul className="grid list-disc gap-1.5 pl-5">
      <li>
        {deal.visibility === "public"
          ? "Every merchant here sees it, and may bid"
          : "Whom you invited sees it, and may bid"}
        {deal.deadline ? (
          <>
            {" "}
            <Until at={deal.deadline} />
          </>
        ) : (
          ", once you have said until when"
        )}
        .
      </li>
      <li>
        {deal.budget_paise === null ? (
          "Say first what you ask for, or pay at most."
        ) : (
          <>
            Bids begin at <Amount paise={deal.budget_paise} className="font-medium" /> and go{" "}
            {buys ? "down" : "up"}.
          </>
        )}
      </li>
      <li>
        Change the terms after that, and whoever bid has to confirm their bid. You may call it off
        alone until you have chosen somebody.
      </li>
      <li>A very large one is looked at by an operator first.</li>
    </ul>
  );
}

interface DialogProps {
  deal: Deal;
  onClose: () => void;
}

function GoDialog({ deal, verb, onClose }: DialogProps & { verb: "publish" | "propose" }) {
  const intent = useDealAct<object, Deal>({
    send: (merchantId) => doDeal(merchantId, deal.id, verb),
    onDone: onClose,
  });
  const isProposing = verb === "propose";
  return (
    <Asking
      title={isProposing ? "Propose this deal?" : "Publish this deal?"}
      then={<Consequences deal={deal} />}
      intent={intent}
      act={isProposing ? `Propose it${to(deal)}` : "Publish it"}
      busy={isProposing ? "Proposing …" : "Publishing …"}
      look="primary"
      onAct={() => {
        intent.submit({});
      }}
      onClose={onClose}
    />
  );
}

function to(deal: Deal): string {
  return deal.counterparty_name ? ` to ${deal.counterparty_name}` : "";
}

function DeleteDialog({ deal, onClose }: DialogProps) {
  const merchant = useMerchant();
  const navigate = useNavigate();
  const intent = useDealAct<object, unknown>({
    send: (merchantId) => deleteDeal(merchantId, deal.id),
    onDone: () => {
      void navigate({
        to: "/m/$merchantId/market",
        params: { merchantId: merchant.id },
        search: { mine: "posted" },
        replace: true,
      });
    },
  });
  return (
    <Asking
      title="Delete this draft?"
      then="Nobody ever saw it, and nobody will. It cannot be brought back."
      intent={intent}
      act="Delete draft"
      busy="Deleting …"
      look="danger"
      onAct={() => {
        intent.submit({});
      }}
      onClose={onClose}
    />
  );
}
