/** The platform's vocabulary, as people read it. Unknown words are shown, tidied: never hidden. */

/** `bank_transfer_credited` → `Bank transfer credited`. */
export function plainly(word: string): string {
  const text = word.replaceAll(/[_.-]+/g, " ").trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function count(many: number, one: string, more = `${one}s`): string {
  return `${grouped(many)} ${many === 1 ? one : more}`;
}

const NUMBERS = new Intl.NumberFormat("en-IN");

export function grouped(many: number): string {
  return NUMBERS.format(many);
}

/** Basis points as a percentage, `9,925` → `99.25 %`; never rounded up to a hundred. */
export function percent(basisPoints: number): string {
  const whole = Math.trunc(basisPoints / 100);
  const part = String(basisPoints % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${whole}${part ? `.${part}` : ""} %`;
}
