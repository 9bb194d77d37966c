import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  formatCompact,
  formatForInput,
  formatPaise,
  groupIndian,
  inWords,
  MOST_PAISE,
  paise,
  parseRupees,
  toWire,
  widthOf,
} from "./money";

describe("an amount on the screen", () => {
  it.each([
    [0n, "₹0.00"],
    [1n, "₹0.01"],
    [99n, "₹0.99"],
    [100n, "₹1.00"],
    [99_999n, "₹999.99"],
    [100_000n, "₹1,000.00"],
    [9_999_999n, "₹99,999.99"],
    [10_000_000n, "₹1,00,000.00"],
    [123_456_700n, "₹12,34,567.00"],
    [1_000_000_000n, "₹1,00,00,000.00"],
    [10_000_000_000_000n, "₹1,00,00,00,00,000.00"],
    [-1n, "−₹0.01"],
    [-123_456_789n, "−₹12,34,567.89"],
    [12_345_678_901_234_567_890_123n, "₹12,34,56,78,90,12,34,56,78,901.23"],
  ])("%s paise are %s", (amount, text) => {
    expect(formatPaise(amount)).toBe(text);
  });

  it("has a minus, not a hyphen, before the currency", () => {
    expect(formatPaise(-100n).codePointAt(0)).toBe(0x2212);
  });

  it.each([
    ["", ""],
    ["1", "1"],
    ["123", "123"],
    ["1234", "1,234"],
    ["12345", "12,345"],
    ["123456", "1,23,456"],
    ["1234567", "12,34,567"],
    ["12345678", "1,23,45,678"],
  ])("groups %s as %s", (digits, grouped) => {
    expect(groupIndian(digits)).toBe(grouped);
  });
});

/** Amounts from every size there is, the same on every run. */
function manyAmounts(): bigint[] {
  const found: bigint[] = [];
  let state = 20_261_121n;
  for (let power = 0n; power <= 13n; power += 1n) {
    for (let time = 0; time < 40; time += 1) {
      state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
      found.push(1n + ((state >> 8n) % 10n ** power));
    }
    found.push(10n ** power, 10n ** power - 1n || 1n);
  }
  return found.filter((amount) => amount <= MOST_PAISE);
}

describe("whatever is printed", () => {
  it("is read back as the same paise, in every way people copy it", () => {
    for (const amount of manyAmounts()) {
      const printed = formatPaise(amount);
      const ways = [
        printed,
        printed.slice(1),
        printed.replaceAll(",", ""),
        formatForInput(amount),
        ` ${printed} `,
        printed.replace("₹", "₹ "),
        printed.replace("₹", "₹\u00a0"),
        printed.replaceAll(",", "\u202f"),
      ];
      for (const way of ways)
        expect([way, parseRupees(way)]).toEqual([way, { ok: true, paise: amount }]);
    }
  });

  it("keeps every digit, in pairs above the last three", () => {
    for (const amount of manyAmounts()) {
      const printed = formatPaise(amount);
      expect(BigInt(printed.replaceAll(/\D/g, ""))).toBe(amount);
      expect(printed).toMatch(/^₹\d{1,3}\.\d{2}$|^₹\d{1,2}(,\d{2})*,\d{3}\.\d{2}$/);
    }
  });

  it("adds up to the paisa where floats would not", () => {
    const cents = Array.from({ length: 1000 }, () => paise(10));
    expect(formatPaise(cents.reduce((sum, each) => sum + each, 0n))).toBe("₹100.00");
    expect(parseRupees("1.15")).toEqual({ ok: true, paise: 115n });
    expect(parseRupees("4.35")).toEqual({ ok: true, paise: 435n });
    expect(parseRupees("9007199254740.93")).toEqual({
      ok: false,
      why: "That is more than any payment can be.",
    });
    expect(parseRupees("90071992547.93")).toEqual({ ok: true, paise: 9_007_199_254_793n });
  });
});

describe("an amount being typed", () => {
  it.each([
    ["5000", 500_000n],
    ["5,000", 500_000n],
    ["5,000.5", 500_050n],
    ["5,000.50", 500_050n],
    ["5000.", 500_000n],
    ["₹5,00,000", 50_000_000n],
    ["₹ 5,00,000.00", 50_000_000n],
    ["  5 00 000 ", 50_000_000n],
    ["1,234,567.89", 123_456_789n],
    ["12,34,567.89", 123_456_789n],
    ["0.01", 1n],
    ["007", 700n],
    ["100000000000", MOST_PAISE],
  ])("%s is %s paise", (text, amount) => {
    expect(parseRupees(text)).toEqual({ ok: true, paise: amount });
  });

  const FORM = "Enter an amount in rupees, like 5,000 or 5,000.50.";
  const COMMAS = "The commas do not group this number. Leave them out to be sure.";
  it.each([
    ["", "Enter an amount."],
    ["   ", "Enter an amount."],
    ["₹", "Enter an amount."],
    ["0", "Enter more than nothing."],
    ["0.00", "Enter more than nothing."],
    ["-5", "An amount cannot be negative."],
    ["−5", "An amount cannot be negative."],
    ["-₹5", "An amount cannot be negative."],
    ["5.001", "There is nothing smaller than a paisa: two digits after the point."],
    ["5,50", COMMAS],
    ["5,0000", COMMAS],
    ["1,2345,678", COMMAS],
    [",500", COMMAS],
    ["500,", COMMAS],
    ["5,000.5,0", COMMAS],
    ["5.000,50", COMMAS],
    [".5", FORM],
    ["1e3", FORM],
    ["0x10", FORM],
    ["+5", FORM],
    ["5.0.0", FORM],
    ["Infinity", FORM],
    ["NaN", FORM],
    ["Rs. 500", FORM],
    ["$500", FORM],
    ["500₹", FORM],
    ["5₹0", FORM],
    ["٥٠٠", FORM],
    ["५००", FORM],
    ["100000000000.01", "That is more than any payment can be."],
  ])("%s is refused", (text, why) => {
    expect(parseRupees(text)).toEqual({ ok: false, why });
  });

  it("is refused however long it is", () => {
    for (const digits of [13, 400, 100_000]) {
      expect(parseRupees(`${"9".repeat(digits)}.99`)).toEqual({
        ok: false,
        why: "That is more than any payment can be.",
      });
    }
  });
});

describe("an amount on the wire", () => {
  it("is a whole number that JSON can hold, or an error", () => {
    expect(paise(500_000)).toBe(500_000n);
    expect(paise(5n)).toBe(5n);
    expect(toWire(MOST_PAISE)).toBe(10_000_000_000_000);
    for (const wrong of [0.5, 1.1, Number.NaN, Infinity, 2 ** 53]) {
      expect(() => paise(wrong)).toThrow(RangeError);
    }
    expect(() => toWire(2n ** 53n)).toThrow(RangeError);
  });

  it("never passes through a float", () => {
    const source = readFileSync("src/money/money.ts", "utf8");
    expect(source).not.toMatch(/parseFloat|toFixed|Math\.round|\* 100(?!n)/);
  });
});

describe("an amount where room is short", () => {
  it.each([
    [0n, "₹0"],
    [95_000n, "₹950"],
    [99_999n, "₹999.99"],
    [100_000n, "₹1K"],
    [1_250_000n, "₹12.5K"],
    [10_000_000n, "₹1L"],
    [32_000_000n, "₹3.2L"],
    [1_000_000_000n, "₹1Cr"],
    [1_250_000_000n, "₹1.25Cr"],
    [-1_250_000n, "−₹12.5K"],
  ])("%s paise are %s", (amount, text) => {
    expect(formatCompact(amount)).toBe(text);
  });
});

describe("an amount in words", () => {
  it.each([
    [0n, "zero rupees"],
    [1n, "one paisa"],
    [100n, "one rupee"],
    [150n, "one rupee fifty paise"],
    [2_100n, "twenty-one rupees"],
    [1_900n, "nineteen rupees"],
    [52_000_000n, "five lakh twenty thousand rupees"],
    [5_200_000n, "fifty-two thousand rupees"],
    [
      123_456_789n,
      "twelve lakh thirty-four thousand five hundred sixty-seven rupees eighty-nine paise",
    ],
    [1_000_000_000n, "one crore rupees"],
    [MOST_PAISE, "ten thousand crore rupees"],
  ])("%s paise are %s", (amount, words) => {
    expect(inWords(amount)).toBe(words);
  });
});

describe("a part of a bar", () => {
  it("is as wide as its share, to a hundredth of a percent", () => {
    expect(widthOf(1n, 3n)).toBe(33.33);
    expect(widthOf(0n, 3n)).toBe(0);
    expect(widthOf(3n, 3n)).toBe(100);
    expect(widthOf(1n, 0n)).toBe(0);
    expect(widthOf(-1n, 3n)).toBe(0);
  });
});
