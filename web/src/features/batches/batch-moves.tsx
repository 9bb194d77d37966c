import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Batch } from "@/api/client";
import { useIntent } from "@/api/intent";
import { useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { count } from "@/lib/words";
import { Amount } from "@/money/amount";
import { formatPaise, paise } from "@/money/money";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Notice } from "@/ui/notice";
import { ProblemNotice } from "@/ui/problem-notice";

const PATHS = {
  approve: "/api/v1/payout-batches/{batch_id}/approve/",
  cancel: "/api/v1/payout-batches/{batch_id}/cancel/",
} as const;

export function Moves({ batch }: { batch: Batch }) {
  const [asked, setAsked] = useState<keyof typeof PATHS | null>(null);
  const may = (move: string) => batch.allowed_moves.includes(move);
  return (
    <>
      {may("cancel") && (
        <Button
          onClick={() => {
            setAsked("cancel");
          }}
        >
          Cancel batch
        </Button>
      )}
      {may("approve") && (
        <Button
          look="primary"
          onClick={() => {
            setAsked("approve");
          }}
        >
          Approve
        </Button>
      )}
      {asked && (
        <Confirm
          batch={batch}
          verb={asked}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </>
  );
}

interface ConfirmProps {
  batch: Batch;
  verb: keyof typeof PATHS;
  onClose: () => void;
}

function Confirm({ batch, verb, onClose }: ConfirmProps) {
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
            path: { batch_id: batch.id },
          },
        }),
      ),
    onRefused: stale,
    onDone: () => {
      stale();
      onClose();
    },
  });
  const approves = verb === "approve";
  const good = batch.rows.valid ?? 0;
  const total = formatPaise(paise(batch.total_paise));
  return (
    <Dialog
      open
      onClose={onClose}
      title={approves ? `Pay ${count(good, "row")}?` : "Cancel this batch?"}
      description={
        approves ? (
          <>
            <Amount paise={batch.total_paise} />, without fees, is set aside row by row in the order
            of the file. A row for which there is too little money is refused by itself.
          </>
        ) : (
          "Nothing of it is ever paid. The file can be sent again."
        )
      }
      actions={
        <>
          <Button onClick={onClose}>Leave it as it is</Button>
          <Button
            look={approves ? "primary" : "danger"}
            busy={intent.phase === "sending" && (approves ? "Approving …" : "Cancelling …")}
            onClick={() => {
              if (intent.phase === "unknown") intent.retry();
              else intent.submit({});
            }}
          >
            {intent.phase === "unknown"
              ? "Ask again"
              : approves
                ? `Send ${total}`
                : "Cancel the batch"}
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
    </Dialog>
  );
}
