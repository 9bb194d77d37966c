import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { Amount } from "@/money/amount";
import { AmountInput } from "@/money/amount-input";
import { parseRupees, toWire } from "@/money/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Curl } from "@/ui/curl";
import { Field, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";

/** A transfer to the merchant's virtual account, told by a signed callback like a real one. */
export function CreditCard() {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [text, setText] = useState("50,000.00");
  const [payer, setPayer] = useState("Nordic Foods AB");
  const parsed = parseRupees(text);
  const body = {
    amount_paise: parsed.ok ? toWire(parsed.paise) : 0,
    ...(payer.trim() && { payer_name: payer.trim() }),
  };
  const crediting = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/v1/sandbox/credits/", {
          params: { header: { "X-Merchant-Id": merchant.id } },
          body,
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id) }),
  });
  return (
    <Card title="Let money arrive">
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (parsed.ok) crediting.mutate();
        }}
      >
        <Field label="Amount" error={parsed.ok ? undefined : parsed.why}>
          {(control) => (
            <AmountInput
              {...control}
              text={text}
              onText={(next) => {
                setText(next);
                crediting.reset();
              }}
            />
          )}
        </Field>
        <Field label="From">
          {(control) => (
            <TextInput
              {...control}
              value={payer}
              maxLength={80}
              onChange={(event) => {
                setPayer(event.target.value);
              }}
            />
          )}
        </Field>
        {crediting.isError && <ProblemNotice error={crediting.error} />}
        {crediting.data && (
          <p role="status" className="flex items-start gap-2 text-good">
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>
              <Amount paise={crediting.data.amount_paise} /> from {crediting.data.payer_name} is on
              its way to {crediting.data.virtual_account}, UTR {crediting.data.utr}.
            </span>
          </p>
        )}
        <Button
          type="submit"
          look="primary"
          disabled={!parsed.ok}
          busy={crediting.isPending && "Sending …"}
        >
          Let it arrive
        </Button>
        <Curl
          request={{
            method: "POST",
            path: "/api/v1/sandbox/credits/",
            merchantId: merchant.id,
            body,
          }}
        />
      </form>
    </Card>
  );
}
