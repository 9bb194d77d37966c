import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { mayPay, useMerchant } from "@/api/merchant";
import { overviewQuery } from "@/api/queries";
import { buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton, SkeletonRows } from "@/ui/skeleton";
import { BalancePanel } from "./balance-panel";
import { FlowCard, OutcomeCard, SettleCard } from "./charts";
import { WaitingList } from "./waiting-list";

export const DEFAULT_DAYS = 30;
const PERIODS = [7, 30, 90];

interface OverviewPageProps {
  days: number;
  onDays: (days: number) => void;
  /** What waits for whoever looks. */
  notices?: ReactNode;
  /** What happened last. */
  recent: ReactNode;
}

export function OverviewPage({ days, onDays, notices, recent }: OverviewPageProps) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(overviewQuery(merchant.id, days));
  return (
    <Page
      title="Overview"
      action={
        mayPay(merchant) && (
          <Link
            to="/m/$merchantId/payouts/new"
            params={{ merchantId: merchant.id }}
            className={`${buttonClasses("primary")} max-md:hidden`}
          >
            <Plus aria-hidden className="size-4" />
            Send money
          </Link>
        )
      }
    >
      {notices}
      <BalancePanel />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        {data ? (
          <WaitingList overview={data} />
        ) : (
          <Card title="What waits, and on whom" flush>
            {error ? (
              <Unloaded error={error} onRetry={() => void refetch()} />
            ) : (
              <SkeletonRows rows={3} />
            )}
          </Card>
        )}
        {recent}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 pt-2">
        <h2 className="text-title text-xl">How it went</h2>
        <Choice
          label="Period"
          value={String(days)}
          onChange={(next) => {
            onDays(Number(next));
          }}
          options={[...new Set([...PERIODS, days])]
            .sort((one, other) => one - other)
            .map((each) => ({
              value: String(each),
              label: `${each} days`,
            }))}
        />
      </div>
      {(data ?? !error) && (
        <div className="grid gap-5 lg:grid-cols-2 xl:grid-cols-3">
          {data ? (
            <>
              <FlowCard overview={data} />
              <OutcomeCard overview={data} />
              <SettleCard overview={data} />
            </>
          ) : (
            ["flow", "outcome", "settle"].map((each) => <Skeleton key={each} className="h-72" />)
          )}
        </div>
      )}
    </Page>
  );
}
