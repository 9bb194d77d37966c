/**
 * What stands behind the question mark of a page's address. People edit addresses, so whatever is not
 * understood is left out: a filter that does not exist filters nothing.
 */
export type Given = Record<string, unknown>;

export function text(given: Given, name: string, longest = 80): string | undefined {
  const found = given[name];
  const said = typeof found === "number" ? String(found) : found;
  return typeof said === "string" && said !== "" && said.length <= longest ? said : undefined;
}

export function oneOf<Word extends string>(
  given: Given,
  name: string,
  words: readonly Word[],
): Word | undefined {
  return words.find((word) => word === given[name]);
}

export function whole(given: Given, name: string, least: number, most: number): number | undefined {
  const said = given[name];
  const found = typeof said === "string" && /^-?\d+$/.test(said) ? Number(said) : said;
  return typeof found === "number" && Number.isInteger(found) && found >= least && found <= most
    ? found
    : undefined;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A calendar day, `2026-11-21`. */
export function day(given: Given, name: string): string | undefined {
  const found = given[name];
  return typeof found === "string" && DAY.test(found) && isOfTheCalendar(found) ? found : undefined;
}

/** 30 February is understood by some engines as 2 March. */
function isOfTheCalendar(on: string): boolean {
  const moment = new Date(`${on}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(on);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function uuid(given: Given, name: string): string | undefined {
  const found = given[name];
  return typeof found === "string" && UUID.test(found) ? found : undefined;
}

/** Without what was left out, so that addresses stay short. */
export function compact<T extends object>(search: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined && value !== ""),
  ) as Partial<T>;
}

/** The first moment of a local day, for the API; of the day after it with `after`. */
export function momentOf(on: string, after = 0): string {
  const [year = 0, month = 1, date = 1] = on.split("-").map(Number);
  return new Date(year, month - 1, date + after).toISOString();
}
