import { defaultParseSearch, defaultStringifySearch } from "@tanstack/react-router";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { KINDS } from "./kinds";
import { readLedgerSearch, toApi, type BookSearch } from "./search";

const SEARCHES: BookSearch[] = [
  {},
  { account: "available" },
  { account: "held", kind: "payout_held" },
  { from: "2026-11-01", to: "2026-11-21" },
  { offset: 50 },
  { cursor: "bz1+/==" },
];

describe("the filters of the ledger", () => {
  it.each(SEARCHES)("come back from the address as they went into it: %j", (search) => {
    expect(readLedgerSearch(defaultParseSearch(defaultStringifySearch(search)))).toEqual(search);
  });

  it("are left out where somebody made them up", () => {
    const made = {
      account: "mine",
      kind: "k".repeat(61),
      from: "x",
      to: "2026-02-31",
      offset: "x",
    };
    expect(readLedgerSearch(made)).toEqual({});
  });

  it("are told to the API in its own words, with the place in the list", () => {
    expect(
      toApi({
        account: "held",
        kind: "payout_held",
        from: "2026-11-01",
        to: "2026-11-21",
        offset: 50,
      }),
    ).toEqual({
      account: "held",
      kind: "payout_held",
      from: "2026-10-31T18:30:00.000Z",
      to: "2026-11-21T18:30:00.000Z",
      offset: 50,
    });
    expect(toApi({ cursor: "c" })).toEqual({ cursor: "c" });
  });
});

describe("what a line of the ledger may be about", () => {
  it("is every posting that touches the two accounts of a merchant, and no other", () => {
    const page = readFileSync("../docs/ledger.md", "utf8");
    const touching = new Set<string>();
    let posting = "";
    for (const row of page.split("\n")) {
      const [, name = "", transfer = ""] = /^\| (?:\*\*(\w+)\*\*)? ?\| (`.*?) \|/.exec(row) ?? [];
      if (name) posting = name;
      if (
        /merchant\/<(merchant|sender|receiver|buyer|seller|harmed|next_best|party)>\/(available|held)\//.test(
          transfer,
        )
      )
        touching.add(posting);
    }
    expect([...touching].sort()).toEqual(Object.keys(KINDS).sort());
  });
});
