import { describe, expect, it } from "vitest";
import type { Plan } from "./calls";
import { bodyOf, formOf, planErrors } from "./plan-form";

const PLAN: Plan = {
  deal_id: "d",
  start_paise: null,
  reserve_paise: 1_500_000,
  visibility: "price",
  step: { kind: "basis_points", value: 125 },
  own_step: { kind: "absolute", value: 1 },
  window_seconds: 120,
  extension_seconds: 180,
  overtime_seconds: 1800,
  final_round_seconds: null,
  bond_paise: 0,
};

describe("a plan", () => {
  it("is the same after it was shown and sent, down to what was never touched", () => {
    expect(bodyOf(formOf(PLAN), PLAN.own_step, false)).toEqual({
      reserve_paise: 1_500_000,
      visibility: "price",
      step_kind: "basis_points",
      step_value: 125,
      own_step_kind: "absolute",
      own_step_value: 1,
      window_seconds: 120,
      extension_seconds: 180,
      overtime_seconds: 1800,
      final_round_seconds: 0,
    });
  });

  it.each([
    ["basis_points", "1", 100],
    ["basis_points", "1.5", 150],
    ["basis_points", "0.05", 5],
    ["absolute", "250", 25_000],
  ] as const)("has a step in %s of %s", (stepKind, step, value) => {
    const form = { ...formOf(PLAN), stepKind, step };
    expect(planErrors(form, false)).toEqual({});
    expect(bodyOf(form, PLAN.own_step, false)).toMatchObject({ step_value: value });
  });

  it.each([
    [{ step: "0" }, "step"],
    [{ step: "1.555" }, "step"],
    [{ stepKind: "absolute", step: "" }, "step"],
    [{ start: "abc" }, "start"],
    [{ windowMinutes: "-1" }, "windowMinutes"],
    [{ windowMinutes: "" }, "windowMinutes"],
  ] as const)("with %o is not sent", (changes, blamed) => {
    expect(Object.keys(planErrors({ ...formOf(PLAN), ...changes }, false))).toEqual([blamed]);
  });

  it("of a sealed auction has no steps and no soft close, whatever the form holds of them", () => {
    const form = { ...formOf(PLAN), step: "" };
    expect(planErrors(form, true)).toEqual({});
    expect(bodyOf(form, PLAN.own_step, true)).toEqual({
      reserve_paise: 1_500_000,
      final_round_seconds: 0,
    });
  });
});
