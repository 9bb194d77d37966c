import { useQuery } from "@tanstack/react-query";
import { useMerchant } from "@/api/merchant";
import { balanceQuery, feeQuery } from "@/api/queries";
import { duration } from "@/lib/time";
import { useDebounced } from "@/lib/use-debounced";
import { percent } from "@/lib/words";
import { Amount } from "@/money/amount";
import { paise } from "@/money/money";
import { ClockTime } from "@/ui/time";
import { bondDue, movedEnd, outlookOf, OUTLOOKS } from "./bidding";
import { dealQuery, type Auction } from "./calls";
import { serverNow, useLeft } from "./server-clock";

interface ConsequenceProps {
  dealId: string;
  auction: Auction;
  amount: number;
  /** A limit is no bid at that price, and goes only as far as it has to. */
  isLimit?: boolean;
}

/** Above the button: what comes of it, as far as anybody but those who keep a limit secret can say. */
export function Consequence({ dealId, auction, amount, isLimit = false }: ConsequenceProps) {
  const outlook = outlookOf(auction);
  return (
    <div className="grid gap-1 rounded bg-sea-soft px-4 py-3">
      <p>
        {isLimit ? (
          <>
            From now on it bids for you, by the least that is enough, as far as{" "}
            <Amount paise={amount} className="font-semibold" />. Nobody else sees how far.
          </>
        ) : (
          <>
            You bid <Amount paise={amount} className="font-semibold" />. {OUTLOOKS[outlook]}
          </>
        )}
      </p>
      <MovedEnd auction={auction} />
      <Bond auction={auction} />
      <Fee dealId={dealId} auction={auction} amount={amount} />
      <p className="text-sm text-muted">
        It binds: if you are chosen you have {duration(auction.rules.confirm_within_seconds)} to
        confirm
        {auction.rules.bond_paise > 0 && ", and lose the bond if you do not"}.
      </p>
    </div>
  );
}

function MovedEnd({ auction }: { auction: Auction }) {
  // Looked at again whenever the countdown moves.
  useLeft(auction.ends_at);
  const end = movedEnd(auction, serverNow());
  if (end === null) return null;
  return (
    <p className="text-sm text-muted">
      A lead taken now moves the end to <ClockTime at={end} />.
    </p>
  );
}

function Bond({ auction }: { auction: Auction }) {
  const merchant = useMerchant();
  const due = bondDue(auction);
  const { data: balance } = useQuery({ ...balanceQuery(merchant.id), enabled: due > 0 });
  if (auction.rules.bond_paise === 0) return null;
  if (due === 0) {
    return <p className="text-sm text-muted">Your bond stays as it is; no more money moves.</p>;
  }
  const after = balance && paise(balance.available_paise) - paise(due);
  return (
    <p className="text-sm">
      <Amount paise={due} className="font-medium" /> leaves <em>available</em> as your bond. It is
      back when somebody else is chosen, or when the deal begins.{" "}
      {after !== undefined &&
        (after < 0n ? (
          <span className="font-medium text-bad">
            <Amount paise={-after} /> too little is available.
          </span>
        ) : (
          <span className="text-muted">
            <Amount paise={after} /> stays available.
          </span>
        ))}
    </p>
  );
}

function Fee({ dealId, auction, amount }: Omit<ConsequenceProps, "isLimit">) {
  const merchant = useMerchant();
  const settled = useDebounced(amount, 800);
  const { data: deal } = useQuery(dealQuery(merchant.id, dealId));
  const { data: quote } = useQuery(feeQuery(merchant.id, "escrow", settled));
  if (quote?.amount_paise !== amount) {
    return <p className="min-h-5 text-sm text-muted">Looking what escrow costs at this price …</p>;
  }
  const fee = quote.fee_paise + quote.tax_paise;
  if (fee === 0) return <p className="text-sm text-muted">Escrow costs nothing at this price.</p>;
  const buyerShare = deal?.terms?.fee_split.buyer_bp;
  const isBuyer = auction.rules.direction === "forward";
  return (
    <p className="text-sm text-muted">
      At this price escrow costs <Amount paise={fee} /> with tax
      {buyerShare !== undefined && (
        <>
          ; {percent(isBuyer ? buyerShare : 10_000 - buyerShare)} of that is yours to pay, as the{" "}
          {isBuyer ? "buyer" : "seller"}
        </>
      )}
      .
    </p>
  );
}
