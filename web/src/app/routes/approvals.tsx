import { useNavigate, useSearch } from "@tanstack/react-router";
import { ApprovalsPage } from "@/features/approvals/approvals-page";
import { compact } from "@/lib/search";

export function ApprovalsRoute() {
  const search = useSearch({ from: "/m/$merchantId/approvals" });
  const navigate = useNavigate({ from: "/m/$merchantId/approvals" });
  return (
    <ApprovalsPage
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
    />
  );
}
