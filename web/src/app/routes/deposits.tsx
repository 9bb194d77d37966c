import { useNavigate, useSearch } from "@tanstack/react-router";
import { DepositsPage } from "@/features/deposits/deposits-page";
import { compact } from "@/lib/search";

export function DepositsRoute() {
  const search = useSearch({ from: "/m/$merchantId/deposits" });
  const navigate = useNavigate({ from: "/m/$merchantId/deposits" });
  return (
    <DepositsPage
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
    />
  );
}
