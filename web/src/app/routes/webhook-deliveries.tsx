import { useNavigate, useSearch } from "@tanstack/react-router";
import { DeliveriesPage } from "@/features/webhooks/deliveries-page";
import { compact } from "@/lib/search";

export function WebhookDeliveriesRoute() {
  const search = useSearch({ from: "/m/$merchantId/webhooks/deliveries" });
  const navigate = useNavigate({ from: "/m/$merchantId/webhooks/deliveries" });
  return (
    <DeliveriesPage
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
    />
  );
}
