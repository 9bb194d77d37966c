import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { useState, type ReactNode } from "react";
import { api, type Payout } from "@/api/client";
import { useIntent } from "@/api/intent";
import { mayPay, useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { Amount } from "@/money/amount";
import { formatPaise, paise } from "@/money/money";
import { Button, buttonClasses, type ButtonLook } from "@/ui/button";
import { Curl } from "@/ui/curl";
import { Dialog } from "@/ui/dialog";
import { Notice } from "@/ui/notice";
import { ProblemNotice } from "@/ui/problem-notice";

type Verb = "cancel" | "approve" | "refuse";

/** A button for each move the platform says may be made now, and no other. */
export function PayoutMoves({ payout }: { payout: Payout }) {
  const merchant = useMerchant();
  const [asked, setAsked] = useState<Verb | null>(null);
  if (!mayPay(merchant)) return null;
  const verbs = WORDS.filter(({ verb }) => payout.allowed_moves.includes(verb));
  return (
    <>
      {verbs.map(({ verb, button, look }) => (
        <Button
          key={verb}
          look={look === "danger" ? "quiet" : look}
          onClick={() => {
            setAsked(verb);
          }}
        >
          {button}
        </Button>
      ))}
      {payout.allowed_moves.includes("retry") && (
        <Link
          to="/m/$merchantId/payouts/new"
          params={{ merchantId: merchant.id }}
          search={{ again: payout.id }}
          className={buttonClasses("primary")}
        >
          <RotateCcw aria-hidden className="size-4" />
          Pay again
        </Link>
      )}
      {asked && (
        <Confirm
          payout={payout}
          verb={asked}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </>
  );
}

interface Wording {
  verb: Verb;
  button: string;
  look: ButtonLook;
  title: string;
  /** What happens then, with the money named. */
  then: (payout: Payout) => ReactNode;
  act: (amount: string) => string;
  busy: string;
}

const whole = (payout: Payout) => payout.amount_paise + payout.fee_paise + payout.tax_paise;

const WORDS: Wording[] = [
  {
    verb: "approve",
    button: "Approve",
    look: "primary",
    title: "Approve this payout?",
    then: (payout) => (
      <>
        <Amount paise={payout.amount_paise} /> goes to {payout.beneficiary_name} (
        {payout.bank_account_label}). From then on it cannot be called back.
      </>
    ),
    act: (amount) => `Send ${amount}`,
    busy: "Approving …",
  },
  {
    verb: "refuse",
    button: "Refuse",
    look: "danger",
    title: "Refuse this payout?",
    then: (payout) => (
      <>
        It is cancelled, and <Amount paise={whole(payout)} /> is available again.
      </>
    ),
    act: (amount) => `Refuse ${amount}`,
    busy: "Refusing …",
  },
  {
    verb: "cancel",
    button: "Cancel payout",
    look: "danger",
    title: "Cancel this payout?",
    then: (payout) => (
      <>
        It is never sent, and <Amount paise={whole(payout)} /> is available again at once.
      </>
    ),
    act: (amount) => `Cancel ${amount}`,
    busy: "Cancelling …",
  },
];

const PATHS = {
  cancel: "/api/v1/payouts/{payout_id}/cancel/",
  approve: "/api/v1/payouts/{payout_id}/approve/",
  refuse: "/api/v1/payouts/{payout_id}/refuse/",
} as const;

interface ConfirmProps {
  payout: Payout;
  verb: Verb;
  onClose: () => void;
}

function Confirm({ payout, verb, onClose }: ConfirmProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const stale = () => {
    void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id) });
  };
  const intent = useIntent({
    send: (_body: object, key) =>
      unwrap(
        api.POST(PATHS[verb], {
          params: {
            header: { "X-Merchant-Id": merchant.id, "Idempotency-Key": key },
            path: { payout_id: payout.id },
          },
        }),
      ),
    onRefused: stale,
    onDone: () => {
      stale();
      onClose();
    },
  });
  const words = WORDS.find((each) => each.verb === verb);
  if (!words) return null;
  const act = words.act(formatPaise(paise(payout.amount_paise)));
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      description={words.then(payout)}
      actions={
        <>
          <Button onClick={onClose}>Leave it as it is</Button>
          <Button
            look={words.look}
            busy={intent.phase === "sending" && words.busy}
            onClick={() => {
              if (intent.phase === "unknown") intent.retry();
              else intent.submit({});
            }}
          >
            {intent.phase === "unknown" ? "Ask again" : act}
          </Button>
        </>
      }
    >
      {intent.phase === "unknown" ? (
        <Notice tone="doubt" title="No answer came back" announced>
          Ask again: it can only happen once.
        </Notice>
      ) : (
        intent.problem !== null && <ProblemNotice error={intent.problem} />
      )}
      {verb === "cancel" && (
        <Curl
          request={{
            method: "POST",
            path: `/api/v1/payouts/${payout.id}/cancel/`,
            merchantId: merchant.id,
            idempotent: true,
          }}
        />
      )}
    </Dialog>
  );
}
