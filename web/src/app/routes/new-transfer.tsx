import { useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { LimitLeft } from "@/features/limits/limit-left";
import { NewTransferPage } from "@/features/transfers/new-transfer-page";

export function NewTransferRoute() {
  const { merchantId } = useParams({ from: "/m/$merchantId/transfers/new" });
  const navigate = useNavigate();
  const visit = useRouterState({ select: ({ location }) => location.state.__TSR_key ?? "first" });
  return (
    <NewTransferPage
      visit={visit}
      limits={<LimitLeft kind="transfer_out" />}
      onSent={(transfer) => {
        // Instead of the form: going back leads to where one came from, not to a form that was sent.
        void navigate({
          to: "/m/$merchantId/transfers/$transferId",
          params: { merchantId, transferId: transfer.id },
          replace: true,
        });
      }}
    />
  );
}
