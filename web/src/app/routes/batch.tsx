import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { BatchPage } from "@/features/batches/batch-page";
import { compact } from "@/lib/search";

export function BatchRoute() {
  const { batchId } = useParams({ from: "/m/$merchantId/batches/$batchId" });
  const search = useSearch({ from: "/m/$merchantId/batches/$batchId" });
  const navigate = useNavigate({ from: "/m/$merchantId/batches/$batchId" });
  return (
    <BatchPage
      batchId={batchId}
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
    />
  );
}
