import { useQuery } from "@tanstack/react-query";
import { GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { diffQuery, versionsQuery, type Deal, type Terms } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { paise } from "@/money/money";
import { Badge } from "@/ui/badge";
import { Card } from "@/ui/card";
import { Field, Select } from "@/ui/field";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { TermsView } from "./terms-view";
import { begun } from "./waiting-line";

/** What both would be bound by, every version of it, and what changed between two of them. */
export function TermsCard({ deal }: { deal: Deal }) {
  const { terms } = deal;
  if (!terms) return null;
  const price = deal.price_paise ?? deal.budget_paise;
  // Whoever is to answer has the change since the version before above it.
  const seenAbove = deal.allowed_moves.includes("accept") ? 2 : 1;
  return (
    <Card
      title="Terms"
      aside={
        terms.version > 0 && (
          <span className="flex items-center gap-2 text-sm text-muted">
            Version {terms.version} ·{" "}
            <code title={`SHA-256 ${terms.hash}`} className="font-mono">
              {terms.hash.slice(0, 12)}
            </code>
          </span>
        )
      }
    >
      <div className="grid gap-5">
        <TermsView terms={terms} price={price === null ? null : paise(price)} />
        {terms.version > seenAbove && <Versions deal={deal} current={terms.version} />}
      </div>
    </Card>
  );
}

function Versions({ deal, current }: { deal: Deal; current: number }) {
  const merchant = useMerchant();
  const { data } = useQuery(versionsQuery(merchant.id, deal.id));
  const [chosen, setChosen] = useState<number | null>(null);
  const others = (data?.results ?? []).filter(({ version }) => version !== current);
  const before = others.find(({ version }) => version === chosen) ?? others[0];
  if (!before) return null;
  return (
    <section aria-label="What changed" className="grid gap-3 border-t border-line pt-4">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h3 className="flex items-center gap-2 font-semibold">
          <GitCompareArrows aria-hidden className="size-4 text-muted" />
          What changed
        </h3>
        <Field label="Compared with" className="min-w-44">
          {(control) => (
            <Select
              {...control}
              aria-required={undefined}
              value={before.version}
              onChange={(event) => {
                setChosen(Number(event.target.value));
              }}
            >
              {others.map((each) => (
                <option key={each.version} value={each.version}>
                  {nameOf(each, deal)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {before.made_at && (
        <p className="text-sm text-muted">
          {nameOf(before, deal)}, <Time at={before.made_at} />, and now version {current}:
        </p>
      )}
      <Diff dealId={deal.id} before={before.version} after={current} />
    </section>
  );
}

function nameOf({ version, made_by: by }: Terms, deal: Deal): string {
  const other = deal.counterparty_name ?? "the other side";
  return `Version ${version} of ${by === "poster" ? deal.poster_name : other}`;
}

interface DiffProps {
  dealId: string;
  before: number;
  after: number;
}

/** Change by change, what was taken away and what came in its place. */
export function Diff({ dealId, before, after }: DiffProps) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(diffQuery(merchant.id, dealId, before, after));
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton className="h-20" />
    );
  }
  if (data.changes.length === 0) return <p className="text-muted">They say the same.</p>;
  return (
    <ul aria-label="Changes" className="divide-y divide-line rounded border border-line">
      {data.changes.map((change) => (
        <li key={`${change.pointer} ${change.what}`} className="grid gap-1.5 px-4 py-3">
          <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
            {begun(change.what)}
            {change.material && <Badge tone="wait">material</Badge>}
          </p>
          {change.before !== null && (
            <p className="rounded bg-bad-soft px-2.5 py-1.5 break-words whitespace-pre-wrap">
              <span className="sr-only">Was: </span>
              <span aria-hidden className="mr-2 font-mono text-bad">
                −
              </span>
              <del className="no-underline">{change.before}</del>
            </p>
          )}
          {change.after !== null && (
            <p className="rounded bg-good-soft px-2.5 py-1.5 break-words whitespace-pre-wrap">
              <span className="sr-only">Is: </span>
              <span aria-hidden className="mr-2 font-mono text-good">
                +
              </span>
              <ins className="no-underline">{change.after}</ins>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
