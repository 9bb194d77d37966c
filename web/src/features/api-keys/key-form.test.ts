import { describe, expect, it } from "vitest";
import { bodyOf, EMPTY_KEY, errorsOf, stateOf } from "./key-form";

const NOW = Date.parse("2026-11-21T10:00:00Z");

describe("a new API key", () => {
  it("ends when the form says, by the platform's clock", () => {
    expect(bodyOf({ ...EMPTY_KEY, name: " Payroll ", days: 30 }, NOW)).toEqual({
      name: "Payroll",
      scopes: ["read"],
      expires_at: "2026-12-21T10:00:00.000Z",
    });
  });

  it("takes addresses however they were separated", () => {
    const form = { ...EMPTY_KEY, name: "A", days: 0, addresses: "10.0.0.1, 10.1.0.0/16\n ::1;" };
    expect(bodyOf(form, NOW)).toEqual({
      name: "A",
      scopes: ["read"],
      allowed_addresses: ["10.0.0.1", "10.1.0.0/16", "::1"],
    });
  });

  it("needs a name and something it may do", () => {
    expect(Object.keys(errorsOf({ ...EMPTY_KEY, scopes: [] }))).toEqual(["name", "scopes"]);
    expect(errorsOf({ ...EMPTY_KEY, name: "A" })).toEqual({});
  });
});

describe("the state of a key", () => {
  it("is revoked whatever its end was, and expired from that moment on", () => {
    const ends = "2026-11-21T10:00:00Z";
    expect(stateOf({ revoked_at: ends, expires_at: null }, NOW)).toBe("revoked");
    expect(stateOf({ revoked_at: null, expires_at: ends }, NOW)).toBe("expired");
    expect(stateOf({ revoked_at: null, expires_at: ends }, NOW - 1)).toBe("active");
    expect(stateOf({ revoked_at: null, expires_at: null }, NOW)).toBe("active");
  });
});
