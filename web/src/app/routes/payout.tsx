import { useParams } from "@tanstack/react-router";
import { PayoutPage } from "@/features/payouts/payout-page";

export function PayoutRoute() {
  const { payoutId } = useParams({ from: "/m/$merchantId/payouts/$payoutId" });
  return <PayoutPage payoutId={payoutId} />;
}
