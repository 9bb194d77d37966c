/**
 * Money: a whole number of paise, as a bigint. The only module that turns amounts into text or text
 * into amounts; everywhere else they are passed on as they are.
 *
 * On the wire an amount is a JSON integer (at most 10^13 paise for a payment), which a double holds
 * exactly; `paise` refuses a number that it might not hold.
 */
export type Paise = bigint;

const MINUS = "−";
/** One payment is at most ten lakh crore paise, see MoneyMinorField of the API. */
export const MOST_PAISE: Paise = 10_000_000_000_000n;

export function paise(amount: number | bigint): Paise {
  if (typeof amount === "bigint") return amount;
  if (!Number.isSafeInteger(amount))
    throw new RangeError(`${amount} is not a whole number of paise`);
  return BigInt(amount);
}

/** For the body of a request, which JSON can only write as a number. */
export function toWire(amount: Paise): number {
  const wired = Number(amount);
  if (!Number.isSafeInteger(wired)) throw new RangeError(`${amount} paise do not fit into JSON`);
  return wired;
}

/** `₹12,34,567.00`; a negative amount has a real minus: `−₹1.00`. */
export function formatPaise(amount: Paise): string {
  const { sign, rupees, part } = inParts(amount);
  return `${sign}₹${groupIndian(rupees)}.${part}`;
}

/** `5,000.00`: as one types it, and as it stands in a field. */
export function formatForInput(amount: Paise, currency: Currency = "INR"): string {
  const { rupees, part } = inParts(amount);
  return `${grouping(currency)(rupees)}.${part}`;
}

/** What can be paid in; all of them have a hundred small units. */
export const CURRENCIES = ["INR", "USD", "EUR", "GBP"] as const;
export type Currency = (typeof CURRENCIES)[number];

export const CURRENCY_WORDS: Record<
  Currency,
  { symbol: string; name: string; units: string; small: string }
> = {
  INR: { symbol: "₹", name: "Indian rupee", units: "rupees", small: "paisa" },
  USD: { symbol: "$", name: "US dollar", units: "US dollars", small: "cent" },
  EUR: { symbol: "€", name: "Euro", units: "euros", small: "cent" },
  GBP: { symbol: "£", name: "Pound sterling", units: "pounds", small: "penny" },
};

/** What the API names; of a currency nobody here knows, nothing is guessed. */
export function currencyOf(told: string): Currency | undefined {
  return CURRENCIES.find((each) => each === told);
}

/** `$1,250.00`, `₹12,34,567.00`; of a currency that has no sign here, its code: `JPY 12.00`. */
export function formatMinor(amount: bigint, currency: string): string {
  const known = currencyOf(currency);
  const { sign, rupees, part } = inParts(amount);
  const mark = known ? CURRENCY_WORDS[known].symbol : `${currency}\u00a0`;
  return `${sign}${mark}${grouping(known ?? "USD")(rupees)}.${part}`;
}

function grouping(currency: Currency): (digits: string) => string {
  return currency === "INR" ? groupIndian : groupThousands;
}

/** 1234567 → 1,234,567. */
function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Three digits at the end, then pairs: 1234567 → 12,34,567. */
export function groupIndian(digits: string): string {
  const last = digits.slice(-3);
  const rest = digits.slice(0, -3);
  return rest ? `${rest.replace(/\B(?=(\d{2})+$)/g, ",")},${last}` : last;
}

const LAKH = 10_000_000n;
const CRORE = 1_000_000_000n;

/** For the axis of a chart, where room is short: `₹0`, `₹950`, `₹12.5K`, `₹3.2L`, `₹1.25Cr`. */
export function formatCompact(amount: Paise): string {
  const sign = amount < 0n ? MINUS : "";
  const size = amount < 0n ? -amount : amount;
  if (size >= CRORE) return `${sign}₹${scaled(size, CRORE)}Cr`;
  if (size >= LAKH) return `${sign}₹${scaled(size, LAKH)}L`;
  if (size >= 1_000_00n) return `${sign}₹${scaled(size, 1_000_00n)}K`;
  return `${sign}₹${scaled(size, 100n)}`;
}

function scaled(size: bigint, unit: bigint): string {
  const hundredths = (size * 100n + unit / 2n) / unit;
  const whole = hundredths / 100n;
  const part = String(hundredths % 100n)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return part ? `${whole}.${part}` : String(whole);
}

/** What somebody typed, as paise. Refusals are words for whoever typed it. */
export type Parsed = { ok: true; paise: Paise } | { ok: false; why: string };

const TYPED = /^(\d+)(?:\.(\d{0,2}))?$/;

/**
 * Takes `5000`, `5,000.50`, `₹ 5,00,000`. Never guesses: anything else is refused with what is wrong,
 * because a guess about money is a mistake somebody else pays for.
 */
export function parseRupees(text: string): Parsed {
  return parseAmount(text, "INR");
}

/** The same in any currency; `paise` of the result are its smallest units. */
export function parseAmount(text: string, currency: Currency): Parsed {
  const words = CURRENCY_WORDS[currency];
  const bare = withoutSign(text.replaceAll(/\s/g, ""), words.symbol);
  if (bare === "") return { ok: false, why: "Enter an amount." };
  if (/^[-−]/.test(bare)) return { ok: false, why: "An amount cannot be negative." };
  if (!areCommasPlausible(bare)) {
    return { ok: false, why: "The commas do not group this number. Leave them out to be sure." };
  }
  const digits = bare.replaceAll(",", "");
  const found = TYPED.exec(digits);
  if (!found) {
    const why = /^\d+\.\d{3,}$/.test(digits)
      ? `There is nothing smaller than a ${words.small}: two digits after the point.`
      : `Enter an amount in ${words.units}, like 5,000 or 5,000.50.`;
    return { ok: false, why };
  }
  const [, rupees = "0", part = ""] = found;
  const amount = BigInt(rupees) * 100n + BigInt(part.padEnd(2, "0"));
  if (amount === 0n) return { ok: false, why: "Enter more than nothing." };
  if (amount > MOST_PAISE) return { ok: false, why: "That is more than any payment can be." };
  return { ok: true, paise: amount };
}

/** `-₹5` and `₹5` without their ₹. */
function withoutSign(text: string, symbol: string): string {
  const minus = /^[-−]/.exec(text)?.[0] ?? "";
  const rest = text.slice(minus.length);
  return minus + (rest.startsWith(symbol) ? rest.slice(symbol.length) : rest);
}

/** Commas where India or the rest of the world puts them; `5,50` is more likely a decimal comma. */
function areCommasPlausible(bare: string): boolean {
  if (!bare.includes(",")) return true;
  const whole = bare.split(".")[0] ?? "";
  if (bare.slice(whole.length).includes(",")) return false;
  return /^\d{1,2}(,\d{2})*,\d{3}$/.test(whole) || /^\d{1,3}(,\d{3})+$/.test(whole);
}

const ONES = [
  "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
  "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]; // prettier-ignore
const TENS = [
  "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
]; // prettier-ignore

/** `five lakh twenty thousand rupees`: so that one zero too many is heard. */
export function inWords(amount: Paise): string {
  const rupees = amount / 100n;
  const part = Number(amount % 100n);
  const said = [];
  if (rupees > 0n) said.push(`${countInWords(rupees)} ${rupees === 1n ? "rupee" : "rupees"}`);
  if (part > 0) said.push(`${belowHundred(part)} ${part === 1 ? "paisa" : "paise"}`);
  return said.join(" ") || "zero rupees";
}

function countInWords(count: bigint): string {
  const words = [];
  const crores = count / 10_000_000n;
  if (crores > 0n) words.push(`${countInWords(crores)} crore`);
  const rest = Number(count % 10_000_000n);
  const units: [number, string][] = [
    [Math.trunc(rest / 100_000), "lakh"],
    [Math.trunc((rest % 100_000) / 1_000), "thousand"],
    [Math.trunc((rest % 1_000) / 100), "hundred"],
  ];
  for (const [many, unit] of units) if (many > 0) words.push(`${belowHundred(many)} ${unit}`);
  if (rest % 100 > 0) words.push(belowHundred(rest % 100));
  return words.join(" ");
}

function belowHundred(count: number): string {
  if (count < 20) return ONES[count] ?? "";
  const ones = ONES[count % 10];
  return `${TENS[Math.trunc(count / 10)] ?? ""}${ones ? `-${ones}` : ""}`;
}

/** How wide a part of a whole is drawn, in percent: for bars, not for arithmetic. */
export function widthOf(part: Paise, whole: Paise): number {
  return whole > 0n && part > 0n ? Number((part * 10_000n) / whole) / 100 : 0;
}

function inParts(amount: Paise): { sign: string; rupees: string; part: string } {
  const size = amount < 0n ? -amount : amount;
  return {
    sign: amount < 0n ? MINUS : "",
    rupees: String(size / 100n),
    part: String(size % 100n).padStart(2, "0"),
  };
}
