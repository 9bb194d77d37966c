import { Link, useParams } from "@tanstack/react-router";
import { Gavel } from "lucide-react";
import { DealPage } from "@/features/deals/deal-page";
import { buttonClasses } from "@/ui/button";

export function DealRoute() {
  const { merchantId, dealId } = useParams({ from: "/m/$merchantId/deals/$dealId" });
  return (
    <DealPage
      key={dealId}
      dealId={dealId}
      auctionLink={({ status }) => (
        <Link
          to="/m/$merchantId/deals/$dealId/auction"
          params={{ merchantId, dealId }}
          className={buttonClasses(status === "draft" ? "quiet" : "primary")}
        >
          <Gavel aria-hidden className="size-4" />
          {status === "draft" ? "How bids are taken" : "Go to the auction"}
        </Link>
      )}
    />
  );
}
