import { deferred } from "@/testing/deferred";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { answering, noAnswer, refusal, type Asked } from "@/testing/server";

type Session = typeof import("./session");

/** A tab of its own: a module remembers who is signed in. */
async function tab(): Promise<Session> {
  vi.resetModules();
  return import("./session");
}

const tokens = (access: string) => ({ access });
const refused = () => refusal(401, "token_expired");
const REFRESH = "/api/v1/auth/token/refresh/";
const BLACKLIST = "/api/v1/auth/token/blacklist/";

/** What a merchant asks, answered to whoever shows `good`. */
function moneyFor(good: { token: string }): Asked[] {
  const asked: Asked[] = answering("post", "/api/v1/money/", () =>
    asked.at(-1)?.headers.authorization === `Bearer ${good.token}`
      ? { done: asked.at(-1)?.body }
      : refused(),
  );
  return asked;
}

const money = (body: object = {}, signal?: AbortSignal) =>
  new Request("http://adulis.test/api/v1/money/", {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "Idempotency-Key": "one-key" },
    ...(signal && { signal }),
  });

async function signedIn(): Promise<Session> {
  const opened = await tab();
  answering("post", "/api/v1/auth/token/", tokens("t1"), tokens("t9"));
  await opened.signIn("owner@malabar.example", "secret");
  return opened;
}

/** Until what is under way has come as far as it can: later questions are answered later. */
async function settled(): Promise<void> {
  answering("get", "/barrier/", {});
  for (let turn = 0; turn < 3; turn += 1) await (await fetch("/barrier/")).json();
}

describe("requests of somebody whose token has run out", () => {
  it("share one refresh, and are each sent again as they were", async () => {
    const { fetchSignedIn, session } = await signedIn();
    const refreshes = answering("post", REFRESH, tokens("t2"));
    const asked = moneyFor({ token: "t2" });
    const bodies = [1, 2, 3, 4, 5].map((number) => ({ number }));
    const answers = await Promise.all(bodies.map((body) => fetchSignedIn(money(body))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual(
      bodies.map((body) => ({ done: body })),
    );
    expect(refreshes).toHaveLength(1);
    expect(asked).toHaveLength(10);
    expect(new Set(asked.map(({ headers }) => headers["idempotency-key"]))).toEqual(
      new Set(["one-key"]),
    );
    expect(session.state()).toBe("in");
  });

  it("are not refreshed for again when an old refusal comes late", async () => {
    const { fetchSignedIn } = await signedIn();
    const refreshes = answering("post", REFRESH, tokens("t2"));
    const late = deferred<Response>();
    const slow = answering("post", "/api/v1/slow/", () => late.promise, { done: true });
    const first = fetchSignedIn(new Request("http://adulis.test/api/v1/slow/", { method: "POST" }));
    await vi.waitFor(() => {
      expect(slow).toHaveLength(1);
    });
    moneyFor({ token: "t2" });
    expect((await fetchSignedIn(money())).status).toBe(200);
    late.resolve(refused());
    expect((await first).status).toBe(200);
    expect(slow.map(({ headers }) => headers.authorization)).toEqual(["Bearer t1", "Bearer t2"]);
    expect(refreshes).toHaveLength(1);
  });

  it("get the refusal of the new token as it is, not one refresh after the other", async () => {
    const { fetchSignedIn } = await signedIn();
    const refreshes = answering("post", REFRESH, tokens("t2"));
    const asked = moneyFor({ token: "never" });
    expect((await fetchSignedIn(money())).status).toBe(401);
    expect([refreshes.length, asked.length]).toEqual([1, 2]);
  });

  it.each([
    ["no answer", noAnswer],
    ["a server that restarts", () => refusal(503, "unavailable", { retryable: true })],
    ["a throttled refresh", () => refusal(429, "throttled", { retryable: true })],
  ])("are not signed out by %s", async (_what, answer) => {
    const { fetchSignedIn, session } = await signedIn();
    answering("post", REFRESH, answer, tokens("t2"));
    moneyFor({ token: "t2" });
    await expect(fetchSignedIn(money())).rejects.toThrow();
    expect(session.state()).toBe("in");
    expect((await fetchSignedIn(money())).status).toBe(200);
  });
});

describe("a session that has ended", () => {
  it("keeps every request, and sends it as it was once they are back", async () => {
    const { fetchSignedIn, session, signIn } = await signedIn();
    answering("post", REFRESH, refused);
    const asked = moneyFor({ token: "t9" });
    const told = vi.fn<() => void>();
    session.subscribe(told);
    const waiting = [fetchSignedIn(money({ amount: 1 })), fetchSignedIn(money({ amount: 2 }))];
    await vi.waitFor(() => {
      expect(session.state()).toBe("expired");
    });
    await signIn("owner@malabar.example", "secret");
    expect(session.state()).toBe("in");
    const answers = await Promise.all(waiting);
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { done: { amount: 1 } },
      { done: { amount: 2 } },
    ]);
    expect(asked.map(({ headers }) => headers.authorization).sort()).toEqual([
      "Bearer t1",
      "Bearer t1",
      "Bearer t9",
      "Bearer t9",
    ]);
    expect(told).toHaveBeenCalledTimes(2);
  });

  it("keeps also a request whose refusal comes after the others", async () => {
    const { fetchSignedIn, session, signIn } = await signedIn();
    const refreshes = answering("post", REFRESH, refused);
    const late = deferred<Response>();
    const slow: Asked[] = answering("post", "/api/v1/slow/", () => {
      if (slow.length === 1) return late.promise;
      return slow.at(-1)?.headers.authorization === "Bearer t9" ? { done: true } : refused();
    });
    const first = fetchSignedIn(new Request("http://adulis.test/api/v1/slow/", { method: "POST" }));
    await vi.waitFor(() => {
      expect(slow).toHaveLength(1);
    });
    moneyFor({ token: "t9" });
    const second = fetchSignedIn(money());
    await vi.waitFor(() => {
      expect(session.state()).toBe("expired");
    });
    late.resolve(refused());
    // And one that is only asked now.
    const third = fetchSignedIn(money());
    await settled();
    await signIn("owner@malabar.example", "secret");
    const statuses = (await Promise.all([first, second, third])).map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200]);
    expect(refreshes).toHaveLength(1);
  });

  it("lets go of a request that is no longer wanted", async () => {
    const { fetchSignedIn, session } = await signedIn();
    answering("post", REFRESH, refused);
    moneyFor({ token: "t9" });
    const leaving = new AbortController();
    const waiting = fetchSignedIn(money({}, leaving.signal));
    await vi.waitFor(() => {
      expect(session.state()).toBe("expired");
    });
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    expect(session.state()).toBe("expired");
  });

  it("is taken up again when somebody comes back in another tab", async () => {
    const here = await signedIn();
    answering("post", REFRESH, refused);
    moneyFor({ token: "t9" });
    const waiting = here.fetchSignedIn(money({ amount: 1 }));
    await vi.waitFor(() => {
      expect(here.session.state()).toBe("expired");
    });
    const there = await tab();
    answering("post", "/api/v1/auth/token/", tokens("t9"));
    await there.signIn("owner@malabar.example", "secret");
    expect((await waiting).status).toBe(200);
    expect(here.session.state()).toBe("in");
  });
});

describe("signing in", () => {
  it("throws the refusal, and nobody is signed in", async () => {
    const { session, signIn } = await tab();
    answering("post", "/api/v1/auth/token/", refusal(401, "invalid_credentials"));
    await expect(signIn("a@b.example", "wrong")).rejects.toMatchObject({
      name: "Problem",
      code: "invalid_credentials",
    });
    expect(session.state()).toBe("starting");
  });

  it("throws NoAnswer where none came", async () => {
    const { signIn } = await tab();
    answering("post", "/api/v1/auth/token/", noAnswer);
    await expect(signIn("a@b.example", "x")).rejects.toMatchObject({ name: "NoAnswer" });
  });

  it("says that it is the web app, and keeps the token where no script finds it later", async () => {
    const { signIn } = await tab();
    const asked = answering("post", "/api/v1/auth/token/", tokens("secret-token"));
    await signIn("a@b.example", "x");
    expect(asked[0]?.headers["x-client"]).toBe("web");
    expect(asked[0]?.body).toEqual({ email: "a@b.example", password: "x" });
    const kept =
      [localStorage, sessionStorage].map((each) => Object.entries(each)).join() + document.cookie;
    expect(kept).not.toContain("secret-token");
  });
});

describe("signing out", () => {
  it("ends it here and in every tab, also when nobody answers", async () => {
    const here = await signedIn();
    const there = await tab();
    answering("post", "/api/v1/auth/token/", tokens("t3"));
    await there.signIn("owner@malabar.example", "secret");
    answering("post", "/api/v1/auth/token/blacklist/", noAnswer);
    await here.signOut();
    expect(here.session.state()).toBe("out");
    await vi.waitFor(() => {
      expect(there.session.state()).toBe("out");
    });
    expect(localStorage.getItem("adulis.session")).toBeNull();
  });

  it("gives up what waited for a sign-in", async () => {
    const { fetchSignedIn, session, signOut } = await signedIn();
    answering("post", REFRESH, refused);
    moneyFor({ token: "t9" });
    const waiting = fetchSignedIn(money());
    await vi.waitFor(() => {
      expect(session.state()).toBe("expired");
    });
    answering("post", BLACKLIST, {});
    const given = expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    await signOut();
    await given;
  });

  it("is not undone by a token that another tab was given meanwhile", async () => {
    const here = await signedIn();
    answering("post", BLACKLIST, {});
    await here.signOut();
    const tabs = new BroadcastChannel("adulis.session");
    tabs.postMessage({ access: "t7" });
    const asked = moneyFor({ token: "t7" });
    await settled();
    expect((await here.fetchSignedIn(money())).status).toBe(401);
    expect(asked[0]?.headers.authorization).toBeUndefined();
    tabs.close();
  });
});

describe("coming back to the app", () => {
  beforeEach(() => {
    localStorage.setItem("adulis.session", "1");
  });

  it("asks nothing on a first visit", async () => {
    localStorage.clear();
    const { resume, session } = await tab();
    const refreshes = answering("post", REFRESH, tokens("t2"));
    await resume();
    expect(session.state()).toBe("out");
    expect(refreshes).toHaveLength(0);
  });

  it.each([
    ["in", "the cookie is good", () => tokens("t2")],
    ["out", "it is not", refused],
    ["in", "nobody answers, which says nothing", noAnswer],
  ])("is %s when %s", async (state, _what, answer) => {
    const { resume, session } = await tab();
    answering("post", REFRESH, answer);
    await resume();
    expect(session.state()).toBe(state);
  });

  it("takes the token another tab was given while it waited for its turn", async () => {
    const opened = await signedIn();
    const refreshes = answering("post", REFRESH, tokens("t2"));
    moneyFor({ token: "t8" });
    const tabs = new BroadcastChannel("adulis.session");
    const heard = deferred<undefined>();
    // The lock of all tabs: held by another one, which says what it was given, and lets go.
    const locks = {
      request: async (_name: string, act: () => Promise<boolean>) => {
        tabs.postMessage({ access: "t8" });
        await heard.promise;
        return act();
      },
    };
    const other = new BroadcastChannel("adulis.session");
    other.onmessage = () => setTimeout(heard.resolve);
    vi.stubGlobal("navigator", Object.assign(Object.create(navigator), { locks }));
    expect((await opened.fetchSignedIn(money())).status).toBe(200);
    expect(refreshes).toHaveLength(0);
    vi.unstubAllGlobals();
    tabs.close();
    other.close();
  });
});

describe("one browser and two people", () => {
  const of = (sub: string, number: number) =>
    `x.${btoa(JSON.stringify({ sub, number })).replace(/=+$/, "")}.y`;

  async function ashaIsIn(): Promise<Session> {
    const opened = await tab();
    answering("post", "/api/v1/auth/token/", tokens(of("asha", 1)), tokens(of("binu", 1)));
    await opened.signIn("asha@malabar.example", "secret");
    return opened;
  }

  it("never sends what one was doing as the other who signs in", async () => {
    const { fetchSignedIn, signIn, session } = await ashaIsIn();
    answering("post", REFRESH, refused());
    const asked = moneyFor({ token: of("binu", 1) });
    const waiting = fetchSignedIn(money());
    await vi.waitFor(() => {
      expect(session.state()).toBe("expired");
    });
    await signIn("binu@malabar.example", "secret");
    await expect(waiting).rejects.toThrow("Signed out");
    expect(asked).toHaveLength(1);
    expect(session.state()).toBe("in");
    expect((await fetchSignedIn(money())).status).toBe(200);
  });

  it("does not go on with the other's session when that is what a refresh brings", async () => {
    const { fetchSignedIn, session } = await ashaIsIn();
    answering("post", REFRESH, tokens(of("binu", 2)));
    const asked = moneyFor({ token: of("binu", 2) });
    expect((await fetchSignedIn(money())).status).toBe(401);
    expect(asked).toHaveLength(1);
    expect(session.state()).toBe("out");
  });

  it("leaves when another tab tells that somebody else is in", async () => {
    const first = await ashaIsIn();
    const second = await tab();
    await second.signIn("binu@malabar.example", "secret");
    await vi.waitFor(() => {
      expect(first.session.state()).toBe("out");
    });
    expect(second.session.state()).toBe("in");
  });

  it("goes on when the same person signs in again", async () => {
    const { fetchSignedIn, signIn, session } = await ashaIsIn();
    answering("post", "/api/v1/auth/token/", tokens(of("asha", 2)));
    answering("post", REFRESH, refused());
    moneyFor({ token: of("asha", 2) });
    const waiting = fetchSignedIn(money());
    await vi.waitFor(() => {
      expect(session.state()).toBe("expired");
    });
    await signIn("asha@malabar.example", "secret");
    expect((await waiting).status).toBe(200);
  });
});
