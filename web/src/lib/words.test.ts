import { describe, expect, it, vi } from "vitest";
import { roundSteps } from "./scale";
import { newUuid } from "./uuid";
import { count, grouped, percent, plainly } from "./words";

describe("the platform's words", () => {
  it.each([
    ["bank_transfer_credited", "Bank transfer credited"],
    ["payout.paid-late", "Payout paid late"],
    ["", ""],
    ["IMPS", "IMPS"],
  ])("%s is read as %s", (word, text) => {
    expect(plainly(word)).toBe(text);
  });
});

describe("counts", () => {
  it("are grouped as in India, and one is one", () => {
    expect(grouped(1_234_567)).toBe("12,34,567");
    expect(count(0, "row")).toBe("0 rows");
    expect(count(1, "row")).toBe("1 row");
    expect(count(1200, "batch", "batches")).toBe("1,200 batches");
  });

  it.each([
    [10_000, "100 %"],
    [9_999, "99.99 %"],
    [9_990, "99.9 %"],
    [9_925, "99.25 %"],
    [5, "0.05 %"],
    [0, "0 %"],
  ])("%s basis points are %s", (basisPoints, text) => {
    expect(percent(basisPoints)).toBe(text);
  });
});

describe("the steps of an axis", () => {
  it.each([
    [0, [0]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2.5, 5, 7.5]],
    [100, [0, 50, 100]],
    [999, [0, 500, 1000]],
    [1_000_000, [0, 500_000, 1_000_000]],
  ])("reach %s in round numbers: %j", (most, steps) => {
    expect(roundSteps(most)).toEqual(steps);
  });
});

describe("a new id", () => {
  it("is a version 4 UUID, also where the page is not secure", () => {
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(newUuid()).toMatch(form);
    vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
    const made = Array.from({ length: 100 }, newUuid);
    vi.unstubAllGlobals();
    for (const each of made) expect(each).toMatch(form);
    expect(new Set(made).size).toBe(100);
  });
});
