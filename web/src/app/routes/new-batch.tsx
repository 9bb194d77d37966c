import { useNavigate, useParams } from "@tanstack/react-router";
import { NewBatchPage } from "@/features/batches/new-batch-page";

export function NewBatchRoute() {
  const { merchantId } = useParams({ from: "/m/$merchantId/batches/new" });
  const navigate = useNavigate();
  return (
    <NewBatchPage
      onSent={(batch) =>
        void navigate({
          to: "/m/$merchantId/batches/$batchId",
          params: { merchantId, batchId: batch.id },
          replace: true,
        })
      }
    />
  );
}
