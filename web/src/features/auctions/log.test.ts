import { describe, expect, it, vi } from "vitest";
import { bidLine } from "@/testing/auctions";
import { caughtUp, EMPTY_LOG, withOlder, type LinePage, type Log } from "./log";
import { skipTheQueue, turn } from "./pace";

/** An auction with lines 1 to `newest`, in pages of `size`. */
function pages(newest: number, size: number) {
  const asked: (number | undefined)[] = [];
  const read = (before?: number): Promise<LinePage> => {
    asked.push(before);
    const from = Math.min(newest, (before ?? newest + 1) - 1);
    const sequences = Array.from({ length: Math.min(size, from) }, (_, place) => from - place);
    const last = sequences.at(-1) ?? 1;
    return Promise.resolve({
      results: sequences.map((sequence) => bidLine(sequence)),
      before: last > 1 ? last : null,
    });
  };
  return { asked, read };
}

const sequencesOf = (log: Log) => log.lines.map(({ sequence }) => sequence);

describe("the log", () => {
  it("begins with the newest page, and knows where it goes on", async () => {
    const { read } = pages(120, 50);
    const log = await caughtUp(EMPTY_LOG, "1", read);
    expect(sequencesOf(log).slice(0, 2)).toEqual([120, 119]);
    expect([log.lines.length, log.before, log.mark]).toEqual([50, 71, "1"]);
  });

  it("puts what is new on top of what is known, which stays the very same", async () => {
    const before = await caughtUp(EMPTY_LOG, "1", pages(60, 50).read);
    const { asked, read } = pages(63, 50);
    const after = await caughtUp(before, "2", read);
    expect(asked).toEqual([undefined]);
    expect(sequencesOf(after).slice(0, 4)).toEqual([63, 62, 61, 60]);
    expect(after.lines.slice(3).every((line, place) => line === before.lines[place])).toBe(true);
    expect([after.lines.length, after.before]).toEqual([53, 11]);
  });

  it("reads on until it meets what it knows, and misses nothing between", async () => {
    const before = await caughtUp(EMPTY_LOG, "1", pages(20, 50).read);
    const { asked, read } = pages(150, 50);
    const after = await caughtUp(before, "2", read);
    expect(asked).toEqual([undefined, 101, 51]);
    expect(sequencesOf(after)).toEqual(Array.from({ length: 150 }, (_, place) => 150 - place));
  });

  it("begins anew where too much was missed, and can be read on from there", async () => {
    const before = await caughtUp(EMPTY_LOG, "1", pages(20, 50).read);
    const source = pages(1000, 50);
    const after = await caughtUp(before, "2", source.read);
    expect([sequencesOf(after)[0], after.lines.length, after.before]).toEqual([1000, 200, 801]);
    const whole = withOlder(after, await source.read(801));
    expect([whole.lines.length, sequencesOf(whole).at(-1), whole.before]).toEqual([250, 751, 751]);
  });

  it("stays the same list where nothing is new", async () => {
    const before = await caughtUp(EMPTY_LOG, "1", pages(20, 50).read);
    const after = await caughtUp(before, "2", pages(20, 50).read);
    expect(after.lines).toBe(before.lines);
  });
});

describe("turns", () => {
  it("are at once, and then one for each while", async () => {
    vi.useFakeTimers();
    const { signal } = new AbortController();
    const taken: number[] = [];
    const began = performance.now();
    const take = () =>
      turn("a", 500, signal).then(() => taken.push(Math.round(performance.now() - began)));
    const all = Promise.all([take(), take(), take()]);
    await vi.advanceTimersByTimeAsync(2000);
    await all;
    expect(taken).toEqual([0, 500, 1000]);
  });

  it("are left to others by whoever is not interested any more", async () => {
    vi.useFakeTimers();
    const leaving = new AbortController();
    await turn("b", 500, leaving.signal);
    const waited = turn("b", 500, leaving.signal).catch((error: unknown) => (error as Error).name);
    leaving.abort();
    expect(await waited).toBe("AbortError");
    const began = performance.now();
    const next = turn("b", 500, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(500);
    await next;
    expect(performance.now() - began).toBeLessThanOrEqual(500);
  });

  it("are not waited for by whoever has just done something", async () => {
    vi.useFakeTimers();
    const { signal } = new AbortController();
    await turn("c", 500, signal);
    skipTheQueue("c");
    const began = performance.now();
    await turn("c", 500, signal);
    expect(performance.now()).toBe(began);
  });
});
