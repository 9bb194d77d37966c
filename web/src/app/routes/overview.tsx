import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMerchant } from "@/api/merchant";
import { payoutsQuery } from "@/api/queries";
import { DEFAULT_DAYS, OverviewPage } from "@/features/overview/overview-page";
import { PayoutList } from "@/features/payouts/payout-list";
import { Card } from "@/ui/card";
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
        <p className="px-5 pt-1 pb-6 text-muted max-sm:px-4">
          None yet. Send the first one, and follow it here until it has arrived.
        </p>
      ) : (
        <PayoutList payouts={data.results} caption="Latest payouts" few />
      )}
    </Card>
  );
}
