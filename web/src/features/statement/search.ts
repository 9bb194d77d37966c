import type { StatementSearch as ApiSearch } from "@/api/books";
import { periodOf, PERIODS, type Days, type PeriodName } from "@/lib/periods";
import { compact, day, oneOf, whole, type Given } from "@/lib/search";

export const ACCOUNTS = ["available", "held", "pending"] as const;
export type Account = (typeof ACCOUNTS)[number];

/** Without `from` and `to` it is a period with a name, which means other days tomorrow. */
export interface StatementSearch {
  account?: Account | undefined;
  period?: Exclude<PeriodName, "this-month"> | "free" | undefined;
  from?: string | undefined;
  to?: string | undefined;
  after?: number | undefined;
}

const NAMED = ["last-month", "financial-year", "free"] as const;

export function readStatementSearch(given: Given): StatementSearch {
  const from = day(given, "from");
  const to = day(given, "to");
  const isFree = from !== undefined && to !== undefined;
  return compact({
    account: oneOf(given, "account", ["held", "pending"] as const),
    period: isFree ? ("free" as const) : withoutFree(oneOf(given, "period", NAMED)),
    from: isFree ? from : undefined,
    to: isFree ? to : undefined,
    after: whole(given, "after", 0, 999_999_999),
  });
}

function withoutFree(period: (typeof NAMED)[number] | undefined) {
  return period === "free" ? undefined : period;
}

export function nameOf(search: StatementSearch): PeriodName | "free" {
  return search.period ?? PERIODS[0];
}

export function daysOf(search: StatementSearch, now: number): Days {
  if (search.from !== undefined && search.to !== undefined)
    return { from: search.from, to: search.to };
  const name = nameOf(search);
  return periodOf(name === "free" ? PERIODS[0] : name, now);
}

export const LINES = 100;

export function toApi(search: StatementSearch, days: Days): ApiSearch {
  return {
    account: search.account ?? "available",
    ...days,
    limit: LINES,
    ...(search.after !== undefined && { after: search.after }),
  };
}
