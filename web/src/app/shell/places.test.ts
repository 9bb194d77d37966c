import { describe, expect, it } from "vitest";
import { merchant } from "@/testing/world";
import { placesFor } from "./places";

const namesFor = (role: "owner" | "finance" | "viewer", isSandbox = true) =>
  placesFor(merchant({ role }), isSandbox).flatMap(({ places }) => places.map(({ name }) => name));

describe("the places of the rail", () => {
  it("are those that somebody may open", () => {
    expect(namesFor("owner")).toContain("Audit log");
    expect(namesFor("finance")).not.toContain("Audit log");
    expect(namesFor("viewer")).not.toContain("Audit log");
    expect(namesFor("viewer")).toContain("Statement");
  });

  it("have no sandbox where money is real", () => {
    expect(namesFor("owner")).toContain("Sandbox");
    expect(namesFor("owner", false)).not.toContain("Sandbox");
  });

  it("are each there once, and no group is empty", () => {
    const names = namesFor("owner");
    expect(new Set(names).size).toBe(names.length);
    expect(
      placesFor(merchant({ role: "viewer" }), false).map(({ places }) => places.length),
    ).not.toContain(0);
  });
});
