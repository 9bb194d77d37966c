import { useNavigate, useSearch } from "@tanstack/react-router";
import { AuditPage } from "@/features/audit/audit-page";
import { compact } from "@/lib/search";

export function AuditRoute() {
  const search = useSearch({ from: "/m/$merchantId/audit" });
  const navigate = useNavigate({ from: "/m/$merchantId/audit" });
  return (
    <AuditPage
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
    />
  );
}
