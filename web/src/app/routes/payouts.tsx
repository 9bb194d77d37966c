import { useNavigate, useSearch } from "@tanstack/react-router";
import { PayoutsPage } from "@/features/payouts/payouts-page";
import { compact } from "@/lib/search";

export function PayoutsRoute() {
  const search = useSearch({ from: "/m/$merchantId/payouts" });
  const navigate = useNavigate({ from: "/m/$merchantId/payouts" });
  return (
    <PayoutsPage
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
    />
  );
}
