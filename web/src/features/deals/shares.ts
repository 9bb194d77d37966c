/** Shares of a price: typed as percent, counted in ten-thousandths, paid to the paisa. */
import type { Paise } from "@/money/money";

export const WHOLE_BP = 10_000;

/** `33.33`, `33,33 %` → 3,333; null where it is no share. */
export function parseShare(text: string): number | null {
  const found = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.replaceAll(/[\s%]/g, ""));
  if (!found) return null;
  const [, whole = "0", part = ""] = found;
  const bp = Number(whole) * 100 + Number(part.padEnd(2, "0"));
  return bp >= 1 && bp <= WHOLE_BP ? bp : null;
}

/** As one types it: `33.33`, `50`. */
export function shareForInput(bp: number): string {
  const part = String(bp % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${Math.trunc(bp / 100)}${part && `.${part}`}`;
}

/** So many shares of the same size, the first of them taking what is left over. */
export function evenShares(many: number): number[] {
  const each = Math.trunc(WHOLE_BP / many);
  const over = WHOLE_BP - each * many;
  return Array.from({ length: many }, (_, place) => each + (place < over ? 1 : 0));
}

/**
 * What each share of the price is worth, by largest remainder, so that nothing is lost. The platform
 * divides when it is agreed; this shows beforehand what will come of it, and comes to the same.
 */
export function divided(price: Paise, shares: readonly number[]): Paise[] {
  const weights = shares.map(BigInt);
  const whole = weights.reduce((sum, each) => sum + each, 0n);
  if (whole === 0n) return shares.map(() => 0n);
  const parts = weights.map((weight) => (price * weight) / whole);
  const missing = Number(price - parts.reduce((sum, each) => sum + each, 0n));
  const byRemainder = weights
    .map((weight, place) => ({ place, remainder: (price * weight) % whole }))
    .sort((one, other) =>
      one.remainder === other.remainder
        ? one.place - other.place
        : one.remainder > other.remainder
          ? -1
          : 1,
    );
  for (const { place } of byRemainder.slice(0, missing)) parts[place] = (parts[place] ?? 0n) + 1n;
  return parts;
}
