import { describe, expect, it } from "vitest";
import { dayOf, periodOf, type PeriodName } from "./periods";

const at = (year: number, month: number, day: number) =>
  new Date(year, month - 1, day, 23).getTime();

describe("a period of the books", () => {
  it.each<[PeriodName, number, string, string]>([
    ["this-month", at(2026, 11, 26), "2026-11-01", "2026-11-26"],
    ["this-month", at(2026, 3, 1), "2026-03-01", "2026-03-01"],
    ["last-month", at(2026, 3, 31), "2026-02-01", "2026-02-28"],
    ["last-month", at(2024, 3, 31), "2024-02-01", "2024-02-29"],
    ["last-month", at(2027, 1, 5), "2026-12-01", "2026-12-31"],
    ["financial-year", at(2026, 11, 26), "2026-04-01", "2026-11-26"],
    ["financial-year", at(2026, 4, 1), "2026-04-01", "2026-04-01"],
    ["financial-year", at(2027, 3, 31), "2026-04-01", "2027-03-31"],
  ])("%s", (name, now, from, to) => {
    expect(periodOf(name, now)).toEqual({ from, to });
  });

  it("has days of where one is, to their last minute", () => {
    expect(dayOf(new Date(2026, 0, 9, 23, 59))).toBe("2026-01-09");
  });
});
