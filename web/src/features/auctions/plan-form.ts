/** How a draft shall be put up: what the form holds, and the request it becomes. */
import { formatForInput, paise, parseRupees, toWire } from "@/money/money";
import type { Plan, PlanBody } from "./calls";

export interface PlanForm {
  /** Empty: the deal's budget. */
  start: string;
  /** Empty: none. */
  reserve: string;
  visibility: Plan["visibility"];
  stepKind: "absolute" | "basis_points";
  /** Rupees, or per cent. */
  step: string;
  windowMinutes: string;
  extensionMinutes: string;
  overtimeMinutes: string;
  /** 0: none. */
  finalRoundMinutes: string;
  /** Empty: none. */
  bond: string;
}

export type PlanErrors = Partial<Record<keyof PlanForm, string>>;

export function formOf(plan: Plan): PlanForm {
  const money = (amount: number | null): string =>
    amount === null || amount === 0 ? "" : formatForInput(paise(amount));
  return {
    start: money(plan.start_paise),
    reserve: money(plan.reserve_paise),
    visibility: plan.visibility,
    stepKind: plan.step.kind,
    step:
      plan.step.kind === "absolute"
        ? formatForInput(paise(plan.step.value))
        : perCent(plan.step.value),
    windowMinutes: minutes(plan.window_seconds),
    extensionMinutes: minutes(plan.extension_seconds),
    overtimeMinutes: minutes(plan.overtime_seconds),
    finalRoundMinutes: minutes(plan.final_round_seconds ?? 0),
    bond: money(plan.bond_paise),
  };
}

export function planErrors(form: PlanForm, isSealed: boolean): PlanErrors {
  const errors: PlanErrors = {};
  for (const name of ["start", "reserve", "bond"] as const) {
    const parsed = parseRupees(form[name]);
    if (form[name].trim() !== "" && !parsed.ok) errors[name] = parsed.why;
  }
  if (isSealed) return errors;
  if (stepValue(form) === null)
    errors.step =
      form.stepKind === "absolute" ? "Enter an amount." : "Enter per cent, up to two decimals.";
  for (const name of TIMES) {
    if (!/^\d{1,4}(\.\d)?$/.test(form[name].trim())) errors[name] = "Enter minutes.";
  }
  return errors;
}

const TIMES = [
  "windowMinutes",
  "extensionMinutes",
  "overtimeMinutes",
  "finalRoundMinutes",
] as const;

/** The request. Of a sealed auction there are neither steps nor a soft close. Call it without errors. */
export function bodyOf(form: PlanForm, own: Plan["own_step"], isSealed: boolean): PlanBody {
  const money = (text: string): number | undefined => {
    const parsed = parseRupees(text);
    return parsed.ok ? toWire(parsed.paise) : undefined;
  };
  const [start, reserve, bond] = [money(form.start), money(form.reserve), money(form.bond)];
  const always = {
    ...(start !== undefined && { start_paise: start }),
    ...(reserve !== undefined && { reserve_paise: reserve }),
    ...(bond !== undefined && { bond_paise: bond }),
  };
  if (isSealed) return { ...always, final_round_seconds: 0 };
  return {
    ...always,
    visibility: form.visibility,
    step_kind: form.stepKind,
    step_value: stepValue(form) ?? 1,
    own_step_kind: own.kind,
    own_step_value: own.value,
    window_seconds: seconds(form.windowMinutes),
    extension_seconds: seconds(form.extensionMinutes),
    overtime_seconds: seconds(form.overtimeMinutes),
    final_round_seconds: seconds(form.finalRoundMinutes),
  };
}

function stepValue({ stepKind, step }: PlanForm): number | null {
  if (stepKind === "absolute") {
    const parsed = parseRupees(step);
    return parsed.ok && parsed.paise > 0n ? toWire(parsed.paise) : null;
  }
  const match = /^(\d{1,2})(?:\.(\d{1,2}))?$/.exec(step.trim());
  if (!match) return null;
  const [, whole = "0", part = ""] = match;
  const points = Number(whole) * 100 + Number(part.padEnd(2, "0"));
  return points > 0 ? points : null;
}

function perCent(basisPoints: number): string {
  const part = String(basisPoints % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${Math.trunc(basisPoints / 100)}${part ? `.${part}` : ""}`;
}

function minutes(given: number): string {
  return String(Math.round(given / 6) / 10);
}

function seconds(text: string): number {
  return Math.round(Number(text) * 60);
}
