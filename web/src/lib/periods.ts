/** Days of a calendar, `2026-11-21`, and the stretches of them that books are kept in. */

export interface Days {
  from: string;
  to: string;
}

export const PERIODS = ["this-month", "last-month", "financial-year"] as const;
export type PeriodName = (typeof PERIODS)[number];

/** Both days included; what is not over ends today. The financial year begins in April. */
export function periodOf(name: PeriodName, now: number): Days {
  const today = new Date(now);
  const [year, month] = [today.getFullYear(), today.getMonth()];
  switch (name) {
    case "this-month":
      return { from: dayOf(new Date(year, month, 1)), to: dayOf(today) };
    case "last-month":
      return { from: dayOf(new Date(year, month - 1, 1)), to: dayOf(new Date(year, month, 0)) };
    case "financial-year":
      return { from: dayOf(new Date(month < 3 ? year - 1 : year, 3, 1)), to: dayOf(today) };
  }
}

/** The day it is where one is. */
export function dayOf(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
