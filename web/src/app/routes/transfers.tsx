import { useNavigate, useSearch } from "@tanstack/react-router";
import { TransfersPage } from "@/features/transfers/transfers-page";
import { compact } from "@/lib/search";

export function TransfersRoute() {
  const search = useSearch({ from: "/m/$merchantId/transfers" });
  const navigate = useNavigate({ from: "/m/$merchantId/transfers" });
  return (
    <TransfersPage
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
    />
  );
}
