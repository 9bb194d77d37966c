import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/ui/tokens.css", "utf8");

function tokens(theme: "light" | "dark"): Map<string, string> {
  const pairs = css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  return new Map(
    [...pairs].map(([, name = "", light = "", dark = ""]) => [
      name,
      theme === "light" ? light : dark,
    ]),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["page", "surface", "raised", "sunken"];
const WORDS = ["ink", "muted", "sea", "good", "wait", "doubt", "bad", "sail-ink"];
const TEXT: [string, string][] = [
  ...GROUNDS.flatMap((ground) => WORDS.map((word): [string, string] => [word, ground])),
  ...["good", "wait", "doubt", "bad", "sea"].map((tone): [string, string] => [
    tone,
    `${tone}-soft`,
  ]),
  ...["sea-soft", "good-soft", "wait-soft", "doubt-soft", "bad-soft", "sail-soft"].flatMap(
    (ground): [string, string][] => [
      ["ink", ground],
      ["muted", ground],
    ],
  ),
  ["sail-ink", "sail-soft"],
  ["on-sea", "sea"],
  ["on-sea", "sea-strong"],
  ["on-bad", "bad"],
  ["on-bad", "bad-strong"],
];
// Drawn, not written: lines of charts, edges of fields (WCAG 1.4.11).
const DRAWN: [string, string][] = [
  ["sail", "surface"],
  ["sea", "surface"],
  ["good", "surface"],
  ["doubt", "surface"],
  ["wait", "surface"],
];

describe.each(["light", "dark"] as const)("in the %s", (theme) => {
  const colour = tokens(theme);
  const of = (name: string) => {
    const found = colour.get(name);
    if (!found) throw new Error(`no token is called ${name}`);
    return found;
  };

  it.each(TEXT)("%s can be read on %s", (word, ground) => {
    expect(contrast(of(word), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(DRAWN)("%s is seen on %s", (shape, ground) => {
    expect(contrast(of(shape), of(ground))).toBeGreaterThanOrEqual(3);
  });
});
