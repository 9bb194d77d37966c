/**
 * The platform's time. A sandbox may be days ahead of the world, and people's clocks are wrong by
 * minutes: whatever counts down counts by the platform's clock.
 */
import { useSyncExternalStore } from "react";

let aheadMs = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Tell what time the platform says it is. */
export function setPlatformTime(now: string): void {
  aheadMs = Date.parse(now) - Date.now();
  listeners.forEach((listener) => {
    listener();
  });
}

export function platformNow(): number {
  return Date.now() + aheadMs;
}

/** By how much the platform's clock is ahead of this machine's, in milliseconds. */
export function platformAheadMs(): number {
  return aheadMs;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    listeners.forEach((each) => {
      each();
    });
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** What `tell` says of now; renders again only when it says something else. */
export function useTicking<T extends string | number | boolean>(tell: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => tell(platformNow()));
}
