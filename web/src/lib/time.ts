/** Times as people say them: relative for the near, absolute beyond a day, always with their zone. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const CLOCK = new Intl.DateTimeFormat("en-IN", {
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});
const DAY_OF_YEAR = new Intl.DateTimeFormat("en-IN", { day: "numeric", month: "short" });
const WHOLE_DAY = new Intl.DateTimeFormat("en-IN", {
  day: "numeric",
  month: "short",
  year: "numeric",
});
const EXACT = new Intl.DateTimeFormat("en-IN", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
  timeZoneName: "short",
});

/** `in 4 min`, `12 s ago`, `just now`; beyond a day `21 Nov, 14:32`. */
export function relative(at: string, now: number): string {
  const distance = Date.parse(at) - now;
  const size = Math.abs(distance);
  if (size >= DAY) return absolute(at, now);
  if (size < 5 * SECOND) return distance > 0 ? "in a moment" : "just now";
  const said =
    size < MINUTE
      ? `${Math.floor(size / SECOND)} s`
      : size < HOUR
        ? `${Math.floor(size / MINUTE)} min`
        : hoursAndMinutes(size);
  return distance > 0 ? `in ${said}` : `${said} ago`;
}

/** `21 Nov, 14:32`; with the year where it is another one. */
export function absolute(at: string, now: number): string {
  const moment = new Date(at);
  const isThisYear = moment.getFullYear() === new Date(now).getFullYear();
  return `${(isThisYear ? DAY_OF_YEAR : WHOLE_DAY).format(moment)}, ${CLOCK.format(moment)}`;
}

/** `14:32` within a day, else with the day. */
export function clockTime(at: string, now: number): string {
  const distance = Math.abs(Date.parse(at) - now);
  return distance < DAY ? CLOCK.format(new Date(at)) : absolute(at, now);
}

/** To the second, with day and zone: what stands behind every relative time. */
export function exact(at: string): string {
  return EXACT.format(new Date(at));
}

/** A calendar day that came without a time, `2026-11-21`, wherever one is. */
export function dayName(on: string): string {
  const [year = 0, month = 1, day = 1] = on.split("-").map(Number);
  return DAY_OF_YEAR.format(new Date(year, month - 1, day));
}

/** The same with its year, `21 Nov 2026`: for papers, which are read in other years. */
export function wholeDay(on: string): string {
  const [year = 0, month = 1, day = 1] = on.split("-").map(Number);
  return WHOLE_DAY.format(new Date(year, month - 1, day));
}

const MONTH = new Intl.DateTimeFormat("en-IN", { month: "long", year: "numeric" });

/** `November 2026`, of any day in it. */
export function monthName(on: string): string {
  const [year = 0, month = 1] = on.split("-").map(Number);
  return MONTH.format(new Date(year, month - 1, 1));
}

/** How long something took: `850 ms`, `4 s`, `2 min 5 s`, `3 h 12 min`, `2 days`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return joined(Math.floor(seconds / 60), "min", seconds % 60, "s");
  if (seconds < 86_400)
    return joined(Math.floor(seconds / 3600), "h", Math.floor((seconds % 3600) / 60), "min");
  const days = Math.floor(seconds / 86_400);
  return `${days} ${days === 1 ? "day" : "days"}`;
}

function hoursAndMinutes(size: number): string {
  const hours = Math.floor(size / HOUR);
  return joined(hours, "h", hours < 3 ? Math.floor((size % HOUR) / MINUTE) : 0, "min");
}

function joined(many: number, unit: string, few: number, smaller: string): string {
  return few > 0 ? `${many} ${unit} ${few} ${smaller}` : `${many} ${unit}`;
}

/** For a field of date and time, which knows no zone but the reader's: `2026-11-21T14:30`. */
export function localMinute(at: string): string {
  const moment = new Date(at);
  const pad = (value: number) => String(value).padStart(2, "0");
  const day = `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
  return `${day}T${pad(moment.getHours())}:${pad(moment.getMinutes())}`;
}
