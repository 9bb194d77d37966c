import type { Overview } from "@/api/client";
import { dayName, duration } from "@/lib/time";
import { count, grouped, percent } from "@/lib/words";
import { Amount } from "@/money/amount";
import { formatCompact, formatPaise, paise } from "@/money/money";
import { Bars, type Bar } from "@/ui/bars";
import { Card } from "@/ui/card";

type Day = Overview["days"][number];

const axisOfMoney = (value: number) => formatCompact(BigInt(Math.round(value)));
const axisOfCounts = (value: number) => (Number.isInteger(value) ? grouped(value) : "");

function byDay(days: Day[], values: (day: Day) => number[]): Bar[] {
  return days.map((day) => ({
    key: day.on,
    name: dayName(day.on),
    tick: dayName(day.on),
    values: values(day),
  }));
}

/** What came in and what went out, day by day. */
export function FlowCard({ overview }: { overview: Overview }) {
  const { days } = overview;
  const came = days.reduce((total, day) => total + paise(day.in_paise), 0n);
  const went = days.reduce((total, day) => total + paise(day.out_paise), 0n);
  return (
    <Card title="Money in and out">
      <dl className="mb-3 flex flex-wrap gap-x-8 gap-y-1">
        <Total name="Came in">
          <Amount paise={came} />
        </Total>
        <Total name="Went out">
          <Amount paise={went} />
        </Total>
      </dl>
      <Bars
        summary={`In ${days.length} days ${formatPaise(came)} came in and ${formatPaise(went)} went out.`}
        series={[
          { name: "In", fill: "bg-sea" },
          { name: "Out", fill: "bg-sail", below: true },
        ]}
        bars={byDay(days, (day) => [day.in_paise, day.out_paise])}
        axis={axisOfMoney}
        value={(amount) => <Amount paise={amount} />}
      />
    </Card>
  );
}

/** How many payouts arrived of those that ended. */
export function OutcomeCard({ overview }: { overview: Overview }) {
  const { days, success_rate_basis_points: rate } = overview;
  const completed = days.reduce((total, day) => total + day.completed_count, 0);
  const failed = days.reduce((total, day) => total + day.failed_count, 0);
  if (rate === null)
    return <Nothing title="Success rate" says="No payout has ended in this period." />;
  return (
    <Card title="Success rate">
      <dl className="mb-3 flex flex-wrap gap-x-8 gap-y-1">
        <Total name={`of ${count(completed + failed, "payout")} arrived`}>{percent(rate)}</Total>
        {failed > 0 && <Total name="refused, money back">{grouped(failed)}</Total>}
      </dl>
      <Bars
        summary={`${grouped(completed)} payouts arrived and ${grouped(failed)} were refused in ${days.length} days.`}
        series={[
          { name: "Arrived", fill: "bg-good" },
          { name: "Refused", fill: "bg-bad striped" },
        ]}
        bars={byDay(days, (day) => [day.completed_count, day.failed_count])}
        axis={axisOfCounts}
        value={grouped}
      />
    </Card>
  );
}

/** From the bank getting a payout to the bank's yes. */
export function SettleCard({ overview }: { overview: Overview }) {
  const { settling } = overview;
  if (settling.median_seconds === null || settling.ninetieth_seconds === null) {
    return <Nothing title="Time to settle" says="No payout has arrived in this period." />;
  }
  const bands = settling.bands.map(({ up_to_seconds: upTo, count: many }, index) => {
    const before = settling.bands[index - 1]?.up_to_seconds ?? 0;
    const tick = upTo === null ? "longer" : duration(upTo);
    return {
      key: tick,
      name: upTo === null ? `Longer than ${duration(before)}` : `Up to ${tick}`,
      tick,
      values: [many],
    };
  });
  return (
    <Card title="Time to settle">
      <dl className="mb-3 flex flex-wrap gap-x-8 gap-y-1">
        <Total name="half within">{duration(settling.median_seconds)}</Total>
        <Total name="9 in 10 within">{duration(settling.ninetieth_seconds)}</Total>
      </dl>
      <Bars
        summary={`Of ${count(settling.count, "payout")}, half arrived within ${duration(settling.median_seconds)}.`}
        series={[{ name: "Payouts", fill: "bg-sea" }]}
        bars={bands}
        axis={axisOfCounts}
        value={grouped}
      />
    </Card>
  );
}

function Total({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-row-reverse items-baseline justify-end gap-2">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="text-xl font-semibold tabular-nums">{children}</dd>
    </div>
  );
}

function Nothing({ title, says }: { title: string; says: string }) {
  return (
    <Card title={title}>
      <p className="grid h-44 place-items-center text-center text-muted">{says}</p>
    </Card>
  );
}
