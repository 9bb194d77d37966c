import { useNavigate, useSearch } from "@tanstack/react-router";
import { LedgerPage } from "@/features/ledger/ledger-page";
import { compact } from "@/lib/search";

export function LedgerRoute() {
  const search = useSearch({ from: "/m/$merchantId/ledger" });
  const navigate = useNavigate({ from: "/m/$merchantId/ledger" });
  return (
    <LedgerPage
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
    />
  );
}
