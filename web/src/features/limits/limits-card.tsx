import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import type { Limit } from "@/api/limits";
import { limitsQuery } from "@/api/limits";
import { useMerchant } from "@/api/merchant";
import { plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { paise, widthOf } from "@/money/money";
import { Card } from "@/ui/card";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { KINDS, WINDOWS } from "./words";

/** What the tier allows of each kind, how much of it is used, and what is left. */
export function LimitsCard() {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(limitsQuery(merchant.id));
  return (
    <Card
      title="Limits"
      flush
      aside={data && <span className="text-sm text-muted">Tier: {plainly(data.tier)}</span>}
    >
      {!data ? (
        error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={3} />
        )
      ) : (
        <div className="divide-y divide-line">
          {kindsOf(data.limits).map((kind) => (
            <Kind
              key={kind}
              kind={kind}
              limits={data.limits.filter((limit) => limit.kind === kind)}
            />
          ))}
        </div>
      )}
    </Card>
  );
}

function kindsOf(limits: Limit[]): Limit["kind"][] {
  return [...new Set(limits.map(({ kind }) => kind))];
}

function Kind({ kind, limits }: { kind: Limit["kind"]; limits: Limit[] }) {
  const single = limits.find(({ window }) => window === "single");
  return (
    <section aria-label={KINDS[kind]} className="grid gap-3 px-5 py-4 max-sm:px-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-medium">{KINDS[kind]}</h3>
        {single && (
          <p className="text-sm text-muted">
            {single.maximum_paise === null ? (
              "At once: no limit of its own"
            ) : (
              <>
                At once: up to <Amount paise={single.maximum_paise} className="text-ink" />
              </>
            )}
          </p>
        )}
      </div>
      <div className="grid gap-3 sm:grid-cols-2 sm:gap-6">
        {limits
          .filter(({ window }) => window !== "single")
          .map((limit) => (
            <Used key={limit.window} limit={limit} />
          ))}
      </div>
    </section>
  );
}

function Used({ limit }: { limit: Limit }) {
  const used = limit.used_paise ?? 0;
  return (
    <div className="grid content-start gap-1 text-sm">
      <p className="flex flex-wrap justify-between gap-x-3">
        <span className="text-muted">{WINDOWS[limit.window]}</span>
        <span>
          <Amount paise={used} /> used
        </span>
      </p>
      {limit.maximum_paise === null ? (
        <p className="text-muted">No limit.</p>
      ) : (
        <>
          <div aria-hidden className="h-1.5 overflow-hidden rounded bg-sunken">
            <div
              className={clsx("h-full", limit.left_paise === 0 ? "bg-bad" : "bg-sea")}
              style={{ width: `${widthOf(paise(used), paise(limit.maximum_paise))}%` }}
            />
          </div>
          <p className="text-muted">
            <Amount paise={limit.left_paise ?? 0} className="font-medium text-ink" /> left of{" "}
            <Amount paise={limit.maximum_paise} />
            {limit.renews_at && (
              <>
                {" "}
                · anew <Time at={limit.renews_at} />
              </>
            )}
          </p>
        </>
      )}
    </div>
  );
}
