import { useParams } from "@tanstack/react-router";
import { DisputePage } from "@/features/deals/dispute-page";

export function DisputeRoute() {
  const { disputeId } = useParams({ from: "/m/$merchantId/disputes/$disputeId" });
  return <DisputePage key={disputeId} disputeId={disputeId} />;
}
