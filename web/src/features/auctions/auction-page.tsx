import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useMerchant } from "@/api/merchant";
import { Page } from "@/ui/page";
import { AuctionPanel } from "./auction-panel";
import { dealQuery } from "./calls";

interface AuctionPageProps {
  dealId: string;
  /** The way back to the deal, which is another feature's. */
  back?: ReactNode;
}

/** The auction room. */
export function AuctionPage({ dealId, back }: AuctionPageProps) {
  const merchant = useMerchant();
  const { data: deal } = useQuery(dealQuery(merchant.id, dealId));
  return (
    <Page
      title={deal?.title ?? "Auction"}
      back={back}
      lead={
        deal && (
          <>
            {deal.kind === "offer" ? "Offered" : "Asked for"} by{" "}
            {deal.access === "poster" ? "you" : deal.poster_name}
          </>
        )
      }
    >
      <AuctionPanel dealId={dealId} />
    </Page>
  );
}
