import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { wordsOf } from "./step-words";

/** Every outcome that a word of the bank can have, from where they are decided. */
const EVIDENCE = readFileSync("../src/adulis/payouts/evidence.py", "utf8");
const OUTCOMES = [
  ...new Set([...EVIDENCE.matchAll(/outcome="([a-z_]+)"/g)].map(([, outcome]) => outcome ?? "")),
];

test("the outcomes were found", () => {
  expect(OUTCOMES.length).toBeGreaterThan(15);
});

test.each(OUTCOMES)("%s is told in words of its own", (what) => {
  const step = { kind: "enquiry", what } as Parameters<typeof wordsOf>[0];
  const plain = what.replaceAll("_", " ");
  const said = wordsOf(step).title.split(": ")[1];
  expect(said).toBeTruthy();
  // A single word may be the best there is; a name of ours with its underscores taken out is not.
  if (plain.includes(" ")) expect(said).not.toBe(plain);
});
