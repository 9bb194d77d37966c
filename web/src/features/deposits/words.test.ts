import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { plainly } from "@/lib/words";
import { MISMATCHES, reasonOf } from "./looks";
import { PURPOSE_CODES } from "./purposes";
import { OUTCOMES, wordsOf, type Step } from "./step-words";
import { webAddress } from "./web-address";

/** The platform's own lists, from where they are kept. */
const source = (file: string) => readFileSync(`../src/adulis/deposits/${file}`, "utf8");
const found = (file: string, pattern: RegExp) => [
  ...new Set([...source(file).matchAll(pattern)].map(([, word = ""]) => word)),
];

const step = (kind: string, what: string): Step => ({
  at: "2026-11-21T04:30:00Z",
  kind,
  what,
  who: null,
  detail: {},
});

test("the purpose codes are those the platform takes, in its words", () => {
  const theirs = [...source("purposes.py").matchAll(/"(P\d{4})": "(.+)",/g)].map(
    ([, code, says]) => [code, says],
  );
  expect(theirs.length).toBeGreaterThan(30);
  expect(Object.entries(PURPOSE_CODES)).toEqual(theirs);
});

describe("what the gateway can have said", () => {
  const outcomes = found("evidence.py", /outcome="([a-z_]+)"/g);

  it("is known from where it is decided", () => {
    expect(outcomes.length).toBeGreaterThan(8);
  });

  it.each(outcomes)("%s has words of its own", (what) => {
    expect(Object.keys(OUTCOMES)).toContain(what);
  });
});

describe("every fact about money that comes in", () => {
  const facts = found("events.py", /"((?:deposit|payment|refund|chargeback)\.[a-z_]+)"/g);

  it.each(facts)("%s has words of its own", (what) => {
    expect(wordsOf(step("fact", what)).title).not.toBe(plainly(what));
  });

  it("is shown tidied where nobody has words for it", () => {
    expect(wordsOf(step("fact", "deposit.teleported")).title).toBe("Deposit teleported");
  });
});

test("every reason not to credit a payment is told in words", () => {
  const mismatches = found("values.py", /^ {4}[A-Z_]+ = "((?:wrong|second|unknown)_[a-z]+)"/gm);
  expect(Object.keys(MISMATCHES).sort()).toEqual(mismatches.sort());
});

test("why it came to nothing is a sentence, whatever the code", () => {
  expect(reasonOf("not_paid_in_time")).toBe("Nobody paid in time.");
  expect(reasonOf("X7731_of_nobody")).toBe("X7731 of nobody.");
});

test.each([
  ["https://pay.example/checkout/pi_1", "https://pay.example/checkout/pi_1"],
  ["http://127.0.0.1:8000/gateway/checkout/pi_1", "http://127.0.0.1:8000/gateway/checkout/pi_1"],
  ["javascript:alert(1)", null],
  ["data:text/html,hello", null],
  ["//pay.example", null],
  ["", null],
  [null, null],
])("a payment page at %s is gone to as %s", (address, page) => {
  expect(webAddress(address)).toBe(page);
});
