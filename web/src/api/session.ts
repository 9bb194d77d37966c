/**
 * Who is signed in. The access token lives in this module's memory only; what outlives the page is a
 * cookie that no script can read. A refresh token is good for one use, and using one later again ends
 * the session, so of all tabs one at a time exchanges it, and tells the others.
 */
import {
  expectGoodbye,
  forgetGoodbye,
  isGoodbyeOwed,
  oweGoodbye,
  sayGoodbye,
  sayGoodbyeFirst,
} from "./leaving";
import { problemOf, NoAnswer, Problem } from "./problems";
import type { components } from "./schema";
import { alone } from "./turns";

type Tokens = components["schemas"]["TokensOut"];

export type SessionState =
  /** Whether there is a session is being found out. */
  | "starting"
  | "out"
  | "in"
  /** It has ended under somebody's hands: what is on the screen stays, until they are back. */
  | "expired";

const AUTH = "/api/v1/auth/token/";
const WEB = { "Content-Type": "application/json", "X-Client": "web" };
/** A hint only, so that a first visit does not ask for a session that cannot be. */
const HINT = "adulis.session";

let state: SessionState = "starting";
let access: string | null = null;
/** Whose token it is: what somebody was doing is never gone on with by somebody else. */
let person: string | null = null;
let refreshing: Promise<boolean> | null = null;
/** How often somebody has left: what was asked for before belongs to nobody here any more. */
let departures = 0;
let comebacks: { resolve: () => void; reject: (why: unknown) => void }[] = [];
const listeners = new Set<() => void>();
const tabs =
  typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("adulis.session");

export const session = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  state: (): SessionState => state,
};

/** Take up the session of an earlier visit, if there is one. */
export async function resume(): Promise<void> {
  if (state !== "starting") return;
  if (isGoodbyeOwed()) {
    // Whoever was here has left, and only the platform does not know it.
    become("out");
    await sayGoodbye();
    return;
  }
  if (!remembered()) {
    become("out");
    return;
  }
  try {
    become((await refresh()) ? "in" : "out");
  } catch {
    // Without an answer nobody is signed out; the first request tries again.
    become("in");
  }
}

/** `code` is that of the authenticator app, or a recovery code, where signing in needs one. */
export async function signIn(email: string, password: string, code?: string): Promise<void> {
  const given = { email, password, ...(code === undefined ? {} : { code }) };
  const tokens = await alone(async () => {
    await sayGoodbyeFirst();
    const answered = await askForTokens("", given);
    forgetGoodbye();
    return answered;
  });
  take(tokens);
  comeIn();
}

function comeIn(): void {
  become("in");
  comebacks.forEach(({ resolve }) => {
    resolve();
  });
  comebacks = [];
}

/** End the session here and in every tab at once, and at the platform as soon as it answers. */
export async function signOut(): Promise<void> {
  oweGoodbye();
  leave();
  tabs?.postMessage({ left: true });
  await sayGoodbye();
}

/**
 * `fetch`, as whoever is signed in. When the session has ended, the request waits until they have
 * signed in again, and is then sent as it was: no form is lost to a clock.
 */
export async function fetchSignedIn(
  request: Request,
  /** How it is sent: another way where `fetch` cannot tell how far an upload is. */
  send: (request: Request) => Promise<Response> = fetch,
): Promise<Response> {
  const again = request.clone();
  const sentWith = access;
  const response = await send(withToken(request));
  if (response.status !== 401 || state === "out" || (await isOfCode(response))) return response;
  // Another request may have been quicker: to refresh, or to be told that the session has ended.
  if (state === "expired" || (access === sentWith && !(await refresh()))) {
    if (isOut()) return response;
    await comeback(request.signal);
  }
  return send(withToken(again));
}

/** It was the code of the app that was wrong: whoever is signed in stays so, and nothing is sent again. */
async function isOfCode(response: Response): Promise<boolean> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const problem = problemOf(body, response);
  return problem instanceof Problem && problem.code.startsWith("second_factor_");
}

function withToken(request: Request): Request {
  if (access !== null) request.headers.set("Authorization", `Bearer ${access}`);
  return request;
}

/** One exchange at a time, in this tab and among all. Whether there is a session now. */
function refresh(): Promise<boolean> {
  refreshing ??= inTurn(exchange).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function exchange(): Promise<boolean> {
  const before = departures;
  try {
    const tokens = await askForTokens("refresh/", {});
    // Somebody left while this was under way: what it brought is nobody's.
    if (departures !== before) return false;
    if (isSomebodyElses(tokens.access)) {
      // Another tab of this browser was signed in to as somebody else meanwhile.
      giveWay();
      return false;
    }
    take(tokens);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status < 500 && error.status !== 429) {
      access = null;
      return false;
    }
    throw error;
  }
}

async function inTurn(exchanging: () => Promise<boolean>): Promise<boolean> {
  const before = access;
  return alone(async () => {
    if (isGoodbyeOwed()) return false;
    // While we waited for our turn another tab may have been given a new token, and told us.
    return access !== before && access !== null ? true : exchanging();
  });
}

async function askForTokens(path: string, body: object): Promise<Tokens> {
  const response = await fetch(`${AUTH}${path}`, {
    method: "POST",
    headers: WEB,
    body: JSON.stringify(body),
    // The answer's cookie should arrive even when the page is left meanwhile: the old one is used up.
    keepalive: true,
  }).catch((cause: unknown) => {
    throw new NoAnswer(cause);
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(answer, response);
  return answer as Tokens;
}

function comeback(signal: AbortSignal): Promise<void> {
  become("expired");
  return new Promise((resolve, reject) => {
    comebacks.push({ resolve, reject });
    signal.addEventListener("abort", () => {
      reject(new DOMException("Aborted", "AbortError"));
    });
  });
}

function take(tokens: Tokens): void {
  if (isSomebodyElses(tokens.access)) leave();
  access = tokens.access;
  person = personOf(access);
  remember(true);
  tabs?.postMessage({ access });
}

/** Somebody else has the browser's session now; what waits here is theirs who left. */
function giveWay(): void {
  leave();
  remember(true);
}

function isSomebodyElses(token: string): boolean {
  const who = personOf(token);
  return person !== null && who !== null && who !== person;
}

/** The `sub` of a token; null where it cannot be read, which decides nothing. */
function personOf(token: string): string | null {
  try {
    const [, claims = ""] = token.split(".");
    const read: unknown = JSON.parse(atob(claims.replace(/-/g, "+").replace(/_/g, "/")));
    return typeof read === "object" && read !== null && "sub" in read ? String(read.sub) : null;
  } catch {
    return null;
  }
}

/** Asked anew after every wait: somebody may have left meanwhile. */
function isOut(): boolean {
  return state === "out";
}

function leave(): void {
  departures += 1;
  access = null;
  person = null;
  remember(false);
  comebacks.forEach(({ reject }) => {
    reject(new DOMException("Signed out", "AbortError"));
  });
  comebacks = [];
  become("out");
}

function become(next: SessionState): void {
  if (state === next) return;
  state = next;
  listeners.forEach((listener) => {
    listener();
  });
}

function remembered(): boolean {
  try {
    return localStorage.getItem(HINT) !== null;
  } catch {
    return true;
  }
}

function remember(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(HINT, "1");
    else localStorage.removeItem(HINT);
  } catch {
    // Storage is off: every visit asks.
  }
}

tabs?.addEventListener("message", (event: MessageEvent<{ access?: string; left?: boolean }>) => {
  if (event.data.left) {
    leave();
    expectGoodbye();
  } else if (event.data.access && state !== "out" && state !== "starting") {
    if (isSomebodyElses(event.data.access)) {
      giveWay();
      return;
    }
    access = event.data.access;
    person ??= personOf(access);
    if (state === "expired") comeIn();
  }
});
