import { useQuery } from "@tanstack/react-query";
import { useIntent } from "@/api/intent";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import { formatPaise, paise } from "@/money/money";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";
import { Outcome } from "./bid-problem";
import { diffQuery, useLookAgain, verbsOf, type Auction, type Placed } from "./calls";

interface TermsChangedProps {
  dealId: string;
  auction: Auction;
  /** The version that was read before. */
  since: number;
  onRead: () => void;
}

/** While somebody looks the terms become others: they are read before anything is bid on them. */
export function TermsChanged({ dealId, auction, since, onRead }: TermsChangedProps) {
  return (
    <Notice
      tone="wait"
      title={`The terms have changed: version ${auction.terms_version} counts now`}
      announced
      action={
        <Button look="primary" size="small" onClick={onRead}>
          I have read them
        </Button>
      }
    >
      <Changes dealId={dealId} before={since} after={auction.terms_version} />
    </Notice>
  );
}

/** A bid on other terms counts again once its bidder says so. */
export function Reconfirm({ dealId, auction }: { dealId: string; auction: Auction }) {
  const merchant = useMerchant();
  const lookAgain = useLookAgain(dealId);
  const version = auction.terms_version;
  const intent = useIntent<{ terms_version: number }, Placed>({
    goesOn: true,
    send: (body, key) => verbsOf(merchant.id, dealId).reconfirm(body, key),
    onDone: lookAgain,
    onRefused: lookAgain,
  });
  const bid = auction.mine?.bid_paise ?? null;
  return (
    <Notice
      tone="wait"
      title="Your bid was made on other terms, and does not count until you confirm it"
      action={
        <Button
          look="primary"
          busy={intent.phase === "sending" && "Confirming …"}
          onClick={() => {
            if (intent.phase === "unknown") intent.retry();
            else intent.submit({ terms_version: version });
          }}
        >
          {intent.phase === "unknown"
            ? "Ask again"
            : bid === null
              ? "Confirm my bid"
              : `Confirm my bid of ${formatPaise(paise(bid))}`}
        </Button>
      }
    >
      <div className="grid gap-2">
        <Changes dealId={dealId} before={Math.max(1, version - 1)} after={version} />
        <Outcome intent={intent} what="it was confirmed" />
        <p className="text-sm text-muted">
          You may also bid anew below, or take your bid back: that costs nothing now.
          {bid !== null && (
            <>
              {" "}
              It stood at <Amount paise={bid} />.
            </>
          )}
        </p>
      </div>
    </Notice>
  );
}

function Changes({ dealId, before, after }: { dealId: string; before: number; after: number }) {
  const merchant = useMerchant();
  const { data, isError } = useQuery({
    ...diffQuery(merchant.id, dealId, before, after),
    enabled: before < after,
  });
  if (before >= after) return null;
  if (isError) return <p>What is different stands in the deal room.</p>;
  if (!data) return <Skeleton className="h-4 w-64" />;
  return (
    <ul className="grid list-disc gap-0.5 pl-5 text-sm">
      {data.changes.map((change) => (
        <li key={change.pointer}>
          {change.what}: {change.before ?? "nothing"} → {change.after ?? "nothing"}
          {change.material && <span className="font-medium"> (matters for bids)</span>}
        </li>
      ))}
    </ul>
  );
}
