/**
 * Where bids come twenty a second nobody can read twenty prices a second. However often a screen is
 * told that something has changed, the platform is asked in turns, each of which tells all of it.
 */
const nextTurns = new Map<string, number>();

/** Waits for the next turn of `name`, of which there is one every `everyMs`; the first is at once. */
export async function turn(name: string, everyMs: number, signal: AbortSignal): Promise<void> {
  const now = performance.now();
  const at = Math.max(now, nextTurns.get(name) ?? 0);
  nextTurns.set(name, at + everyMs);
  if (at <= now) return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, at - now);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        // The turn was not taken.
        nextTurns.set(name, at);
        reject(new DOMException("no longer of interest", "AbortError"));
      },
      { once: true },
    );
  });
}

/** Whoever has just done something sees at once what came of it. */
export function skipTheQueue(name: string): void {
  nextTurns.delete(name);
}
