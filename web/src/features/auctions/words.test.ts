import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { problemOf, type ProblemCode } from "@/api/problems";
import { auction, auctionRules, myBid } from "@/testing/auctions";
import { refusal } from "@/testing/server";
import { movedByLead } from "./countdown";
import { movedEnd, outlookOf, tooLittle } from "./bidding";
import { wrongLimit } from "./auto-bid";
import { explainBid, standingOf, TOLD_CODES } from "./words";

async function said(code: ProblemCode, facts: Record<string, unknown> = {}) {
  const response = refusal(409, code, { title: "Title.", detail: "Title.", ...facts });
  return explainBid(problemOf(await response.clone().json(), response));
}

/** Every refusal of the room of auctions, as its page of the documents lists them. */
function everyCode(): string[] {
  const source = readFileSync("../src/adulis/bidding/errors.py", "utf8");
  const names = [...source.matchAll(/^class (\w+)\(/gm)].map(([, name = ""]) => name);
  // As the platform makes codes of names: `NotFinalist` is `not_finalist`.
  return names.map((name) => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase());
}

/** Refusals nobody meets in this room: they are a program's, or say themselves what is to be done. */
const NOT_MET = ["auction_exists", "unusual_bid", "instruction_over", "not_closed"];

describe("a refusal", () => {
  it("has words of its own here, whichever it is", () => {
    const missing = everyCode().filter(
      (code) => !TOLD_CODES.includes(code) && !NOT_MET.includes(code),
    );
    expect(everyCode().length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  it("names the number to try again with", async () => {
    expect(await said("outbid", { required_paise: 1_212_000, price_paise: 1_200_000 })).toEqual({
      what: "Somebody was quicker, or goes further.",
      todo: "₹12,120.00 or better would be taken now.",
    });
    expect((await said("bid_not_improved", { required_paise: null })).todo).toBe(
      "No better bid can be made.",
    );
  });

  it.each([
    ["no_correction", "by the right bid in its place"],
    ["too_late_after_the_bid", "within a minute, and that is over"],
    ["too_near_the_end", "too near the end"],
    ["not_a_correction", "simply bid"],
    ["another reason", "loses the bond"],
  ])("to take a bid back says why: %s", async (reason, words) => {
    expect((await said("retraction_refused", { reason })).todo).toContain(words);
  });

  it("for want of the bond says what is there, and that nothing was set aside", async () => {
    const { what, todo } = await said("insufficient_funds", { available_paise: 12_300 });
    expect(what).toBe("There is not enough money for the bond: ₹123.00 is available.");
    expect(todo).toContain("nothing set aside");
  });

  it("of another room is in the words of all", async () => {
    expect((await said("role_too_low")).what).toBe("Your role does not allow this.");
  });
});

describe("where one stands", () => {
  it.each([
    ["nobody who may not bid", auction({ allowed_moves: [] }), "You look on"],
    ["a newcomer", auction(), "You have not bid"],
    ["the leader", auction({ mine: myBid({ is_leading: true, rank: 1 }) }), "You lead"],
    ["whoever is outbid", auction({ mine: myBid() }), "You are outbid, rank 2"],
    [
      "whoever is outbid and sees no rank",
      auction({ mine: myBid({ rank: null }) }),
      "You are outbid",
    ],
    [
      "somebody in a blind auction",
      auction({ mine: myBid({ rank: null, is_leading: null }) }),
      "Your bid is in",
    ],
    ["a stale bid", auction({ mine: myBid({ is_stale: true }) }), "The terms have changed"],
    [
      "the excluded",
      auction({ mine: myBid({ standing: "excluded" }) }),
      "You are out of this auction",
    ],
    [
      "a sealed bidder",
      auction({
        rules: auctionRules({ format: "sealed" }),
        mine: myBid({ bid_paise: null, is_leading: null, rank: null }),
        allowed_moves: ["bid", "withdraw"],
      }),
      "Your sealed bid is in",
    ],
    [
      "a finalist",
      auction({ status: "final_round", mine: myBid({ is_finalist: true }) }),
      "You are in the final round",
    ],
    [
      "a finalist who has bid",
      auction({ status: "final_round", mine: myBid({ is_finalist: true, has_shot: true }) }),
      "Your final bid is in",
    ],
    [
      "the chosen",
      auction({
        status: "awarded",
        mine: myBid(),
        award: {
          bidder: 1,
          merchant_id: "m",
          merchant_name: "Malabar",
          price_paise: 1,
          is_binding: true,
          status: "offered",
          due_at: "2026-11-21T04:30:00Z",
          reason: "",
          note: "",
        },
      }),
      "You were chosen",
    ],
  ])("is told to %s", (_, given, title) => {
    expect(standingOf(given).title).toBe(title);
  });

  it("names what to bid next", () => {
    expect(standingOf(auction({ mine: myBid() })).text).toBe("Bid ₹12,120.00 or more to go on.");
    const reverse = auctionRules({ direction: "reverse" });
    expect(standingOf(auction({ mine: myBid(), rules: reverse })).text).toBe(
      "Bid ₹12,120.00 or less to go on.",
    );
  });
});

describe("a bid before it is made", () => {
  const reverse = auction({ rules: auctionRules({ direction: "reverse" }) });

  it("is enough from the least on, and in a request from the most down", () => {
    expect(tooLittle(auction(), 1_212_000)).toBeNull();
    expect(tooLittle(auction(), 1_211_999)).toBe("At least ₹12,120.00 is taken now.");
    expect(tooLittle(reverse, 1_212_000)).toBeNull();
    expect(tooLittle(reverse, 1_212_001)).toBe("At most ₹12,120.00 is taken now.");
    expect(tooLittle(auction({ required_paise: null }), 1)).toContain("No better bid");
  });

  it("of the final round is no worse than what stands", () => {
    const final = auction({ status: "final_round", required_paise: null, mine: myBid() });
    expect(tooLittle(final, 1_100_000)).toBeNull();
    expect(tooLittle(final, 1_099_999)).toBe("Not worse than your bid that stands, ₹11,000.00.");
  });

  it("says no more of what comes of it than can be known", () => {
    expect(outlookOf(auction({ leader: null, price_paise: null }))).toBe("leads");
    expect(outlookOf(auction())).toBe("leads unless answered");
    expect(outlookOf(auction({ mine: myBid({ is_leading: true }) }))).toBe("raises own limit");
    const ranked = auctionRules({ visibility: "rank" });
    expect(outlookOf(auction({ rules: ranked, leader: null }))).toBe("not shown");
    expect(outlookOf(auction({ rules: auctionRules({ format: "sealed" }) }))).toBe("sealed");
  });

  it("moves the end where it takes the lead in the window, and never beyond the latest", () => {
    const ends = Date.parse("2026-11-21T10:00:00Z");
    const given = auction({
      ends_at: "2026-11-21T10:00:00Z",
      ends_at_latest: "2026-11-21T10:02:30Z",
    });
    expect(movedEnd(given, ends - 120_001)).toBeNull();
    expect(movedEnd(given, ends - 120_000)).toBe("2026-11-21T10:01:00.000Z");
    expect(movedEnd(given, ends - 1000)).toBe("2026-11-21T10:02:30.000Z");
    expect(movedEnd({ ...given, mine: myBid({ is_leading: true }) }, ends - 1000)).toBeNull();
  });

  it("is why the end was moved, where it was not other terms, the final round or an outage", () => {
    const before = auction({ leader: 1 });
    expect(movedByLead(before, auction({ leader: 2 }))).toBe(true);
    expect(movedByLead(before, auction({ leader: 1 }))).toBe(false);
    expect(movedByLead(before, auction({ leader: 2, terms_version: 2 }))).toBe(false);
    expect(movedByLead(before, auction({ leader: 2, status: "final_round" }))).toBe(false);
    const ranked = auctionRules({ visibility: "rank" });
    expect(movedByLead(auction({ rules: ranked }), auction({ rules: ranked }))).toBe(true);
  });

  it("as a limit is held to what the leader stands at, and to what takes part", () => {
    expect(wrongLimit(auction(), 1_211_999)).toBe("At least ₹12,120.00 takes part now.");
    expect(wrongLimit(auction(), 1_212_000)).toBeUndefined();
    const leads = auction({ mine: myBid({ is_leading: true }) });
    expect(wrongLimit(leads, 1_100_000)).toBeUndefined();
    expect(wrongLimit(leads, 1_099_999)).toContain("Your bid stands at ₹11,000.00");
  });
});
