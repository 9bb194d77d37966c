import { useQuery } from "@tanstack/react-query";
import { Gavel, Hourglass } from "lucide-react";
import { useState } from "react";
import { useFollow, useLive, useToldOf } from "@/api/live";
import { mayPay, useMerchant } from "@/api/merchant";
import { Card } from "@/ui/card";
import { Empty } from "@/ui/empty";
import { Notice } from "@/ui/notice";
import { OnlyLooks } from "@/ui/only-looks";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { AutoBid } from "./auto-bid";
import { AwardCard } from "./award-card";
import { BidForm } from "./bid-form";
import { BidLog } from "./bid-log";
import {
  dealQuery,
  isMissing,
  isOver,
  isRunning,
  useAuction,
  type Auction,
  type Deal,
} from "./calls";
import { Headline } from "./headline";
import { PlanCard } from "./plan-card";
import { Ranking } from "./ranking";
import { HashesCard, RulesCard } from "./rules-card";
import { TakeBack } from "./take-back";
import { Reconfirm, TermsChanged } from "./terms-changed";

/** The auction of a deal, live; for whoever bids, put it up, or looks on. */
export function AuctionPanel({ dealId }: { dealId: string }) {
  const merchant = useMerchant();
  const { data: deal } = useQuery(dealQuery(merchant.id, dealId));
  const [own, others] = [useLive(), useToldOf(dealId)];
  // Whoever put it up is told of it as of everything that is theirs.
  const stream = deal?.access === "poster" ? own : others;
  const isUntold = own === "live" && stream !== "live";
  const { data: auction, error, refetch } = useAuction(dealId, isUntold);
  if (auction) {
    return (
      <Room
        key={auction.id}
        dealId={dealId}
        auction={auction}
        deal={deal}
        isAskedFor={stream === "lost"}
      />
    );
  }
  if (isMissing(error) && deal) return <NotYet deal={deal} />;
  if (error) return <Unloaded error={error} onRetry={() => void refetch()} />;
  return <Loading />;
}

/** A draft is planned; what was put up a moment ago is about to open. */
function NotYet({ deal }: { deal: Deal }) {
  if (deal.format === "direct") {
    return (
      <Card flush>
        <Empty icon={Gavel} title="This deal is not bid on">
          It is made between two who know each other.
        </Empty>
      </Card>
    );
  }
  if (deal.status === "draft" && deal.access === "poster") return <PlanCard deal={deal} />;
  return (
    <Card flush>
      <Empty icon={Hourglass} title="No bids are taken yet">
        {deal.status === "open"
          ? "The auction is being opened; this page shows it in a moment."
          : "The auction opens when the deal is published, and this page shows it then."}
      </Empty>
    </Card>
  );
}

interface RoomProps {
  dealId: string;
  auction: Auction;
  deal: Deal | undefined;
  /** There is no stream to tell of it. */
  isAskedFor: boolean;
}

function Room({ dealId, auction, deal, isAskedFor }: RoomProps) {
  const merchant = useMerchant();
  const [readTerms, setReadTerms] = useState(auction.terms_version);
  const isPoster = deal?.access === "poster";
  useFollow(deal !== undefined && !isPoster && !isOver(auction) ? dealId : null);
  const hasToRead = isRunning(auction) && !isPoster && readTerms < auction.terms_version;
  const may = (move: string): boolean => auction.allowed_moves.includes(move);
  const forms = { dealId, auction, termsVersion: readTerms };
  return (
    <div className="grid min-w-0 gap-5">
      <Headline auction={auction} isPoster={isPoster} isAskedFor={isAskedFor} />
      {hasToRead ? (
        <TermsChanged
          dealId={dealId}
          auction={auction}
          since={readTerms}
          onRead={() => {
            setReadTerms(auction.terms_version);
          }}
        />
      ) : (
        may("reconfirm") && <Reconfirm dealId={dealId} auction={auction} />
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,6fr)_minmax(0,5fr)]">
        <div className="grid min-w-0 gap-5">
          <AwardCard dealId={dealId} auction={auction} />
          {isClosed(auction) && <Ranking dealId={dealId} auction={auction} />}
          {isPoster && isRunning(auction) && <Waits auction={auction} />}
          {!isPoster && isRunning(auction) && !mayPay(merchant) && <OnlyLooks />}
          {merchant.verification !== "verified" && may("bid") && <NotVerified />}
          {!hasToRead && may("bid") && <BidForm {...forms} />}
          {!hasToRead && may("set_auto_bid") && <AutoBid {...forms} />}
          {(may("retract") || may("withdraw")) && <TakeBack dealId={dealId} auction={auction} />}
          <HashesCard dealId={dealId} auction={auction} />
        </div>
        <div className="grid min-w-0 gap-5">
          <BidLog dealId={dealId} auction={auction} />
          <RulesCard auction={auction} />
        </div>
      </div>
    </div>
  );
}

function isClosed({ status }: Auction): boolean {
  return status === "closed" || status === "awarded" || status === "agreed" || status === "failed";
}

function Waits({ auction }: { auction: Auction }) {
  return (
    <Notice tone="sea" title="Bids are being taken">
      {auction.waiting?.then} You see prices in every mode, and nobody’s limit.
    </Notice>
  );
}

function NotVerified() {
  return (
    <Notice tone="wait" title="Bids are taken from verified merchants only">
      Complete the verification first; until then you can look.
    </Notice>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-5">
      <Skeleton className="h-48" />
      <div className="grid gap-5 lg:grid-cols-2">
        <Skeleton className="h-72" />
        <Skeleton className="h-96" />
      </div>
    </div>
  );
}
