import { HttpResponse } from "msw";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { deferred } from "@/testing/deferred";
import { answering, noAnswer, refusal } from "@/testing/server";

type Session = typeof import("./session");
type Leaving = typeof import("./leaving");

const TOKENS = "/api/v1/auth/token/";
const REFRESH = `${TOKENS}refresh/`;
const BLACKLIST = `${TOKENS}blacklist/`;

/** One at a time among all tabs, as browsers see to it. */
beforeAll(() => {
  let last: Promise<unknown> = Promise.resolve();
  const locks = {
    request: (_name: string, act: () => Promise<unknown>) => {
      const mine = last.then(act);
      last = mine.catch(() => null);
      return mine;
    },
  };
  vi.stubGlobal("navigator", Object.assign(Object.create(navigator), { locks }));
});

afterAll(() => {
  vi.unstubAllGlobals();
});

/** A tab of its own, with what it knows of goodbyes. */
async function tab(): Promise<Session & Leaving> {
  vi.resetModules();
  return { ...(await import("./session")), ...(await import("./leaving")) };
}

async function signedIn(): Promise<Session & Leaving> {
  const opened = await tab();
  answering("post", TOKENS, { access: "t1" });
  await opened.signIn("owner@malabar.example", "secret");
  return opened;
}

async function leftWhileOffline(): Promise<Session & Leaving> {
  const opened = await signedIn();
  answering("post", BLACKLIST, noAnswer);
  await opened.signOut();
  return opened;
}

/** Whether a request would go out as somebody. */
async function isSomebody({ fetchSignedIn }: Session): Promise<boolean> {
  const asked = answering("get", "/api/v1/money/", {});
  await fetchSignedIn(new Request("http://adulis.test/api/v1/money/"));
  return asked[0]?.headers.authorization !== undefined;
}

const isBack = () => window.dispatchEvent(new Event("online"));

describe("signing out", () => {
  it("is over here at once, whatever the platform takes", async () => {
    const here = await signedIn();
    const answer = deferred<Response>();
    const asked = answering("post", BLACKLIST, () => answer.promise);
    const leaving = here.signOut();
    expect(here.session.state()).toBe("out");
    expect(await isSomebody(here)).toBe(false);
    await vi.waitFor(() => {
      expect(asked).toHaveLength(1);
    });
    expect(asked[0]?.headers["x-client"]).toBe("web");
    answer.resolve(HttpResponse.json({}));
    await leaving;
    expect(here.isGoodbyeOwed()).toBe(false);
    expect(here.leaving.goodbye()).toBe("settled");
  });

  it("tells whoever left when nobody answers for long", async () => {
    const here = await signedIn();
    const answer = deferred<Response>();
    answering("post", BLACKLIST, () => answer.promise);
    const leaving = here.signOut();
    await vi.waitFor(
      () => {
        expect(here.leaving.goodbye()).toBe("unheard");
      },
      { timeout: 5_000 },
    );
    answer.resolve(HttpResponse.json({}));
    await leaving;
    expect(here.leaving.goodbye()).toBe("heard");
  });
});

describe("a goodbye that nobody heard", () => {
  it("is said again when the connection is back, and then never more", async () => {
    const here = await leftWhileOffline();
    const told = vi.fn<() => void>();
    here.leaving.subscribe(told);
    expect(here.session.state()).toBe("out");
    expect(here.leaving.goodbye()).toBe("unheard");
    const asked = answering("post", BLACKLIST, {});
    isBack();
    await vi.waitFor(() => {
      expect(here.leaving.goodbye()).toBe("heard");
    });
    isBack();
    expect(await isSomebody(here)).toBe(false);
    expect(asked).toHaveLength(1);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it("is said again by itself as well", async () => {
    const here = await leftWhileOffline();
    const asked = answering("post", BLACKLIST, refusal(503, "unavailable"), {});
    await vi.waitFor(
      () => {
        expect(here.leaving.goodbye()).toBe("heard");
      },
      { timeout: 12_000 },
    );
    expect(asked).toHaveLength(2);
  });

  it.each([
    ["a server that restarts", () => refusal(503, "unavailable", { retryable: true })],
    ["a throttle", () => refusal(429, "throttled", { retryable: true })],
    ["the page of a network without a way out", () => HttpResponse.html("<h1>Welcome</h1>")],
  ])("is not heard by %s", async (_what, answer) => {
    const here = await signedIn();
    answering("post", BLACKLIST, answer);
    await here.signOut();
    expect(here.leaving.goodbye()).toBe("unheard");
    expect(here.isGoodbyeOwed()).toBe(true);
  });

  it("is heard where there is no session any more", async () => {
    const here = await signedIn();
    answering("post", BLACKLIST, () => refusal(401, "invalid_token"));
    await here.signOut();
    expect(here.isGoodbyeOwed()).toBe(false);
  });

  it("outlives the page, and the session is not taken up again meanwhile", async () => {
    await leftWhileOffline();
    // As a page that was signed in leaves it behind.
    localStorage.setItem("adulis.session", "1");
    const later = await tab();
    const refreshes = answering("post", REFRESH, { access: "t2" });
    const asked = answering("post", BLACKLIST, {});
    await later.resume();
    expect(later.session.state()).toBe("out");
    expect(refreshes).toHaveLength(0);
    expect(asked).toHaveLength(1);
    expect(later.isGoodbyeOwed()).toBe(false);
  });

  it("is said by another tab where the one that left does not come to it", async () => {
    const here = await signedIn();
    const there = await signedIn();
    answering("post", BLACKLIST, noAnswer);
    await here.signOut();
    await vi.waitFor(() => {
      expect(there.session.state()).toBe("out");
    });
    const asked = answering("post", BLACKLIST, {});
    await vi.waitFor(
      () => {
        expect(asked).toHaveLength(1);
        expect(there.isGoodbyeOwed()).toBe(false);
      },
      { timeout: 8_000 },
    );
  });

  it("comes before the next one signs in, and never ends what they began", async () => {
    const here = await leftWhileOffline();
    const order: string[] = [];
    answering("post", BLACKLIST, () => {
      order.push("goodbye");
      return {};
    });
    answering("post", TOKENS, () => {
      order.push("sign in");
      return { access: "t2" };
    });
    await here.signIn("binu@malabar.example", "secret");
    isBack();
    expect(await isSomebody(here)).toBe(true);
    expect(order).toEqual(["goodbye", "sign in"]);
    expect(here.leaving.goodbye()).toBe("settled");
  });

  it("is not owed any more once somebody else's cookie took the place of the old one", async () => {
    const here = await leftWhileOffline();
    const asked = answering("post", BLACKLIST, () => refusal(503, "unavailable"));
    answering("post", TOKENS, { access: "t2" });
    await here.signIn("binu@malabar.example", "secret");
    isBack();
    expect(await isSomebody(here)).toBe(true);
    expect(asked).toHaveLength(1);
    expect(here.isGoodbyeOwed()).toBe(false);
  });
});

describe("what was under way when somebody left", () => {
  it("brings nobody back", async () => {
    const here = await signedIn();
    answering("get", "/api/v1/slow/", () => refusal(401, "token_expired"));
    const renewed = deferred<Response>();
    const refreshes = answering("post", REFRESH, () => renewed.promise);
    const waiting = here.fetchSignedIn(new Request("http://adulis.test/api/v1/slow/"));
    await vi.waitFor(() => {
      expect(refreshes).toHaveLength(1);
    });
    answering("post", BLACKLIST, {});
    const leaving = here.signOut();
    renewed.resolve(HttpResponse.json({ access: "t2" }));
    await leaving;
    expect((await waiting).status).toBe(401);
    expect(here.session.state()).toBe("out");
    expect(localStorage.getItem("adulis.session")).toBeNull();
    expect(await isSomebody(here)).toBe(false);
  });
});
