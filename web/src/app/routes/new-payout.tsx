import { useNavigate, useParams, useRouterState, useSearch } from "@tanstack/react-router";
import { LimitLeft } from "@/features/limits/limit-left";
import { NewPayoutPage } from "@/features/payouts/new-payout-page";

export function NewPayoutRoute() {
  const { merchantId } = useParams({ from: "/m/$merchantId/payouts/new" });
  const search = useSearch({ from: "/m/$merchantId/payouts/new" });
  const navigate = useNavigate();
  const visit = useRouterState({ select: ({ location }) => location.state.__TSR_key ?? "first" });
  return (
    <NewPayoutPage
      search={search}
      visit={visit}
      limits={<LimitLeft kind="payout" />}
      onSent={(payout) => {
        // Instead of the form: going back leads to where one came from, not to a form that was sent.
        void navigate({
          to: "/m/$merchantId/payouts/$payoutId",
          params: { merchantId, payoutId: payout.id },
          replace: true,
        });
      }}
    />
  );
}
