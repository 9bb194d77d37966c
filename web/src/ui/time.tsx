import { platformNow, useTicking } from "@/lib/clock";
import { clockTime, exact, relative } from "@/lib/time";

/** A moment: how far it is, and exactly when, for who asks. */
export function Time({ at, className }: { at: string; className?: string }) {
  const said = useTicking((now) => relative(at, now));
  return (
    <time dateTime={at} title={exact(at)} className={className}>
      {said}
    </time>
  );
}

/** `at 14:32`, for moments that are waited for. */
export function ClockTime({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exact(at)}>
      {clockTime(at, platformNow())}
    </time>
  );
}
