import { describe, expect, it } from "vitest";
import { bankCodeOf, readIfsc, tidied } from "./ifsc";

const HDFC = { name: "HDFC Bank", branches: [1, 240, "CAACOB"] };

describe("an IFSC being typed", () => {
  it("is tidied as people type it", () => {
    expect(tidied(" hdfc 0-000001 ")).toBe("HDFC0000001");
  });

  it("names its bank from the fourth letter on", () => {
    expect(bankCodeOf("HDF")).toBeNull();
    expect(bankCodeOf("HDFC0")).toBe("HDFC");
  });

  it("finds a branch whose leading zeros the list left out", () => {
    expect(readIfsc("HDFC0000240", HDFC)).toEqual({ kind: "known", bank: "HDFC Bank" });
  });

  it("finds a branch of letters", () => {
    expect(readIfsc("HDFC0CAACOB", HDFC)).toEqual({ kind: "known", bank: "HDFC Bank" });
  });

  it("tells a branch that is not in the list from a bank that is not", () => {
    expect(readIfsc("HDFC0999999", HDFC)).toEqual({ kind: "unknown-branch", bank: "HDFC Bank" });
    expect(readIfsc("ZZZZ0000001", null)).toEqual({ kind: "unknown-bank" });
  });

  it("says nothing too early, and nothing while the list is on its way", () => {
    expect(readIfsc("HDFC00002", HDFC)).toEqual({ kind: "incomplete" });
    expect(readIfsc("HDFC0000240", undefined)).toEqual({ kind: "incomplete" });
  });

  it("knows that the fifth is a zero, not the letter O", () => {
    expect(readIfsc("HDFCO000240", HDFC)).toEqual({ kind: "malformed" });
  });
});
