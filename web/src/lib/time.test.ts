import { describe, expect, it } from "vitest";
import { absolute, clockTime, dayName, duration, exact, relative } from "./time";

const NOW = Date.parse("2026-11-21T09:00:00Z"); // 14:30 in India
const after = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

describe("how far away a moment is", () => {
  it.each([
    [0, "just now"],
    [-4, "just now"],
    [4, "in a moment"],
    [-5, "5 s ago"],
    [5, "in 5 s"],
    [-59, "59 s ago"],
    [-60, "1 min ago"],
    [240, "in 4 min"],
    [3599, "in 59 min"],
    [3600, "in 1 h"],
    [-3660, "1 h 1 min ago"],
    [-10_740, "2 h 59 min ago"],
    [10_860, "in 3 h"],
    [86_399, "in 23 h"],
    [86_400, "22 Nov, 14:30"],
    [-86_400, "20 Nov, 14:30"],
    [86_400 * 60, "20 Jan 2027, 14:30"],
  ])("%s seconds: %s", (seconds, said) => {
    expect(relative(after(seconds), NOW)).toBe(said);
  });
});

describe("a moment by the clock", () => {
  it("has its day as soon as it is a day away", () => {
    expect(clockTime(after(120), NOW)).toBe("14:32");
    expect(clockTime(after(86_399), NOW)).toBe("14:29");
    expect(clockTime(after(86_400), NOW)).toBe("22 Nov, 14:30");
  });

  it("begins the day at 00, never at 24", () => {
    expect(clockTime("2026-11-21T18:35:00Z", NOW)).toBe("00:05");
    expect(absolute("2026-11-20T18:35:00Z", NOW)).toBe("21 Nov, 00:05");
  });

  it("has its year where it is another one, by the reader's calendar", () => {
    const newYear = Date.parse("2026-12-31T18:45:00Z"); // 00:15 on 1 January in India
    expect(absolute("2026-12-31T18:15:00Z", newYear)).toBe("31 Dec 2026, 23:45");
    expect(absolute("2026-12-31T18:30:00Z", newYear)).toBe("1 Jan, 00:00");
  });

  it("is exact with day, seconds and zone", () => {
    expect(exact("2026-11-21T09:00:07Z")).toBe("Sat, 21 Nov, 2026, 14:30:07 IST");
  });
});

describe("a day without a time", () => {
  it("is the same day in every zone", () => {
    expect(dayName("2026-11-21")).toBe("21 Nov");
    expect(dayName("2026-01-01")).toBe("1 Jan");
  });
});

describe("how long something took", () => {
  it.each([
    [0, "0 s"],
    [4, "4 s"],
    [59, "59 s"],
    [60, "1 min"],
    [125, "2 min 5 s"],
    [3600, "1 h"],
    [11_520, "3 h 12 min"],
    [86_399, "23 h 59 min"],
    [86_400, "1 day"],
    [172_800, "2 days"],
  ])("%s seconds: %s", (seconds, said) => {
    expect(duration(seconds)).toBe(said);
  });
});
