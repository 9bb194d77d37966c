import { useMerchant } from "@/api/merchant";
import { Notice } from "@/ui/notice";

/** What keeps a merchant's money where it is, said on every page. */
export function StandingNotice() {
  const merchant = useMerchant();
  const isUnverified = merchant.verification !== "verified";
  if (!merchant.payouts_frozen && !isUnverified) return null;
  return (
    <div className="grid gap-2 px-8 pt-4 max-lg:px-6 max-sm:px-4">
      {merchant.payouts_frozen && (
        <Notice tone="bad" title="Payouts are frozen">
          {merchant.payouts_frozen_reason ?? "The platform has paused them."} New payouts wait; none
          is lost.
        </Notice>
      )}
      {isUnverified && (
        <Notice tone="wait" title="This merchant is not verified">
          Money can come in. To send it out, the verification has to be complete.
        </Notice>
      )}
    </div>
  );
}
