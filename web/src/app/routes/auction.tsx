import { Link, useParams } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { AuctionPage } from "@/features/auctions/auction-page";

export function AuctionRoute() {
  const { merchantId, dealId } = useParams({ from: "/m/$merchantId/deals/$dealId/auction" });
  return (
    <AuctionPage
      dealId={dealId}
      back={
        <Link
          to="/m/$merchantId/deals/$dealId"
          params={{ merchantId, dealId }}
          className="inline-flex items-center gap-1 text-muted hover:text-sea"
        >
          <ChevronLeft aria-hidden className="size-4" /> The deal
        </Link>
      }
    />
  );
}
