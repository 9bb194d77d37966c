import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Chargeback } from "@/api/client";
import { useIntent } from "@/api/intent";
import { mayPay, useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { chargebacksQuery, keyOf } from "@/api/queries";
import { plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { formatPaise, paise } from "@/money/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Fact, Facts } from "@/ui/facts";
import { Field, TextArea } from "@/ui/field";
import { Unloaded } from "@/ui/problem-notice";
import { ClockTime, Time } from "@/ui/time";
import { Asking } from "@/ui/asking";
import { LookBadge } from "./deposit-badge";
import { CHARGEBACK_LOOKS } from "./looks";

/** What the payer's bank took back, from where, and what can be said to that. */
export function ChargebacksCard({ depositId }: { depositId: string }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(chargebacksQuery(merchant.id, depositId));
  if (error && !data) {
    return (
      <Card title="Chargebacks" flush>
        <Unloaded error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  return (
    <>
      {data?.results.map((chargeback) => (
        <OneChargeback key={chargeback.id} chargeback={chargeback} />
      ))}
    </>
  );
}

function OneChargeback({ chargeback }: { chargeback: Chargeback }) {
  const merchant = useMerchant();
  const [asked, setAsked] = useState<"evidence" | "accept" | null>(null);
  const moves = mayPay(merchant) ? chargeback.allowed_moves : [];
  const close = () => {
    setAsked(null);
  };
  return (
    <Card title="Chargeback" aside={<LookBadge look={CHARGEBACK_LOOKS[chargeback.status]} />}>
      {chargeback.waiting && (
        <p className="mb-2 text-sm text-wait">
          Waiting for {chargeback.waiting.on === "the merchant" ? "you" : chargeback.waiting.on}
          {chargeback.waiting.until && (
            <>
              {" "}
              until <ClockTime at={chargeback.waiting.until} />
            </>
          )}
          . {chargeback.waiting.then}
        </p>
      )}
      <Facts>
        <Fact name={chargeback.status === "won" ? "Taken, and given back" : "Taken back"}>
          <Amount paise={chargeback.amount_paise} className="font-semibold" />
          {chargeback.currency !== "INR" && (
            <>
              {" "}
              <span className="text-sm text-muted">
                (<Amount paise={chargeback.paid_minor} currency={chargeback.currency} />)
              </span>
            </>
          )}
        </Fact>
        <Fact name="From">
          <Sources chargeback={chargeback} />
        </Fact>
        <Fact name="Why">{plainly(chargeback.reason_code) || "Not told"}</Fact>
        {chargeback.evidence_due_by && (
          <Fact name="Evidence until">
            <ClockTime at={chargeback.evidence_due_by} />
          </Fact>
        )}
        <Fact name="Opened">
          <Time at={chargeback.opened_at} />
        </Fact>
        {chargeback.replies.length > 0 && (
          <Fact name="You answered">
            <Replies chargeback={chargeback} />
          </Fact>
        )}
        <Fact name="Id">
          <Reference text={chargeback.id} what="chargeback id" />
        </Fact>
      </Facts>
      {moves.length > 0 && (
        <div className="mt-3 flex flex-wrap gap-2">
          {moves.includes("evidence") && (
            <Button
              look="primary"
              onClick={() => {
                setAsked("evidence");
              }}
            >
              Contest it
            </Button>
          )}
          {moves.includes("accept") && (
            <Button
              onClick={() => {
                setAsked("accept");
              }}
            >
              Accept it
            </Button>
          )}
        </div>
      )}
      {asked === "evidence" && <EvidenceDialog chargeback={chargeback} onClose={close} />}
      {asked === "accept" && <AcceptDialog chargeback={chargeback} onClose={close} />}
    </Card>
  );
}

function Sources({ chargeback }: { chargeback: Chargeback }) {
  const sources: [amount: number, place: string][] = [
    [chargeback.of_pending_paise, "of what was pending"],
    [chargeback.of_available_paise, "of what was available"],
    [chargeback.owed_paise, "which you owe us: what comes in settles it first"],
    [chargeback.written_off_paise, "of that borne by the platform"],
  ];
  return (
    <ul>
      {sources
        .filter(([amount]) => amount > 0)
        .map(([amount, place]) => (
          <li key={place}>
            <Amount paise={amount} /> {place}
          </li>
        ))}
    </ul>
  );
}

function Replies({ chargeback }: { chargeback: Chargeback }) {
  return (
    <ul>
      {chargeback.replies.map((reply) => (
        <li key={reply.id}>
          {reply.answer === "accept" ? "Accepted" : "Contested"} <Time at={reply.created_at} />
          {reply.refusal ? (
            <span className="text-bad">
              {" "}
              · the gateway did not take it: {plainly(reply.refusal)}
            </span>
          ) : reply.sent_at ? (
            " · the gateway has it"
          ) : (
            " · on its way to the gateway"
          )}
        </li>
      ))}
    </ul>
  );
}

interface DialogProps {
  chargeback: Chargeback;
  onClose: () => void;
}

function useStale(): () => void {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  return () => {
    void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id) });
  };
}

function EvidenceDialog({ chargeback, onClose }: DialogProps) {
  const merchant = useMerchant();
  const stale = useStale();
  const [text, setText] = useState("");
  const [isTried, setIsTried] = useState(false);
  const intent = useIntent({
    send: (body: { text: string }, key) =>
      unwrap(
        api.POST("/api/v1/deposits/{deposit_id}/chargebacks/{chargeback_id}/evidence/", {
          params: {
            header: { "X-Merchant-Id": merchant.id, "Idempotency-Key": key },
            path: { deposit_id: chargeback.deposit_id, chargeback_id: chargeback.id },
          },
          body,
        }),
      ),
    onRefused: stale,
    onDone: () => {
      stale();
      onClose();
    },
  });
  const said = text.trim();
  return (
    <Asking
      title="Contest this chargeback?"
      then={
        <>
          Say why the payer owes it. Their bank decides: <Amount paise={chargeback.amount_paise} />{" "}
          comes back if you win.
        </>
      }
      intent={intent}
      act="Send the evidence"
      busy="Sending …"
      look="primary"
      onAct={() => {
        setIsTried(true);
        if (said) intent.submit({ text: said });
      }}
      onClose={onClose}
    >
      <Field
        label="Evidence"
        hint="What was delivered, when and how; what the payer agreed to. You may add to it later."
        error={
          isTried && !said ? "Say something: without it there is nothing to decide on." : undefined
        }
      >
        {(control) => (
          <TextArea
            {...control}
            value={text}
            maxLength={10_000}
            rows={6}
            disabled={intent.phase !== "editing"}
            onChange={(event) => {
              setText(event.target.value);
              intent.clear();
            }}
          />
        )}
      </Field>
    </Asking>
  );
}

function AcceptDialog({ chargeback, onClose }: DialogProps) {
  const merchant = useMerchant();
  const stale = useStale();
  const intent = useIntent({
    send: (_body: object, key) =>
      unwrap(
        api.POST("/api/v1/deposits/{deposit_id}/chargebacks/{chargeback_id}/accept/", {
          params: {
            header: { "X-Merchant-Id": merchant.id, "Idempotency-Key": key },
            path: { deposit_id: chargeback.deposit_id, chargeback_id: chargeback.id },
          },
          body: {},
        }),
      ),
    onRefused: stale,
    onDone: () => {
      stale();
      onClose();
    },
  });
  return (
    <Asking
      title="Accept this chargeback?"
      then={
        <>
          <Amount paise={chargeback.amount_paise} /> stays with the payer. This cannot be taken
          back.
        </>
      }
      intent={intent}
      act={`Give up ${formatPaise(paise(chargeback.amount_paise))}`}
      busy="Accepting …"
      look="danger"
      onAct={() => {
        intent.submit({});
      }}
      onClose={onClose}
    />
  );
}
