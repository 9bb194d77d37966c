/** Which bank an IFSC names. The list is the app's own (see tools/bank-branches.ts); the API decides. */

interface Bank {
  name: string;
  /** What may follow the zero; numbers lost their leading zeros. */
  branches: (number | string)[];
}

export type Found =
  | { kind: "incomplete" }
  | { kind: "malformed" }
  | { kind: "unknown-bank" }
  | { kind: "unknown-branch"; bank: string }
  | { kind: "known"; bank: string };

const IFSC = /^([A-Z]{4})0([A-Z0-9]{6})$/;

/** As it is printed on a cheque, out of how people type it: `hdfc 0001234` → `HDFC0001234`. */
export function tidied(typed: string): string {
  return typed.replaceAll(/[\s-]/g, "").toUpperCase();
}

/** The four letters of the bank, once they are there. */
export function bankCodeOf(ifsc: string): string | null {
  return /^[A-Z]{4}/.exec(ifsc)?.[0] ?? null;
}

/** `bank` is undefined while it is on its way, null where the list has no such bank. */
export function readIfsc(ifsc: string, bank: Bank | null | undefined): Found {
  if (ifsc.length < 11) return { kind: bank === null ? "unknown-bank" : "incomplete" };
  const [, , branch] = IFSC.exec(ifsc) ?? [];
  if (branch === undefined) return { kind: "malformed" };
  if (bank === undefined) return { kind: "incomplete" };
  if (bank === null) return { kind: "unknown-bank" };
  const isListed = bank.branches.some((each) => String(each).padStart(6, "0") === branch);
  return { kind: isListed ? "known" : "unknown-branch", bank: bank.name };
}

/** One bank of the list; null where it has none of this code. */
export async function fetchBank(code: string, signal: AbortSignal): Promise<Bank | null> {
  const answer = await fetch(`/ifsc/${code}.json`, { signal });
  // A missing file is answered with the page itself where the app is served whole.
  const isFile = answer.headers.get("Content-Type")?.includes("json") ?? false;
  return answer.ok && isFile ? ((await answer.json()) as Bank) : null;
}
