/** What a deed changed, from the two sides of its record. */
import { plainly } from "@/lib/words";

export interface Change {
  /** Where in the thing, `limits.per_payout_paise`. */
  path: string;
  name: string;
  /** Undefined where that side says nothing of it. */
  before?: unknown;
  after?: unknown;
}

type Facts = Record<string, unknown>;

/** Whatever differs, in the order it was written down; what stayed as it was is left out. */
export function changesOf(before: Facts, after: Facts): Change[] {
  const [old, now] = [flat(before), flat(after)];
  const paths = new Set([...old.keys(), ...now.keys()]);
  return [...paths]
    .filter((path) => !same(old, now, path))
    .map((path) => ({
      path,
      name: nameOf(path),
      ...(old.has(path) && { before: old.get(path) }),
      ...(now.has(path) && { after: now.get(path) }),
    }));
}

function same(old: Map<string, unknown>, now: Map<string, unknown>, path: string): boolean {
  return (
    old.has(path) === now.has(path) &&
    JSON.stringify(old.get(path)) === JSON.stringify(now.get(path))
  );
}

/** Things within things become one list; lists stay as they are. */
function flat(facts: Facts, above = ""): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [name, value] of Object.entries(facts)) {
    const path = above + name;
    if (isFacts(value) && Object.keys(value).length > 0)
      for (const [each, within] of flat(value, `${path}.`)) found.set(each, within);
    else found.set(path, value);
  }
  return found;
}

function isFacts(value: unknown): value is Facts {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(path: string): string {
  return plainly(path.replace(/_(paise|minor)$/, ""));
}

export interface Money {
  minor: number;
  currency: string;
}

/** Paise, by the name they are kept under; and the small units of what the record says is its currency. */
export function moneyOf(path: string, value: unknown, currency: unknown): Money | null {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) return null;
  if (path.endsWith("_paise")) return { minor: value, currency: "INR" };
  return path.endsWith("_minor") && typeof currency === "string"
    ? { minor: value, currency }
    : null;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/;

export function isMoment(value: unknown): value is string {
  return typeof value === "string" && MOMENT.test(value);
}

export function inWords(value: unknown): string {
  if (value === null || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(inWords).join(", ") || "nothing";
  return typeof value === "string" || typeof value === "number"
    ? String(value)
    : JSON.stringify(value);
}

/** `payout.give_up_return` → `Payout: give up return`. */
export function deedOf(action: string): string {
  const [thing = "", ...verb] = action.split(".");
  const said = plainly(verb.join(" ")).toLowerCase();
  return said ? `${plainly(thing)}: ${said}` : plainly(thing);
}
