import { useQuery } from "@tanstack/react-query";
import { previewQuery, type Milestone, type MilestonePreview } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { paise, type Paise } from "@/money/money";
import { useSettledDivision, WhoGetsWhat, type Share } from "./who-gets-what";

interface PreviewProps {
  milestone: Milestone;
  toSeller: Paise;
  toBuyer: Paise;
}

/** Who gets what of it, as the platform counts it: asked for, never worked out here. */
export function Preview({ milestone, toSeller, toBuyer }: PreviewProps) {
  const merchant = useMerchant();
  const asked = useSettledDivision(toSeller, toBuyer);
  const { data, error, isPlaceholderData } = useQuery(
    previewQuery(merchant.id, milestone, asked.toSeller, asked.toBuyer),
  );
  return (
    <WhoGetsWhat
      shares={data && sharesOf(data, milestone.side === "seller")}
      error={error}
      isFresh={asked.isSettled && !isPlaceholderData}
    />
  );
}

function sharesOf(data: MilestonePreview, isSeller: boolean): Share[] {
  const sellerFee = paise(data.seller_fee_paise) + paise(data.seller_tax_paise);
  const buyerFee = paise(data.buyer_fee_paise) + paise(data.buyer_tax_paise);
  return [
    {
      name: isSeller ? "Arrives in your wallet" : "Arrives in the seller’s wallet",
      amount: paise(data.seller_net_paise),
      isStrong: true,
    },
    ...(sellerFee > 0n ? [{ name: "The seller’s fee, with tax", amount: sellerFee }] : []),
    ...(buyerFee > 0n ? [{ name: "The buyer’s fee on it, paid in before", amount: buyerFee }] : []),
    {
      name: isSeller ? "Goes back to the buyer" : "Comes back to your wallet",
      amount: paise(data.buyer_back_paise),
      isStrong: data.buyer_back_paise > 0,
    },
    { name: "Stays in escrow", amount: paise(data.stays_paise) },
  ];
}
