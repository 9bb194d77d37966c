import { useQuery } from "@tanstack/react-query";
import { Landmark } from "lucide-react";
import { useMerchant } from "@/api/merchant";
import { balanceQuery } from "@/api/queries";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";

/** The other way in: from any bank, to the merchant's own account number with us. */
export function TransferCard() {
  const merchant = useMerchant();
  const { data } = useQuery(balanceQuery(merchant.id));
  if (!data?.virtual_account) return null;
  return (
    <Card title="Or by bank transfer">
      <div className="flex gap-3">
        <Landmark aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" />
        <div className="min-w-0">
          <p>
            Transfer rupees from any bank to your own account number here, as often as you like.
            They are available as soon as the bank tells us.
          </p>
          <p className="mt-1">
            <Reference text={data.virtual_account} what="account number for bank transfers" />
          </p>
          <p className="text-sm text-muted">In the name of {merchant.name}</p>
        </div>
      </div>
    </Card>
  );
}
