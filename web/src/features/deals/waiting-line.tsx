import type { Waiting } from "@/api/client";
import { useTicking } from "@/lib/clock";
import { ClockTime, Time } from "@/ui/time";

const DAY_MS = 86_400_000;

/** `until 14:32 (in 3 h)`: a near deadline is a distance and a time of day; a far one has its day. */
export function Until({ at }: { at: string }) {
  const isNear = useTicking((now) => Math.abs(Date.parse(at) - now) < DAY_MS);
  return (
    <>
      until <ClockTime at={at} />
      {isNear && (
        <>
          {" "}
          (<Time at={at} />)
        </>
      )}
    </>
  );
}

/** `the buyer` → `The buyer`, where a line begins with it. */
export function begun(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** On whom it waits and until when, in a list. */
export function WaitingShort({ waiting }: { waiting: Waiting | null }) {
  if (!waiting) return <span className="text-muted">–</span>;
  return (
    <span className="text-muted">
      <span className="text-ink">
        {waiting.for === "delivery" ? "Its milestones" : begun(waiting.on)}
      </span>
      {waiting.until && (
        <>
          {" "}
          · <Time at={waiting.until} className="whitespace-nowrap" />
        </>
      )}
    </span>
  );
}
