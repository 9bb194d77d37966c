import { defaultParseSearch, defaultStringifySearch } from "@tanstack/react-router";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  filtersOf,
  hasFilters,
  readNewPayoutSearch,
  readPayoutSearch,
  STATUSES,
  type PayoutsSearch,
} from "./search";

const ID = "019ab000-0000-7000-8000-000000000001";
const throughAddress = (search: PayoutsSearch) =>
  readPayoutSearch(defaultParseSearch(defaultStringifySearch(search)));

const SEARCHES: PayoutsSearch[] = [
  {},
  ...STATUSES.map((status) => ({ status })),
  { waiting: "approval" },
  { doubt: true },
  { held: true },
  { account: ID },
  { from: "2026-11-01", to: "2026-11-21" },
  { search: "Asha & Söhne ?=#%" },
  { search: "0123" },
  { search: "123" },
  { search: "true" },
  { search: "null" },
  { search: '{"a":1}' },
  { search: "2026-11-21" },
  { offset: 50 },
  { cursor: "bz1+/==" },
  { cursor: "123" },
  { status: "failed", account: ID, from: "2026-11-01", search: "INV", offset: 100 },
];

describe("the filters of payouts", () => {
  it.each(SEARCHES)("come back from the address as they went into it: %j", (search) => {
    expect(throughAddress(search)).toEqual(search);
  });

  it("are left out where somebody made them up", () => {
    expect(
      readPayoutSearch({
        status: "lost",
        waiting: "godot",
        doubt: "yes",
        held: 1,
        account: "me",
        from: "yesterday",
        to: 5,
        search: "",
        offset: -1,
        cursor: "c".repeat(401),
        limit: 100,
      }),
    ).toEqual({});
  });

  it("are told to the API in its own words, without the place in the list", () => {
    expect(
      filtersOf({
        status: "pending",
        waiting: "funds",
        doubt: true,
        held: true,
        account: ID,
        from: "2026-11-01",
        to: "2026-11-21",
        search: "INV",
        offset: 50,
        cursor: "c",
      }),
    ).toEqual({
      status: "pending",
      waiting_for: "funds",
      in_doubt: "true",
      held: "true",
      bank_account_id: ID,
      created_after: "2026-10-31T18:30:00.000Z",
      created_before: "2026-11-21T18:30:00.000Z",
      search: "INV",
    });
  });

  it("are there or not, whatever page one is on", () => {
    expect(hasFilters({ offset: 50, cursor: "c" })).toBe(false);
    expect(hasFilters({ doubt: true })).toBe(true);
  });

  it("know every state and every reason to wait that the API knows", () => {
    const types = readFileSync("src/api/schema.d.ts", "utf8");
    const query = /^ {2}list_payouts: \{.*?query\?: \{(.*?)\n {6}\};/ms.exec(types)?.[1] ?? "";
    const words = (name: string) =>
      [...(new RegExp(`\\n {8}${name}\\?:(.*?);`, "s").exec(query)?.[1] ?? "").matchAll(/"(\w+)"/g)]
        .map(([, word]) => word)
        .sort();
    expect(words("status")).toEqual([...STATUSES].sort());
    const waits = words("waiting_for");
    expect(waits.length).toBeGreaterThan(5);
    for (const waiting of waits) expect(readPayoutSearch({ waiting })).toEqual({ waiting });
  });
});

describe("what a new payout begins with", () => {
  it("is an account or a payout, by their ids", () => {
    expect(readNewPayoutSearch({ account: ID, again: "x", amount: 5 })).toEqual({ account: ID });
    expect(readNewPayoutSearch({ again: ID })).toEqual({ again: ID });
  });
});
