import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { previewQuery, type Milestone } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { useDebounced } from "@/lib/use-debounced";
import { Amount } from "@/money/amount";
import { paise, toWire, type Paise } from "@/money/money";
import { explain } from "@/ui/explain";
import { Notice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";

interface PreviewProps {
  milestone: Milestone;
  toSeller: Paise;
  toBuyer: Paise;
}

/** Who gets what of it, as the platform counts it: asked for, never worked out here. */
export function Preview({ milestone, toSeller, toBuyer }: PreviewProps) {
  const merchant = useMerchant();
  const settled = useDebounced(`${toSeller}/${toBuyer}`, 250);
  const [seller = "0", buyer = "0"] = settled.split("/");
  const { data, error, isPlaceholderData } = useQuery(
    previewQuery(merchant.id, milestone, toWire(BigInt(seller)), toWire(BigInt(buyer))),
  );
  if (!data) {
    return error ? (
      <Notice tone="wait" title="What it comes to cannot be told just now." announced>
        {explain(error).what}
      </Notice>
    ) : (
      <Skeleton className="h-28" />
    );
  }
  const isFresh = settled === `${toSeller}/${toBuyer}` && !isPlaceholderData;
  const sellerFee = paise(data.seller_fee_paise) + paise(data.seller_tax_paise);
  const buyerFee = paise(data.buyer_fee_paise) + paise(data.buyer_tax_paise);
  const isSeller = milestone.side === "seller";
  return (
    <dl
      aria-live="polite"
      aria-label="Who gets what"
      aria-busy={!isFresh}
      // Figures that are about to change are framed, not faded: they have to be readable meanwhile.
      className={clsx(
        "grid gap-1.5 rounded border bg-sea-soft px-4 py-3",
        isFresh ? "border-transparent" : "border-dashed border-muted",
      )}
    >
      <Line
        name={isSeller ? "Arrives in your wallet" : "Arrives in the seller’s wallet"}
        amount={paise(data.seller_net_paise)}
        isStrong
      />
      {sellerFee > 0n && <Line name="The seller’s fee, with tax" amount={sellerFee} />}
      {buyerFee > 0n && <Line name="The buyer’s fee on it, paid in before" amount={buyerFee} />}
      <Line
        name={isSeller ? "Goes back to the buyer" : "Comes back to your wallet"}
        amount={paise(data.buyer_back_paise)}
        isStrong={data.buyer_back_paise > 0}
      />
      <Line name="Stays in escrow" amount={paise(data.stays_paise)} />
    </dl>
  );
}

interface LineProps {
  name: string;
  amount: Paise;
  isStrong?: boolean;
}

function Line({ name, amount, isStrong = false }: LineProps) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-muted">{name}</dt>
      <dd className={isStrong ? "font-semibold" : ""}>
        <Amount paise={amount} />
      </dd>
    </div>
  );
}
