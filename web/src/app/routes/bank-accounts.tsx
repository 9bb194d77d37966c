import { useNavigate, useSearch } from "@tanstack/react-router";
import { BankAccountsPage } from "@/features/bank-accounts/bank-accounts-page";

export function BankAccountsRoute() {
  const search = useSearch({ from: "/m/$merchantId/bank-accounts" });
  const navigate = useNavigate({ from: "/m/$merchantId/bank-accounts" });
  return (
    <BankAccountsPage
      search={search}
      onSearch={(next) => {
        void navigate({ search: next });
      }}
    />
  );
}
