import { Link } from "@tanstack/react-router";
import {
  CalendarClock,
  ChevronRight,
  CircleHelp,
  Clock,
  Gauge,
  Landmark,
  Layers,
  LifeBuoy,
  Lock,
  Stamp,
  Wallet,
  type LucideIcon,
} from "lucide-react";
import clsx from "clsx";
import type { ReactNode } from "react";
import type { Overview } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { count } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Card } from "@/ui/card";
import { ClockTime, Time } from "@/ui/time";

type Open = Overview["open"][number];

interface Look {
  icon: LucideIcon;
  tone: string;
  search: Record<string, unknown>;
}

const WAIT = "bg-wait-soft text-wait";
const LOOKS: Record<string, Look> = {
  approval: { icon: Stamp, tone: "bg-sail-soft text-sail-ink", search: { waiting: "approval" } },
  schedule: { icon: CalendarClock, tone: WAIT, search: { waiting: "schedule" } },
  funds: { icon: Wallet, tone: "bg-sail-soft text-sail-ink", search: { waiting: "funds" } },
  window: { icon: Clock, tone: WAIT, search: { waiting: "window" } },
  bank: { icon: Landmark, tone: WAIT, search: { waiting: "bank" } },
  cool_off: { icon: Clock, tone: WAIT, search: { waiting: "cool_off" } },
  limit: { icon: Gauge, tone: WAIT, search: { waiting: "limit" } },
  freeze: { icon: Lock, tone: "bg-bad-soft text-bad", search: { waiting: "freeze" } },
  paused: { icon: Lock, tone: WAIT, search: { waiting: "paused" } },
  worker: { icon: Clock, tone: WAIT, search: { status: "pending" } },
  bank_processing: {
    icon: Landmark,
    tone: "bg-sea-soft text-sea",
    search: { status: "processing" },
  },
  bank_confirmation: {
    icon: CircleHelp,
    tone: "bg-doubt-soft text-doubt",
    search: { doubt: true },
  },
};
const OTHER: Look = { icon: Clock, tone: WAIT, search: { status: "pending" } };

/** Everything that is not finished: for what, on whom, until when, and what happens then. */
export function WaitingList({ overview }: { overview: Overview }) {
  const { open, open_case_count: cases, batches_to_approve_count: batches } = overview;
  const isEmpty = open.length === 0 && cases === 0 && batches === 0;
  return (
    <Card title="What waits, and on whom" flush>
      {isEmpty ? (
        <p className="px-5 pt-1 pb-6 text-muted max-sm:px-4">
          Nothing. Everything that was sent has come to its end.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {batches > 0 && (
            <Row
              icon={Layers}
              tone="bg-sail-soft text-sail-ink"
              to="batches"
              what={count(batches, "batch", "batches")}
            >
              Waiting for somebody here to approve. Nothing of it is paid before.
            </Row>
          )}
          {open.map((group) => (
            <OpenRow key={group.waiting.for} group={group} />
          ))}
          {cases > 0 && (
            <Row
              icon={LifeBuoy}
              tone="bg-doubt-soft text-doubt"
              to="cases"
              what={count(cases, "case")}
            >
              Waiting for two of the platform’s operators to decide, on evidence.
            </Row>
          )}
        </ul>
      )}
    </Card>
  );
}

function OpenRow({ group }: { group: Open }) {
  const { waiting } = group;
  const look = LOOKS[waiting.for] ?? OTHER;
  return (
    <Row
      icon={look.icon}
      tone={look.tone}
      to="payouts"
      search={look.search}
      what={count(group.count, "payout")}
      amount={<Amount paise={group.total_paise} />}
    >
      Waiting for {waiting.on}
      {waiting.until && (
        <>
          {" "}
          ·{" "}
          <span className="text-ink">
            {group.count > 1 ? "the next " : ""}at <ClockTime at={waiting.until} />
          </span>
        </>
      )}{" "}
      · oldest <Time at={group.since} />. {waiting.then}
    </Row>
  );
}

interface RowProps {
  icon: LucideIcon;
  tone: string;
  to: "payouts" | "batches" | "cases";
  search?: Record<string, unknown>;
  what: string;
  amount?: ReactNode;
  children: ReactNode;
}

function Row({ icon: Icon, tone, to, search = {}, what, amount, children }: RowProps) {
  const merchant = useMerchant();
  return (
    <li className="relative flex gap-3.5 px-5 py-3.5 hover:bg-sunken max-sm:px-4">
      <span className={clsx("grid size-9 shrink-0 place-items-center rounded-full", tone)}>
        <Icon aria-hidden className="size-4.5" />
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline justify-between gap-4 font-medium">
          <Link
            to={`/m/$merchantId/${to}`}
            params={{ merchantId: merchant.id }}
            search={search}
            className="after:absolute after:inset-0"
          >
            {what}
          </Link>
          {amount}
        </div>
        <p className="text-sm text-muted">{children}</p>
      </div>
      <ChevronRight aria-hidden className="mt-2.5 size-4 shrink-0 text-muted" />
    </li>
  );
}
