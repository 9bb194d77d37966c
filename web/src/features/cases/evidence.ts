/**
 * Evidence is whatever a case was opened with: each kind brings its own members. They are read by
 * their names, whose last word says what they are (HOUSE §4: units last).
 */
import { plainly } from "@/lib/words";

export type Piece = Record<string, unknown>;

export type Shown =
  | { kind: "amount"; paise: number }
  | { kind: "moment"; at: string }
  | { kind: "reference"; text: string }
  | { kind: "text"; text: string }
  | { kind: "list"; items: Piece[] };

export interface Line {
  name: string;
  shown: Shown;
}

/** Told in the head of a piece, not among its lines. */
const HEAD = new Set(["at", "by"]);
const REFERENCES = new Set([
  "reference",
  "utr",
  "event_id",
  "payout_id",
  "key",
  "client_reference",
  "line_id",
]);

export function linesOf(piece: Piece): Line[] {
  return Object.entries(piece)
    .filter(([name, value]) => !HEAD.has(name) && value !== null && value !== "")
    .map(([name, value]) => ({ name: nameOf(name), shown: shownOf(name, value) }));
}

function nameOf(name: string): string {
  return plainly(name.replace(/_(paise|at|count)$/, ""));
}

function shownOf(name: string, value: unknown): Shown {
  if (name.endsWith("_paise") && typeof value === "number") return { kind: "amount", paise: value };
  if (name.endsWith("_at") && typeof value === "string" && !Number.isNaN(Date.parse(value))) {
    return { kind: "moment", at: value };
  }
  if (REFERENCES.has(name) && typeof value === "string") return { kind: "reference", text: value };
  if (Array.isArray(value) && value.every(isPiece)) return { kind: "list", items: value };
  if (typeof value === "string") return { kind: "text", text: plainOr(value) };
  if (typeof value === "boolean") return { kind: "text", text: value ? "yes" : "no" };
  return { kind: "text", text: typeof value === "number" ? String(value) : JSON.stringify(value) };
}

/** A word of the platform's vocabulary as people read it; what somebody wrote stays as written. */
function plainOr(text: string): string {
  return /^[a-z]+(_[a-z]+)*$/.test(text) ? plainly(text) : text;
}

function isPiece(value: unknown): value is Piece {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** When a piece came, and from whom. */
export function headOf(piece: Piece): { at: string | null; by: string | null } {
  const { at, by } = piece;
  return { at: typeof at === "string" ? at : null, by: typeof by === "string" ? by : null };
}

/** The id of the payout a case is about, if it is about one. */
export function payoutOf(subject: string): string | null {
  const [kind, id] = subject.split("/");
  return kind === "payout" && id ? id : null;
}

export function batchOf(subject: string): string | null {
  const [kind, id] = subject.split("/");
  return kind === "payout-batch" && id ? id : null;
}
