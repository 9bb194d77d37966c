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
      auctionLink={() => (
        <Link
          to="/m/$merchantId/deals/$dealId/auction"
          params={{ merchantId, dealId }}
          className={buttonClasses("primary")}
        >
          <Gavel aria-hidden className="size-4" />
          Go to the auction
        </Link>
      )}
    />
  );
}
