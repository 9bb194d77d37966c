import { useNavigate, useSearch } from "@tanstack/react-router";
import { StatementPage } from "@/features/statement/statement-page";
import { compact } from "@/lib/search";

export function StatementRoute() {
  const search = useSearch({ from: "/m/$merchantId/statement" });
  const navigate = useNavigate({ from: "/m/$merchantId/statement" });
  return (
    <StatementPage
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
    />
  );
}
