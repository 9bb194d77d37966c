import { useParams } from "@tanstack/react-router";
import { AuctionPage } from "@/features/auctions/auction-page";

export function AuctionRoute() {
  const { dealId } = useParams({ from: "/m/$merchantId/deals/$dealId/auction" });
  return <AuctionPage dealId={dealId} />;
}
