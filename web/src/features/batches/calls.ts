/** What is done with a batch, as the API takes it. */
import { api, type Batch } from "@/api/client";
import { unwrap } from "@/api/problems";

export interface NewBatch {
  name: string;
  csv: string;
}

/** Every row is checked and marked; nothing is paid by this. */
export function sendBatch(
  merchantId: string,
  { name, csv }: NewBatch,
  key: string,
): Promise<Batch> {
  const header = { "X-Merchant-Id": merchantId, "Idempotency-Key": key };
  const query = name ? { name } : {};
  return unwrap(
    api.POST("/api/v1/payout-batches/", {
      params: { header, query },
      headers: { "Content-Type": "text/csv" },
      body: csv,
      // The file as it is, not as JSON.
      bodySerializer: (body) => body as string,
    }),
  );
}

export type BatchMove = "approve" | "cancel";

export function moveBatch(batch: Batch, move: BatchMove, key: string): Promise<Batch> {
  const params = {
    header: { "X-Merchant-Id": batch.merchant_id, "Idempotency-Key": key },
    path: { batch_id: batch.id },
  };
  return unwrap(
    move === "approve"
      ? api.POST("/api/v1/payout-batches/{batch_id}/approve/", { params })
      : api.POST("/api/v1/payout-batches/{batch_id}/cancel/", { params }),
  );
}
