import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Deposit } from "@/api/client";
import { useIntent } from "@/api/intent";
import { useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import type { components } from "@/api/schema";
import { Amount } from "@/money/amount";
import { AmountInput } from "@/money/amount-input";
import { formatPaise, paise, parseRupees, toWire, type Paise } from "@/money/money";
import { Choice } from "@/ui/choice";
import { Curl } from "@/ui/curl";
import { Field, TextInput } from "@/ui/field";
import { Asking } from "@/ui/asking";

type RefundBody = components["schemas"]["RefundIn"];

/** What neither went back nor was taken back. */
export function leftOf(deposit: Deposit): Paise {
  return (
    paise(deposit.credited_paise ?? 0) -
    paise(deposit.refunded_paise) -
    paise(deposit.charged_back_paise)
  );
}

export function RefundDialog({ deposit, onClose }: { deposit: Deposit; onClose: () => void }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [much, setMuch] = useState<"all" | "part">("all");
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [isTried, setIsTried] = useState(false);
  const stale = () => {
    void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id) });
  };
  const intent = useIntent<RefundBody, unknown>({
    send: (body, key) =>
      unwrap(
        api.POST("/api/v1/deposits/{deposit_id}/refunds/", {
          params: {
            header: { "X-Merchant-Id": merchant.id, "Idempotency-Key": key },
            path: { deposit_id: deposit.id },
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
  const left = leftOf(deposit);
  const parsed = parseRupees(text);
  const wrong = parsed.ok
    ? parsed.paise > left
      ? `Of this deposit ${formatPaise(left)} is left.`
      : undefined
    : parsed.why;
  const amount = much === "all" ? left : parsed.ok && !wrong ? parsed.paise : null;
  const said = reason.trim() && { reason: reason.trim() };
  const body: RefundBody | null =
    amount === null
      ? null
      : { ...(much === "all" ? { all: true } : { amount_paise: toWire(amount) }), ...said };
  const isOpen = intent.phase === "editing";
  return (
    <Asking
      title="Refund this deposit?"
      then={
        <>
          {amount === null ? "What you say" : <Amount paise={amount} />} is set aside at once, of
          what is pending first, and goes back to where it came from
          {deposit.currency !== "INR" && `, in ${deposit.currency} at the rate it was credited at`}.
          A fee that was taken is not returned, and a refund cannot be called back.
        </>
      }
      intent={intent}
      act={amount === null ? "Refund" : `Refund ${formatPaise(amount)}`}
      busy="Refunding …"
      look="primary"
      onAct={() => {
        setIsTried(true);
        if (body) intent.submit(body);
      }}
      onClose={onClose}
    >
      <fieldset disabled={!isOpen} onChange={intent.clear} className="grid gap-4">
        <legend className="sr-only">How much</legend>
        <Choice
          label="How much"
          value={much}
          onChange={(next) => {
            if (isOpen) setMuch(next);
          }}
          options={[
            { value: "all", label: `All that is left` },
            { value: "part", label: "A part" },
          ]}
          className="justify-self-start"
        />
        {much === "part" && (
          <Field
            label="Amount"
            error={isTried || text !== "" ? wrong : undefined}
            hint={
              <>
                <Amount paise={left} /> of it is left.
              </>
            }
          >
            {(control) => <AmountInput {...control} text={text} onText={setText} />}
          </Field>
        )}
        <Field label="Reason" optional hint="The gateway is told.">
          {(control) => (
            <TextInput
              {...control}
              value={reason}
              maxLength={200}
              onChange={(event) => {
                setReason(event.target.value);
              }}
            />
          )}
        </Field>
      </fieldset>
      <Curl
        request={{
          method: "POST",
          path: `/api/v1/deposits/${deposit.id}/refunds/`,
          merchantId: merchant.id,
          idempotent: true,
          body: body ?? { all: true },
        }}
      />
    </Asking>
  );
}
