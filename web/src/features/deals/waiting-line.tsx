import type { Waiting } from "@/api/client";
import { ClockTime, Time } from "@/ui/time";

/** `in 3 h (14:32)`: until when, twice, since a deadline is both a distance and a time of day. */
export function Until({ at }: { at: string }) {
  return (
    <>
      until <ClockTime at={at} /> (<Time at={at} />)
    </>
  );
}

/** On whom it waits and until when, in a list. */
export function WaitingShort({ waiting }: { waiting: Waiting | null }) {
  if (!waiting) return <span className="text-muted">–</span>;
  return (
    <span className="text-muted">
      <span className="text-ink first-letter:uppercase">{waiting.on}</span>
      {waiting.until && (
        <>
          {" "}
          · <Time at={waiting.until} className="whitespace-nowrap" />
        </>
      )}
    </span>
  );
}
