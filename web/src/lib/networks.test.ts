import { describe, expect, it } from "vitest";
import { readNetwork } from "./networks";

describe("a network", () => {
  it.each([
    ["203.0.113.7", "this one address"],
    ["203.0.113.7/32", "this one address"],
    ["203.0.113.0/24", "203.0.113.0 – 203.0.113.255, 256 addresses"],
    // Whoever wrote one address of it means the network.
    ["203.0.113.7/24", "203.0.113.0 – 203.0.113.255, 256 addresses"],
    ["10.0.0.0/31", "10.0.0.0 – 10.0.0.1, 2 addresses"],
    ["10.0.0.0/8", "10.0.0.0 – 10.255.255.255, 1,67,77,216 addresses"],
    ["2001:db8::1", "this one address"],
    ["2001:db8::/32", "2001:db8:: – 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"],
    ["2001:db8::/126", "2001:db8:: – 2001:db8::3, 4 addresses"],
    ["1:2:3:4:5:6:7:8/112", "1:2:3:4:5:6:7:0 – 1:2:3:4:5:6:7:ffff, 65,536 addresses"],
  ])("%s is %s", (text, says) => {
    expect(readNetwork(text)).toEqual({ ok: true, says, isAll: false });
  });

  it.each(["0.0.0.0/0", "::/0"])("%s is everywhere", (text) => {
    expect(readNetwork(text)).toMatchObject({ ok: true, isAll: true });
  });

  it.each([
    "203.0.113",
    "203.0.113.256",
    "203.0.113.07",
    "office",
    "1.2.3.4/8/8",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8::",
    "12345::",
    "",
  ])("“%s” is none", (text) => {
    expect(readNetwork(text)).toEqual({
      ok: false,
      why: `“${text}” is no IP address or network.`,
    });
  });

  it.each([
    ["203.0.113.0/33", 32],
    ["203.0.113.0/", 32],
    ["203.0.113.0/x", 32],
    ["2001:db8::/129", 128],
  ])("of %s is too small", (text, most) => {
    expect(readNetwork(text)).toEqual({
      ok: false,
      why: `After the slash of “${text}” stands a number from 0 to ${most}.`,
    });
  });
});
