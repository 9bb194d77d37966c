/**
 * Signing out where nobody answers. Here it is over at once, but the session hangs on a cookie that
 * no script can take away: only the platform ends it. So a goodbye is owed until it is heard, which
 * is noted where it outlives the page, and said again and again.
 */
import { alone } from "./turns";

export type Goodbye =
  /** Nobody waits for one. */
  | "settled"
  /** The platform does not know yet that somebody left. */
  | "unheard"
  /** It took a while, and it does now. */
  | "heard";

const BLACKLIST = "/api/v1/auth/token/blacklist/";
const OWED = "adulis.leaving";
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;
/** How long an answer is waited for, and after how long whoever left is told that there is none. */
const PATIENCE = 10_000;
const NOTICEABLE = 2_000;

let goodbye: Goodbye = "settled";
/** Where storage is off. */
let owedHere = false;
let pause = FIRST_PAUSE;
let again: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export const leaving = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  goodbye: (): Goodbye => goodbye,
};

export function oweGoodbye(): void {
  become("settled");
  owedHere = true;
  try {
    localStorage.setItem(OWED, "1");
  } catch {
    // Then it is owed by this page only.
  }
}

export function isGoodbyeOwed(): boolean {
  try {
    return localStorage.getItem(OWED) !== null;
  } catch {
    return owedHere;
  }
}

/** Say it once; where nobody hears it, again later by itself. */
export async function sayGoodbye(): Promise<void> {
  clearTimeout(again);
  const late = setTimeout(() => {
    if (isGoodbyeOwed()) become("unheard");
  }, NOTICEABLE);
  // Asked when it is our turn: another tab may have said it, or somebody have signed in.
  const isHeard = await alone(async () => !isGoodbyeOwed() || (await saidAndHeard()));
  clearTimeout(late);
  if (isHeard) {
    pause = FIRST_PAUSE;
    become(goodbye === "settled" ? "settled" : "heard");
    return;
  }
  become("unheard");
  sayAgainIn(pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

/** Another tab has left, and says goodbye itself: here it is said where that one comes to nothing. */
export function expectGoodbye(): void {
  sayAgainIn(FIRST_PAUSE);
}

/**
 * Before somebody signs in, in their turn: said afterwards, it would end their session and not the
 * one that was left.
 */
export async function sayGoodbyeFirst(): Promise<void> {
  if (isGoodbyeOwed()) await saidAndHeard();
}

/** Somebody has signed in: the cookie of whoever left is not in this browser any more. */
export function forgetGoodbye(): void {
  clearTimeout(again);
  owedHere = false;
  try {
    localStorage.removeItem(OWED);
  } catch {
    // As above.
  }
  become("settled");
}

async function saidAndHeard(): Promise<boolean> {
  const response = await fetch(BLACKLIST, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Client": "web" },
    body: "{}",
    // Also while the page is being left.
    keepalive: true,
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => null);
  if (response === null || !isThePlatforms(response)) return false;
  // Whatever else it refuses, there is no session there that could be ended.
  if (response.status >= 500 || response.status === 429) return false;
  owedHere = false;
  try {
    localStorage.removeItem(OWED);
  } catch {
    // As above.
  }
  return true;
}

/** And not some page that a network without a way out shows in its place. */
function isThePlatforms(response: Response): boolean {
  return /^application\/(problem\+)?json\b/.test(response.headers.get("Content-Type") ?? "");
}

function sayAgainIn(milliseconds: number): void {
  clearTimeout(again);
  again = setTimeout(() => void sayGoodbye(), milliseconds);
}

function become(next: Goodbye): void {
  if (goodbye === next) return;
  goodbye = next;
  listeners.forEach((listener) => {
    listener();
  });
}

window.addEventListener("online", () => {
  if (isGoodbyeOwed()) void sayGoodbye();
});
window.addEventListener("storage", ({ key }) => {
  if (key === OWED && !isGoodbyeOwed() && goodbye === "unheard") void sayGoodbye();
});
