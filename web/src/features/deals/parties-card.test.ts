import { describe, expect, it } from "vitest";
import { score } from "@/testing/deals";
import { deedsOf } from "./parties-card";

describe("what a merchant did", () => {
  it.each([
    [100, "1 round a milestone"],
    [150, "1.5 rounds a milestone"],
  ])("says %s hundredths of a round as %s", (rounds_hundredths, said) => {
    expect(deedsOf(score({ rounds_hundredths }))).toEqual([said]);
  });
});
