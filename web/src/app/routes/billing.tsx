import { useNavigate, useSearch } from "@tanstack/react-router";
import { BillingPage } from "@/features/billing/billing-page";
import { compact } from "@/lib/search";

export function BillingRoute() {
  const search = useSearch({ from: "/m/$merchantId/billing" });
  const navigate = useNavigate({ from: "/m/$merchantId/billing" });
  return (
    <BillingPage
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
    />
  );
}
