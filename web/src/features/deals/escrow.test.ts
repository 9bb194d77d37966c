import { describe, expect, it } from "vitest";
import { agreement, milestone, submitted } from "@/testing/deals";
import {
  documentsOf,
  missingBesides,
  movesOf,
  partsOf,
  signalsOfBuyer,
  wrongWithSplit,
} from "./escrow";

describe("where the money of an agreement is", () => {
  it("comes to the whole, whatever happened to each milestone", () => {
    const parts = partsOf(
      agreement({
        milestones: [
          milestone({ amount_paise: 100 }),
          submitted({ amount_paise: 200, left_paise: 120, released_paise: 50, refunded_paise: 30 }),
          milestone({ amount_paise: 300, left_paise: 110, disputed_paise: 190 }),
          milestone({ amount_paise: 400, released_paise: 400, status: "released" }),
          milestone({ amount_paise: 500, status: "cancelled" }),
          // Partly paid in.
          milestone({ amount_paise: 600, left_paise: 250 }),
        ],
      }),
    );
    expect(parts).toEqual({
      whole: 2_100n,
      released: 450n,
      refunded: 30n,
      disputed: 190n,
      held: 480n,
      open: 450n,
      dropped: 500n,
    });
    const { whole, ...rest } = parts;
    expect(Object.values(rest).reduce((sum, each) => sum + each, 0n)).toBe(whole);
  });
});

describe("the buttons of a milestone", () => {
  it("are what the platform allows, the way on first, and no other", () => {
    expect(
      movesOf({ allowed_moves: ["dispute", "propose", "request_changes", "approve", "levitate"] }),
    ).toEqual(["approve", "request_changes", "propose", "dispute"]);
    expect(movesOf({ allowed_moves: [] })).toEqual([]);
  });
});

describe("a proposal", () => {
  it.each([
    [0n, 0n, "Name an amount for one of the two."],
    [60n, 41n, "Together that is more than is left."],
    [60n, 40n, undefined],
    [0n, 1n, undefined],
  ])("of %s and %s, with 100 left", (toSeller, toBuyer, wrong) => {
    expect(wrongWithSplit(toSeller, toBuyer, 100n)).toBe(wrong);
  });
});

describe("what a milestone waits for", () => {
  it("is beside the word of the two whatever else the terms name", () => {
    const day = { type: "date", on: "2027-01-01" };
    expect(
      missingBesides({
        missing_conditions: [{ type: "buyer_approves" }, { type: "both_approve" }, day],
      }),
    ).toEqual([day]);
  });

  it("is the buyer's word about a signal that no key was named for", () => {
    const missing_conditions = [
      { type: "signal", name: "arrived" },
      { type: "signal", name: "weighed", key_id: "k" },
    ];
    expect(signalsOfBuyer(submitted({ missing_conditions }))).toEqual(["arrived"]);
    expect(signalsOfBuyer(submitted({ missing_conditions, side: "seller" }))).toEqual([]);
    expect(signalsOfBuyer(submitted({ missing_conditions, status: "released" }))).toEqual([]);
  });

  it("is every document of the tree, once", () => {
    const bill = { type: "document", name: "bill_of_lading" };
    expect(
      documentsOf({
        any: [
          { all: [{ type: "buyer_approves" }, bill] },
          bill,
          { type: "document", name: "list" },
        ],
      }),
    ).toEqual(["bill_of_lading", "list"]);
  });
});
