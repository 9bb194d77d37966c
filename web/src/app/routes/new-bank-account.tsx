import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { NewBankAccountPage } from "@/features/bank-accounts/new-bank-account-page";

export function NewBankAccountRoute() {
  const { merchantId } = useParams({ from: "/m/$merchantId/bank-accounts/new" });
  const { then } = useSearch({ from: "/m/$merchantId/bank-accounts/new" });
  const navigate = useNavigate();
  return (
    <NewBankAccountPage
      thenPays={then === "pay"}
      onAdded={({ id }) => {
        void (then === "pay"
          ? navigate({
              to: "/m/$merchantId/payouts/new",
              params: { merchantId },
              search: { account: id },
            })
          : navigate({ to: "/m/$merchantId/bank-accounts", params: { merchantId }, search: {} }));
      }}
    />
  );
}
