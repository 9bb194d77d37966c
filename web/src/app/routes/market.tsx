import { useNavigate, useSearch } from "@tanstack/react-router";
import { MarketPage } from "@/features/deals/market-page";
import { compact } from "@/lib/search";

export function MarketRoute() {
  const search = useSearch({ from: "/m/$merchantId/market" });
  const navigate = useNavigate({ from: "/m/$merchantId/market" });
  return (
    <MarketPage
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
    />
  );
}
