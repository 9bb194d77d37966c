/** The forms a deal is written and answered in. */
import { useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { EditDealPage, NewDealPage } from "@/features/deals/deal-form-page";
import { OtherTermsPage } from "@/features/deals/other-terms-page";

/** Instead of the form: going back leads to where one came from, not to a form that was sent. */
function useToDeal(merchantId: string) {
  const navigate = useNavigate();
  return (dealId: string) => {
    void navigate({
      to: "/m/$merchantId/deals/$dealId",
      params: { merchantId, dealId },
      replace: true,
    });
  };
}

export function NewDealRoute() {
  const { merchantId } = useParams({ from: "/m/$merchantId/deals/new" });
  const visit = useRouterState({ select: ({ location }) => location.state.__TSR_key ?? "first" });
  const toDeal = useToDeal(merchantId);
  return (
    <NewDealPage
      visit={visit}
      onSaved={({ id }) => {
        toDeal(id);
      }}
    />
  );
}

export function EditDealRoute() {
  const { merchantId, dealId } = useParams({ from: "/m/$merchantId/deals/$dealId/edit" });
  const toDeal = useToDeal(merchantId);
  return (
    <EditDealPage
      dealId={dealId}
      onSaved={() => {
        toDeal(dealId);
      }}
    />
  );
}

export function CounterDealRoute() {
  const { merchantId, dealId } = useParams({ from: "/m/$merchantId/deals/$dealId/counter" });
  const toDeal = useToDeal(merchantId);
  return (
    <OtherTermsPage
      dealId={dealId}
      way="counter"
      onDone={() => {
        toDeal(dealId);
      }}
    />
  );
}

export function AmendDealRoute() {
  const { merchantId, dealId } = useParams({ from: "/m/$merchantId/deals/$dealId/amend" });
  const toDeal = useToDeal(merchantId);
  return (
    <OtherTermsPage
      dealId={dealId}
      way="amend"
      onDone={() => {
        toDeal(dealId);
      }}
    />
  );
}
