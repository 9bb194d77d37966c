import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { SendHorizontal } from "lucide-react";
import { mayPay, useMerchant } from "@/api/merchant";
import { payoutsQuery } from "@/api/queries";
import { WaitingNotice } from "@/features/approvals/waiting-notice";
import { DEFAULT_DAYS, OverviewPage } from "@/features/overview/overview-page";
import { PayoutList } from "@/features/payouts/payout-list";
import { buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Empty } from "@/ui/empty";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";

const FEW = 6;

export function OverviewRoute() {
  const { days } = useSearch({ from: "/m/$merchantId/" });
  const navigate = useNavigate({ from: "/m/$merchantId/" });
  return (
    <OverviewPage
      days={days ?? DEFAULT_DAYS}
      onDays={(next) =>
        void navigate({
          search: { days: next === DEFAULT_DAYS ? undefined : next },
          replace: true,
          resetScroll: false,
        })
      }
      notices={<WaitingNotice />}
      recent={<Recent />}
    />
  );
}

function Recent() {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(payoutsQuery(merchant.id, { limit: FEW }));
  return (
    <Card
      title="Latest payouts"
      flush
      aside={
        <Link
          to="/m/$merchantId/payouts"
          params={{ merchantId: merchant.id }}
          className="text-sm font-medium text-sea hover:underline"
        >
          All payouts
        </Link>
      }
    >
      {!data ? (
        error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={4} />
        )
      ) : data.results.length === 0 ? (
        <Empty
          icon={SendHorizontal}
          title="No payout yet"
          action={
            mayPay(merchant) && (
              <Link
                to="/m/$merchantId/payouts/new"
                params={{ merchantId: merchant.id }}
                className={buttonClasses("primary")}
              >
                Send the first one
              </Link>
            )
          }
        >
          Follow it here until it has arrived.
        </Empty>
      ) : (
        <PayoutList payouts={data.results} caption="Latest payouts" few />
      )}
    </Card>
  );
}
