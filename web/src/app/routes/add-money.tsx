import { useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { AddMoneyPage } from "@/features/deposits/add-money-page";
import { webAddress } from "@/features/deposits/web-address";

export function AddMoneyRoute() {
  const { merchantId } = useParams({ from: "/m/$merchantId/deposits/new" });
  const navigate = useNavigate();
  const visit = useRouterState({ select: ({ location }) => location.state.__TSR_key ?? "first" });
  return (
    <AddMoneyPage
      visit={visit}
      onAsked={(deposit) => {
        const page = webAddress(deposit.checkout_url);
        // Instead of the form: going back from the payment page leads to the deposit, which waits there.
        void navigate({
          to: "/m/$merchantId/deposits/$depositId",
          params: { merchantId, depositId: deposit.id },
          replace: true,
        }).then(() => {
          if (page !== null) location.assign(page);
        });
      }}
    />
  );
}
