import { useNavigate, useSearch } from "@tanstack/react-router";
import { BatchesPage } from "@/features/batches/batches-page";

export function BatchesRoute() {
  const { offset } = useSearch({ from: "/m/$merchantId/batches" });
  const navigate = useNavigate({ from: "/m/$merchantId/batches" });
  return (
    <BatchesPage offset={offset} onOffset={(next) => void navigate({ search: { offset: next } })} />
  );
}
