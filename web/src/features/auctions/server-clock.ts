/**
 * What time it is in the database, where a deadline is decided. Every answer of the platform says so,
 * and is as old as its way here: the time lies somewhere within the round trip. Of all answers the
 * quickest tells most, and one that contradicts it tells that a clock was moved.
 */
import { useCallback, useSyncExternalStore } from "react";

interface Told {
  /** By how much that clock is ahead of `here()`, give or take `doubtMs`. */
  aheadMs: number;
  doubtMs: number;
}

let told: Told | null = null;
const listeners = new Set<() => void>();

/** A clock that nobody sets while the page is there. */
function here(): number {
  return performance.timeOrigin + performance.now();
}

/** The moment, for `hearServerTime`, at which a question was asked. */
export const askedNow = here;

/** An answer that was asked for at `askedAt` says that it was `serverNow` when it was written. */
export function hearServerTime(serverNow: string, askedAt: number): void {
  const doubtMs = (here() - askedAt) / 2;
  const heard = { aheadMs: Date.parse(serverNow) - (askedAt + doubtMs), doubtMs };
  const contradicts =
    told !== null && Math.abs(heard.aheadMs - told.aheadMs) > heard.doubtMs + told.doubtMs;
  if (told !== null && !contradicts && told.doubtMs <= heard.doubtMs) return;
  told = heard;
  listeners.forEach((listener) => {
    listener();
  });
}

/** Milliseconds since 1970, there. */
export function serverNow(): number {
  return here() + (told?.aheadMs ?? 0);
}

/** For tests: nothing has been heard yet. */
export function forgetServerTime(): void {
  told = null;
}

const TENTHS_BELOW_MS = 10_000;

/** How long until `at`, as a countdown shows it: whole seconds, and tenths when it is about those. */
export function leftUntil(at: string, now: number = serverNow()): number {
  const left = Math.max(0, Date.parse(at) - now);
  const step = left < TENTHS_BELOW_MS ? 100 : 1000;
  // A countdown that shows nothing left, while there is, makes people too late; and the other way
  // round it promises what is over.
  return Math.ceil(left / step) * step;
}

/** `leftUntil`, running. It wakes up when the next figure is due, and not at all when it is over. */
export function useLeft(at: string): number {
  const subscribe = useCallback(
    (changed: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const go = (): void => {
        clearTimeout(timer);
        const left = Date.parse(at) - serverNow();
        if (left <= 0) return;
        const step = left < TENTHS_BELOW_MS ? 100 : 1000;
        timer = setTimeout(
          () => {
            changed();
            go();
          },
          left % step || step,
        );
      };
      const heard = (): void => {
        changed();
        go();
      };
      listeners.add(heard);
      go();
      return () => {
        listeners.delete(heard);
        clearTimeout(timer);
      };
    },
    [at],
  );
  return useSyncExternalStore(subscribe, () => leftUntil(at));
}

/** `2 d 3 h`, `3:07:12`, `9:58`, `0:07.3`. */
export function countdownText(left: number): string {
  const seconds = Math.floor(left / 1000);
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const two = (part: number): string => String(part).padStart(2, "0");
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours}:${two(minutes)}:${two(seconds % 60)}`;
  const clock = `${minutes}:${two(seconds % 60)}`;
  return left < TENTHS_BELOW_MS && left > 0 ? `${clock}.${Math.floor((left % 1000) / 100)}` : clock;
}
