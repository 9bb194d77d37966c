import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import type { ReactNode } from "react";
import type { Balance } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { balanceQuery } from "@/api/queries";
import { Amount } from "@/money/amount";
import { formatPaise, paise, widthOf, type Paise } from "@/money/money";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Notice } from "@/ui/notice";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";

const PAGES = {
  payouts: "/m/$merchantId/payouts",
  ledger: "/m/$merchantId/ledger",
  deposits: "/m/$merchantId/deposits",
} as const;

interface Part {
  name: string;
  amount: Paise;
  fill: string;
  /** What it is, in a sentence. */
  means: string;
  to?: { search: Record<string, unknown>; page: keyof typeof PAGES };
}

/**
 * Held is told in two parts: what is on its way, and what nobody knows of yet. Pending is told while
 * there is some: not everybody is paid by card.
 */
export function partsOf(balance: Balance): Part[] {
  const doubt = paise(balance.in_doubt_paise);
  const pending = paise(balance.pending_paise);
  return [
    ...(pending === 0n ? [] : [pendingPart(pending)]),
    {
      name: "Available",
      amount: paise(balance.available_paise),
      fill: "bg-sea",
      means: "Yours to send.",
      to: { page: "ledger", search: { account: "available" } },
    },
    {
      name: "Held",
      amount: paise(balance.held_paise) - doubt,
      fill: "bg-wait",
      means: "Set aside for payouts on their way.",
      to: { page: "payouts", search: { held: true } },
    },
    {
      name: "In doubt",
      amount: doubt,
      fill: "bg-doubt striped",
      means: "Set aside; the bank has not said what became of it, and is being asked.",
      to: { page: "payouts", search: { doubt: true } },
    },
    {
      name: "In escrow",
      amount: paise(balance.in_escrow_paise),
      fill: "bg-sail",
      means: "Funding deals until their milestones are met.",
    },
  ];
}

function pendingPart(amount: Paise): Part {
  return {
    name: "Pending",
    amount,
    fill: "bg-line-strong",
    means: "Paid in, and not cleared yet.",
    to: { page: "deposits", search: { status: "captured" } },
  };
}

export function BalancePanel() {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(balanceQuery(merchant.id));
  if (error && !data) {
    return (
      <Card flush>
        <Unloaded error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  return (
    <Card className="relative overflow-hidden">
      {data ? <Balances balance={data} /> : <BalanceSkeleton />}
    </Card>
  );
}

function Balances({ balance }: { balance: Balance }) {
  const parts = partsOf(balance);
  const whole = parts.reduce((total, part) => total + part.amount, 0n);
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-4">
        <div>
          <h2 className="text-sm text-muted">Your money here</h2>
          <p className="text-3xl font-semibold max-sm:text-2xl">
            <Amount paise={whole} />
          </p>
        </div>
        <Incoming balance={balance} />
      </div>
      <Bar parts={parts} whole={whole} />
      <ul
        className={clsx(
          "grid gap-x-6 gap-y-3 max-lg:grid-cols-2 max-[26rem]:grid-cols-1",
          parts.length === 5 ? "grid-cols-5" : "grid-cols-4",
        )}
      >
        {parts.map((part) => (
          <li key={part.name}>
            <LegendItem part={part} />
          </li>
        ))}
      </ul>
      {balance.owed_paise > 0 && (
        <Notice
          tone="bad"
          title={
            <>
              You owe <Amount paise={balance.owed_paise} />
            </>
          }
        >
          A payout was paid by the bank after its money had been given back. What comes in settles
          it first.
        </Notice>
      )}
    </div>
  );
}

function Incoming({ balance }: { balance: Balance }) {
  return (
    <div className="text-sm">
      {balance.virtual_account && (
        <p className="text-muted">
          Bank transfers come in at{" "}
          <span className="text-ink">
            <Reference text={balance.virtual_account} what="virtual account number" />
          </span>
        </p>
      )}
    </div>
  );
}

function Bar({ parts, whole }: { parts: Part[]; whole: Paise }) {
  const said = parts.map((part) => `${part.name} ${formatPaise(part.amount)}`).join(", ");
  return (
    <div
      role="img"
      aria-label={said}
      className="flex h-4 gap-0.5 overflow-hidden rounded bg-sunken"
    >
      {parts.map((part) => {
        const width = widthOf(part.amount, whole);
        return part.amount > 0n ? (
          <span
            key={part.name}
            className={clsx("min-w-1.5", part.fill)}
            style={{ width: `${width}%` }}
          />
        ) : null;
      })}
    </div>
  );
}

function LegendItem({ part }: { part: Part }) {
  const content = (
    <>
      <span className="flex items-center gap-2 text-sm text-muted">
        <span aria-hidden className={clsx("size-3 shrink-0 rounded-[3px]", part.fill)} />
        {part.name}
      </span>
      <Amount paise={part.amount} className="block text-lg font-semibold" />
    </>
  );
  return part.to ? (
    <PartLink part={part} title={part.means}>
      {content}
    </PartLink>
  ) : (
    <div title={part.means}>{content}</div>
  );
}

function PartLink({ part, title, children }: { part: Part; title: string; children: ReactNode }) {
  const merchant = useMerchant();
  return (
    <Link
      to={PAGES[part.to?.page ?? "ledger"]}
      params={{ merchantId: merchant.id }}
      search={part.to?.search ?? {}}
      title={title}
      className="-m-2 block rounded p-2 hover:bg-sunken hover:text-sea"
    >
      {children}
    </Link>
  );
}

function BalanceSkeleton() {
  return (
    <div role="status" aria-label="Loading the balance" className="grid gap-5">
      <div>
        <Skeleton className="mb-2 h-4 w-28" />
        <Skeleton className="h-10 w-72 max-w-full" />
      </div>
      <Skeleton className="h-4" />
      <div className="grid grid-cols-4 gap-6 max-lg:grid-cols-2">
        {["available", "held", "doubt", "escrow"].map((part) => (
          <Skeleton key={part} className="h-11" />
        ))}
      </div>
    </div>
  );
}
