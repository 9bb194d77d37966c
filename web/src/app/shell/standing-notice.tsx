import { Link, useRouterState } from "@tanstack/react-router";
import type { Merchant } from "@/api/client";
import { mayOwn, useMerchant } from "@/api/merchant";
import { buttonClasses } from "@/ui/button";
import { exact } from "@/lib/time";
import { Notice } from "@/ui/notice";

/** What keeps a merchant's money where it is, said on every page, and the way on. */
export function StandingNotice() {
  const merchant = useMerchant();
  const isUnverified = merchant.verification !== "verified";
  if (!merchant.payouts_frozen && !isUnverified) return null;
  return (
    <div className="grid gap-2 px-8 pt-4 max-lg:px-6 max-sm:px-4 print:hidden">
      {merchant.payouts_frozen && (
        <Notice tone="bad" title="Payouts are frozen">
          {merchant.payouts_frozen_reason ?? "The platform has paused them."} New payouts wait; none
          is lost.
          {merchant.payouts_frozen_until !== null && (
            <>
              {" "}
              They go out again at {exact(merchant.payouts_frozen_until)}, unless the platform lifts
              this earlier or needs longer.
            </>
          )}
        </Notice>
      )}
      {isUnverified && <Unverified merchant={merchant} />}
    </div>
  );
}

const SAYS: Record<
  Exclude<Merchant["verification"], "verified">,
  { title: string; text: string; act: string }
> = {
  unverified: {
    title: "This merchant is not verified",
    text: "Money can come in. To send it out, show us who this merchant is.",
    act: "Verify this merchant",
  },
  submitted: {
    title: "The verification is being looked at",
    text: "Money can come in meanwhile; it can be sent once somebody here has decided.",
    act: "See how it stands",
  },
  refused: {
    title: "The verification was refused",
    text: "Money can come in. To send it out, read what is missing and submit it again.",
    act: "See what is missing",
  },
};

function Unverified({ merchant }: { merchant: Merchant }) {
  const to = `/m/${merchant.id}/verification`;
  const isThere = useRouterState({ select: ({ location }) => location.pathname === to });
  if (merchant.verification === "verified") return null;
  const { title, text, act } = SAYS[merchant.verification];
  // Only owners verify; and on its own page everything is said better.
  const leads = mayOwn(merchant) && !isThere;
  return (
    <Notice
      tone={merchant.verification === "refused" ? "bad" : "wait"}
      title={title}
      action={
        leads && (
          <Link
            to={to}
            className={buttonClasses(
              merchant.verification === "submitted" ? "quiet" : "primary",
              "small",
            )}
          >
            {act}
          </Link>
        )
      }
    >
      {text}
      {!mayOwn(merchant) && " That is up to its owners."}
    </Notice>
  );
}
