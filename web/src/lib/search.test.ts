import { describe, expect, it } from "vitest";
import { compact, day, momentOf, oneOf, text, uuid, whole } from "./search";

describe("what stands in an address", () => {
  it("is left out where it is not understood", () => {
    expect(oneOf({ status: "failed" }, "status", ["failed", "pending"])).toBe("failed");
    expect(oneOf({ status: "FAILED" }, "status", ["failed"])).toBeUndefined();
    expect(oneOf({ status: ["failed"] }, "status", ["failed"])).toBeUndefined();
    expect(oneOf({}, "status", ["failed"])).toBeUndefined();
  });

  it("may be a text that looks like a number", () => {
    expect(text({ search: 123 }, "search")).toBe("123");
    expect(text({ search: "  a " }, "search")).toBe("  a ");
    expect(text({ search: "" }, "search")).toBeUndefined();
    expect(text({ search: { a: 1 } }, "search")).toBeUndefined();
    expect(text({ search: "x".repeat(80) }, "search")).toHaveLength(80);
    expect(text({ search: "x".repeat(81) }, "search")).toBeUndefined();
  });

  it.each([
    [0, 0],
    ["20", 20],
    [100, 100],
    [101, undefined],
    [-1, undefined],
    [1.5, undefined],
    ["x", undefined],
    [Infinity, undefined],
    [undefined, undefined],
    ["", undefined],
    [null, undefined],
    [true, undefined],
    [[5], undefined],
  ])("is a whole number from 0 to 100, or nothing: %j", (given, read) => {
    expect(whole({ offset: given }, "offset", 0, 100)).toBe(read);
  });

  it.each([
    ["2026-11-21", "2026-11-21"],
    ["2026-02-30", undefined],
    ["2026-13-01", undefined],
    ["2026-1-1", undefined],
    ["tomorrow", undefined],
    [20261121, undefined],
  ])("is a day of the calendar, or nothing: %j", (given, read) => {
    expect(day({ from: given }, "from")).toBe(read);
  });

  it("is an id, or nothing", () => {
    const id = "019ab000-0000-7000-8000-000000000001";
    expect(uuid({ account: id }, "account")).toBe(id);
    expect(uuid({ account: `${id}/..` }, "account")).toBeUndefined();
  });

  it("is short: what says nothing is left out", () => {
    expect(compact({ a: undefined, b: "", c: 0, d: false, e: "x" })).toEqual({
      c: 0,
      d: false,
      e: "x",
    });
  });

  it("begins and ends a day where the reader is", () => {
    expect(momentOf("2026-11-21")).toBe("2026-11-20T18:30:00.000Z");
    expect(momentOf("2026-11-21", 1)).toBe("2026-11-21T18:30:00.000Z");
    expect(momentOf("2026-12-31", 1)).toBe("2026-12-31T18:30:00.000Z");
  });
});
