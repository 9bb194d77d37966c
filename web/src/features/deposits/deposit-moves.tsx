import { useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { api, type Deposit } from "@/api/client";
import { useIntent } from "@/api/intent";
import { mayPay, useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { Amount } from "@/money/amount";
import { formatMinor, paise } from "@/money/money";
import { Button } from "@/ui/button";
import { Curl } from "@/ui/curl";
import { Asking } from "@/ui/asking";
import { RefundDialog } from "./refund-dialog";

/** A button for each move the platform says may be made now, and no other. */
export function DepositMoves({ deposit }: { deposit: Deposit }) {
  const merchant = useMerchant();
  const [asked, setAsked] = useState<"cancel" | "refund" | null>(null);
  if (!mayPay(merchant)) return null;
  const close = () => {
    setAsked(null);
  };
  return (
    <>
      {deposit.allowed_moves.includes("cancel") && (
        <Button
          onClick={() => {
            setAsked("cancel");
          }}
        >
          Cancel deposit
        </Button>
      )}
      {deposit.allowed_moves.includes("refund") && (
        <Button
          icon={Undo2}
          onClick={() => {
            setAsked("refund");
          }}
        >
          Refund
        </Button>
      )}
      {asked === "cancel" && <CancelDialog deposit={deposit} onClose={close} />}
      {asked === "refund" && <RefundDialog deposit={deposit} onClose={close} />}
    </>
  );
}

function CancelDialog({ deposit, onClose }: { deposit: Deposit; onClose: () => void }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const stale = () => {
    void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id) });
  };
  const intent = useIntent({
    send: (_body: object, key) =>
      unwrap(
        api.POST("/api/v1/deposits/{deposit_id}/cancel/", {
          params: {
            header: { "X-Merchant-Id": merchant.id, "Idempotency-Key": key },
            path: { deposit_id: deposit.id },
          },
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
      title="Cancel this deposit?"
      then={
        <>
          <Amount paise={deposit.amount_minor} currency={deposit.currency} /> is not asked for any
          more, and the payment page closes. Should somebody pay in this very moment, it is credited
          all the same.
        </>
      }
      intent={intent}
      act={`Cancel ${formatMinor(paise(deposit.amount_minor), deposit.currency)}`}
      busy="Cancelling …"
      look="danger"
      onAct={() => {
        intent.submit({});
      }}
      onClose={onClose}
    >
      <Curl
        request={{
          method: "POST",
          path: `/api/v1/deposits/${deposit.id}/cancel/`,
          merchantId: merchant.id,
          idempotent: true,
        }}
      />
    </Asking>
  );
}
