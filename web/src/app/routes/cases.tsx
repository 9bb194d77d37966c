import { useNavigate, useSearch } from "@tanstack/react-router";
import { CasesPage } from "@/features/cases/cases-page";

export function CasesRoute() {
  const search = useSearch({ from: "/m/$merchantId/cases" });
  const navigate = useNavigate({ from: "/m/$merchantId/cases" });
  return (
    <CasesPage
      search={search}
      onSearch={(next) => {
        void navigate({ search: next });
      }}
    />
  );
}
