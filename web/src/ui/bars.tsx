import clsx from "clsx";
import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { roundSteps } from "@/lib/scale";

export interface Series {
  name: string;
  /** A background: a colour, and for what must be told apart without colour a pattern. */
  fill: string;
  /** Hangs below the line instead of standing on it. */
  below?: boolean;
}

export interface Bar {
  key: string;
  /** In full, for the reader of the bar. */
  name: string;
  /** Under the bar, where there is room. */
  tick: string;
  values: number[];
}

interface BarsProps {
  /** What is to be seen, in one sentence: the chart for whoever cannot see it. */
  summary: string;
  series: Series[];
  bars: Bar[];
  axis: (value: number) => string;
  value: (value: number) => ReactNode;
  className?: string;
}

/**
 * A bar chart out of boxes: sharp at every width, in the colours of the theme, read bar by bar with the
 * pointer or the arrow keys, and there as a table for screen readers.
 */
export function Bars({ summary, series, bars, axis, value, className }: BarsProps) {
  const [active, setActive] = useState<number | null>(null);
  const id = useId();
  const side = (below: boolean) =>
    Math.max(
      0,
      ...bars.map(({ values }) =>
        sum(values.filter((_, at) => (series[at]?.below ?? false) === below)),
      ),
    );
  const steps = roundSteps(Math.max(side(false), side(true)));
  const top = side(false) > 0 ? (steps.at(-1) ?? 1) : 0;
  const bottom = side(true) > 0 ? roundedUp(side(true), steps) : 0;
  const whole = top + bottom || 1;
  const shown = active === null ? undefined : bars[active];

  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) {
      if (event.key === "Escape") setActive(null);
      return;
    }
    event.preventDefault();
    setActive((at) =>
      Math.min(bars.length - 1, Math.max(0, (at ?? (by > 0 ? -1 : bars.length)) + by)),
    );
  };

  return (
    <figure className={clsx("grid gap-2", className)}>
      <Legend series={series} />
      <div
        tabIndex={0}
        role="group"
        aria-label={`${summary} Arrow keys read it bar by bar.`}
        aria-describedby={id}
        onKeyDown={move}
        onBlur={() => {
          setActive(null);
        }}
        onPointerLeave={() => {
          setActive(null);
        }}
        className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3"
      >
        <Axis steps={steps} top={top} bottom={bottom} whole={whole} axis={axis} />
        <div className="relative h-44 max-sm:h-36">
          <Lines steps={steps} top={top} bottom={bottom} whole={whole} />
          <div className="absolute inset-0 flex items-stretch">
            {bars.map((bar, index) => (
              <div
                key={bar.key}
                onPointerEnter={() => {
                  setActive(index);
                }}
                className={clsx("relative min-w-0 flex-1", index === active && "bg-sunken")}
              >
                <Stack bar={bar} series={series} below={false} from={bottom} whole={whole} />
                <Stack bar={bar} series={series} below from={bottom} whole={whole} />
              </div>
            ))}
          </div>
          {shown && active !== null && (
            <Reading bar={shown} series={series} value={value} at={(active + 0.5) / bars.length} />
          )}
        </div>
        <Ticks bars={bars} />
      </div>
      <p id={id} aria-live="polite" className="sr-only">
        {shown && <Spoken bar={shown} series={series} value={value} />}
      </p>
      <AsTable summary={summary} bars={bars} series={series} value={value} />
    </figure>
  );
}

function sum(values: number[]): number {
  return values.reduce((total, each) => total + each, 0);
}

function roundedUp(value: number, steps: number[]): number {
  return steps.find((step) => step >= value) ?? steps.at(-1) ?? value;
}

interface Scale {
  steps: number[];
  top: number;
  bottom: number;
  whole: number;
}

/** Marks above the line and, where something hangs there, below it. */
function marks({ steps, top, bottom, whole }: Scale): { value: number; at: number }[] {
  const above = steps.filter((step) => step <= top || step === 0);
  const below = steps.filter((step) => step > 0 && step <= bottom).map((step) => -step);
  return [...above, ...below].map((value) => ({ value, at: ((bottom + value) / whole) * 100 }));
}

function Axis({ axis, ...scale }: Scale & { axis: (value: number) => string }) {
  const found = marks(scale);
  return (
    <div aria-hidden className="relative text-right text-xs text-muted tabular-nums">
      {/* As wide as the widest of them. */}
      <span className="invisible block h-0">
        {widest(found.map(({ value }) => axis(Math.abs(value))))}
      </span>
      {found.map(({ value, at }) => (
        <span
          key={value}
          className="absolute right-0 translate-y-1/2 leading-none"
          style={{ bottom: `${at}%` }}
        >
          {axis(Math.abs(value))}
        </span>
      ))}
    </div>
  );
}

function widest(texts: string[]): string {
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), "");
}

function Lines(scale: Scale) {
  return marks(scale).map(({ value, at }) => (
    <div
      key={value}
      className={clsx(
        "absolute inset-x-0 border-t",
        value === 0 ? "border-line-strong" : "border-line",
      )}
      style={{ bottom: `${at}%` }}
    />
  ));
}

interface StackProps {
  bar: Bar;
  series: Series[];
  below: boolean;
  from: number;
  whole: number;
}

function Stack({ bar, series, below, from, whole }: StackProps) {
  let reached = 0;
  return series.map((each, index) => {
    const value = bar.values[index] ?? 0;
    if ((each.below ?? false) !== below || value <= 0) return null;
    const start = reached;
    reached += value;
    const foot = below ? from - reached : from + start;
    return (
      <div
        key={each.name}
        className={clsx(
          "absolute inset-x-[12%] mx-auto max-w-8",
          each.fill,
          below ? "rounded-b-[2px]" : "rounded-t-[2px]",
        )}
        style={{
          bottom: `${(foot / whole) * 100}%`,
          height: `max(2px, ${(value / whole) * 100}%)`,
        }}
      />
    );
  });
}

function Ticks({ bars }: { bars: Bar[] }) {
  const every = Math.max(1, Math.ceil(bars.length / 6));
  return (
    <div aria-hidden className="col-start-2 flex pt-1.5 text-xs text-muted">
      {bars.map((bar, index) => (
        <span key={bar.key} className="relative h-4 min-w-0 flex-1">
          {(bars.length - 1 - index) % every === 0 && (
            <span className="absolute left-1/2 -translate-x-1/2 whitespace-nowrap">{bar.tick}</span>
          )}
        </span>
      ))}
    </div>
  );
}

interface ReadingProps {
  bar: Bar;
  series: Series[];
  value: (value: number) => ReactNode;
}

function Reading({ bar, series, value, at }: ReadingProps & { at: number }) {
  return (
    <div
      aria-hidden
      style={{ left: `${at * 100}%`, transform: `translate(${-at * 100}%, 0)` }}
      className="pointer-events-none absolute -top-3 z-10 grid gap-0.5 rounded border border-line bg-raised px-3 py-2 text-sm whitespace-nowrap shadow-lift"
    >
      <p className="font-medium">{bar.name}</p>
      {series.map((each, index) => (
        <p key={each.name} className="flex items-center gap-2 text-muted">
          <span className={clsx("size-2.5 rounded-[2px]", each.fill)} />
          {each.name}
          <span className="ml-auto pl-3 text-ink tabular-nums">
            {value(bar.values[index] ?? 0)}
          </span>
        </p>
      ))}
    </div>
  );
}

function Spoken({ bar, series, value }: ReadingProps) {
  return (
    <>
      {bar.name}:{" "}
      {series.map((each, index) => (
        <span key={each.name}>
          {each.name} {value(bar.values[index] ?? 0)}.{" "}
        </span>
      ))}
    </>
  );
}

function Legend({ series }: { series: Series[] }) {
  if (series.length < 2) return null;
  return (
    <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {series.map((each) => (
        <li key={each.name} className="flex items-center gap-1.5">
          <span className={clsx("size-2.5 rounded-[2px]", each.fill)} />
          {each.name}
        </li>
      ))}
    </ul>
  );
}

function AsTable({
  summary,
  bars,
  series,
  value,
}: Pick<BarsProps, "summary" | "bars" | "series" | "value">) {
  return (
    // A table is as high as its rows whatever it is told; what holds it is not.
    <div className="sr-only">
      <table>
        <caption>{summary}</caption>
        <thead>
          <tr>
            <td />
            {series.map((each) => (
              <th key={each.name} scope="col">
                {each.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.key}>
              <th scope="row">{bar.name}</th>
              {series.map((each, index) => (
                <td key={each.name}>{value(bar.values[index] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
