import { useQueryClient } from "@tanstack/react-query";
import type { Batch } from "@/api/client";
import { useIntent } from "@/api/intent";
import { mayPay, useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import { count } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Curl } from "@/ui/curl";
import { ProblemNotice } from "@/ui/problem-notice";
import { moveBatch, type BatchMove } from "./calls";

/** What may be done with a batch now, and what follows from it. */
export function BatchDecision({ batch }: { batch: Batch }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  // Kept with the batch: a reload, or going back, must not lose what was already approved.
  const intent = useIntent<BatchMove, Batch>({
    keptAs: `batch/${batch.id}`,
    send: (move, key) => moveBatch(batch, move, key),
    onDone: () => void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id) }),
  });
  const may = (move: BatchMove) => mayPay(merchant) && batch.allowed_moves.includes(move);
  const isUnknown = intent.phase === "unknown";
  if (!may("approve") && !may("cancel") && intent.problem === null && !isUnknown) return null;
  const valid = batch.rows.valid ?? 0;
  const invalid = batch.rows.invalid ?? 0;
  return (
    <Card title="Decide">
      <div className="grid gap-4">
        {may("approve") ? (
          <p>
            {count(valid, "row")} {valid === 1 ? "becomes a payout" : "become payouts"} at once, in
            file order: <Amount paise={batch.total_paise} className="font-semibold" /> and their
            fees leave <em>available</em>.
            {invalid > 0 && ` ${count(invalid, "row is", "rows are")} wrong and left out.`}
            {batch.adds_bank_accounts &&
              " Bank details nobody has used yet are added to your bank accounts, which only an owner may approve."}
          </p>
        ) : (
          may("cancel") && <p>No row of it can be paid. Mend the file and send it again.</p>
        )}
        {intent.problem !== null && <ProblemNotice error={intent.problem} />}
        {isUnknown && (
          <div className="flex flex-wrap items-center gap-3">
            <p>It is not known yet whether this was done. Asking again does nothing twice.</p>
            <Button onClick={intent.retry}>Send the same again</Button>
          </div>
        )}
        <div className="flex flex-wrap gap-2">
          {may("approve") && (
            <Button
              look="primary"
              size="large"
              disabled={isUnknown}
              busy={intent.phase === "sending" && "Sending …"}
              onClick={() => {
                intent.submit("approve");
              }}
            >
              Approve <Amount paise={batch.total_paise} />
            </Button>
          )}
          {may("cancel") && (
            <Button
              size="large"
              disabled={isUnknown || intent.phase === "sending"}
              onClick={() => {
                intent.submit("cancel");
              }}
            >
              Cancel the batch
            </Button>
          )}
        </div>
        {may("approve") && (
          <Curl
            request={{
              method: "POST",
              path: `/api/v1/payout-batches/${batch.id}/approve/`,
              merchantId: merchant.id,
              idempotent: true,
            }}
          />
        )}
      </div>
    </Card>
  );
}
