/** The log of an auction as it grows: what is known stays as it is, and what is new is put on top. */
import type { components } from "@/api/schema";

export type Line = components["schemas"]["BidOut"];
export type LinePage = components["schemas"]["BidPageOut"];

export interface Log {
  /** Newest first; a line that has been read is the same object ever after. */
  lines: Line[];
  /** Where the lines go on that have not been read; null: there are none. */
  before: number | null;
  /** What the auction said of itself when this was asked for. */
  mark: string;
}

export const EMPTY_LOG: Log = { lines: [], before: null, mark: "" };

/** More than that at once is not caught up with: the log begins anew where it is. */
const MOST_PAGES = 4;

/**
 * `known`, and all that came since. Pages are asked for from the newest down, until one meets what is
 * known; where there are too many of them the old lines are let go, and can be asked for again.
 */
export async function caughtUp(
  known: Log,
  mark: string,
  read: (before?: number) => Promise<LinePage>,
): Promise<Log> {
  const newest = known.lines[0]?.sequence ?? 0;
  const fresh: Line[] = [];
  let before: number | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found = await read(before);
    const unknown = found.results.filter(({ sequence }) => sequence > newest);
    fresh.push(...unknown);
    if (unknown.length < found.results.length || found.before === null) {
      // Nothing is known of what lies below an empty log.
      const below = known.lines.length > 0 ? known.before : found.before;
      return {
        lines: fresh.length > 0 ? [...fresh, ...known.lines] : known.lines,
        before: below,
        mark,
      };
    }
    before = found.before;
    if (known.lines.length === 0) break;
  }
  return { lines: fresh, before: before ?? null, mark };
}

/** With the page that lies below. */
export function withOlder(known: Log, page: LinePage): Log {
  const oldest = known.lines.at(-1)?.sequence ?? Infinity;
  const older = page.results.filter(({ sequence }) => sequence < oldest);
  return { ...known, lines: [...known.lines, ...older], before: page.before };
}
