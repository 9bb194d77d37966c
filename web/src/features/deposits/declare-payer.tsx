import { useQueryClient } from "@tanstack/react-query";
import { UserCheck } from "lucide-react";
import { useState } from "react";
import { api, type Deposit } from "@/api/client";
import { useIntent } from "@/api/intent";
import { useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { Button } from "@/ui/button";
import { Curl } from "@/ui/curl";
import { Field, TextArea } from "@/ui/field";
import { Asking } from "@/ui/asking";

/** The button, and what it asks: who paid instead of whom was named. */
export function DeclarePayer({ deposit }: { deposit: Deposit }) {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <Button
        look="primary"
        icon={UserCheck}
        onClick={() => {
          setIsAsked(true);
        }}
      >
        Say who paid
      </Button>
      {isAsked && (
        <DeclareDialog
          deposit={deposit}
          onClose={() => {
            setIsAsked(false);
          }}
        />
      )}
    </>
  );
}

function DeclareDialog({ deposit, onClose }: { deposit: Deposit; onClose: () => void }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [text, setText] = useState("");
  const [isTried, setIsTried] = useState(false);
  const stale = () => {
    void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id) });
  };
  const intent = useIntent({
    send: (body: { explanation: string }, key) =>
      unwrap(
        api.POST("/api/v1/deposits/{deposit_id}/declare-payer/", {
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
  const said = text.trim();
  return (
    <Asking
      title="Who paid this deposit?"
      then="It clears at its time once you have said so. Only the platform’s operators read it, and it cannot be changed."
      intent={intent}
      act="Declare the payer"
      busy="Sending …"
      look="primary"
      onAct={() => {
        setIsTried(true);
        if (said) intent.submit({ explanation: said });
      }}
      onClose={onClose}
    >
      <Field
        label="Who they are, and why they paid"
        hint="For example: the parent company of our customer pays its invoices."
        error={isTried && !said ? "Say who paid: without it the money stays pending." : undefined}
      >
        {(control) => (
          <TextArea
            {...control}
            value={text}
            maxLength={500}
            rows={4}
            disabled={intent.phase !== "editing"}
            onChange={(event) => {
              setText(event.target.value);
              intent.clear();
            }}
          />
        )}
      </Field>
      <Curl
        request={{
          method: "POST",
          path: `/api/v1/deposits/${deposit.id}/declare-payer/`,
          merchantId: merchant.id,
          idempotent: true,
          body: { explanation: said },
        }}
      />
    </Asking>
  );
}
