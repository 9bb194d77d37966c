import { describe, expect, it } from "vitest";
import { divided, evenShares, parseShare, shareForInput, WHOLE_BP } from "./shares";

describe("a share being typed", () => {
  it.each([
    ["25", 2_500],
    ["33.33", 3_333],
    ["33,3 %", 3_330],
    ["100", 10_000],
    ["0.01", 1],
    ["0", null],
    ["100.01", null],
    ["33.333", null],
    ["-5", null],
    ["", null],
    ["a third", null],
  ])("%s is %s ten-thousandths", (text, bp) => {
    expect(parseShare(text)).toBe(bp);
  });

  it("is read back as it was written, whatever it is", () => {
    for (let bp = 1; bp <= WHOLE_BP; bp += 1) expect(parseShare(shareForInput(bp))).toBe(bp);
  });
});

describe("shares of the same size", () => {
  it("come to the whole, however many there are", () => {
    for (let many = 1; many <= 50; many += 1) {
      const shares = evenShares(many);
      expect(shares).toHaveLength(many);
      expect(shares.reduce((sum, each) => sum + each, 0)).toBe(WHOLE_BP);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }
  });
});

describe("a price that is divided", () => {
  // As `Money.split` of the platform does it: the tests of both name the same cases.
  it.each([
    [100n, [3_333, 3_333, 3_334], [33n, 33n, 34n]],
    [1n, [5_000, 5_000], [1n, 0n]],
    [10n, [3_333, 3_333, 3_334], [3n, 3n, 4n]],
    [101n, [2_500, 2_500, 2_500, 2_500], [26n, 25n, 25n, 25n]],
    [999n, [1, 9_999], [0n, 999n]],
  ])("%s paise by these shares", (price, shares, parts) => {
    expect(divided(price, shares)).toEqual(parts);
  });

  it("loses nothing, at any price", () => {
    for (let price = 0n; price < 2_000n; price += 7n) {
      const parts = divided(price, [1_234, 4_321, 3_333, 1_112]);
      expect(parts.reduce((sum, each) => sum + each, 0n)).toBe(price);
    }
  });

  it("is nothing where no share is known", () => {
    expect(divided(100n, [0, 0])).toEqual([0n, 0n]);
  });
});
