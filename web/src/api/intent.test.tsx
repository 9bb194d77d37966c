import { act, renderHook } from "@testing-library/react";
import { deferred } from "@/testing/deferred";
import { describe, expect, it, vi } from "vitest";
import { refusal } from "@/testing/server";
import { afterProblem, useIntent } from "./intent";
import type { Problem } from "./problems";
import { NoAnswer, problemOf, type ProblemCode } from "./problems";

interface Body {
  amount_paise: number;
}

const BODY: Body = { amount_paise: 500_000 };

async function problem(status: number, code: ProblemCode, retryable = false) {
  const response = refusal(status, code, { retryable });
  return problemOf(await response.clone().json(), response);
}

/** One try: what was sent with it, and how the test lets it end. */
interface Try {
  body: Body;
  key: string;
  done: (value?: string) => Promise<void>;
  failed: (error: unknown) => Promise<void>;
}

function intentOf(keptAs?: string, goesOn = false) {
  const tries: Try[] = [];
  const onDone = vi.fn<(done: string) => void>();
  const send = (body: Body, key: string): Promise<string> => {
    const { promise, resolve, reject } = deferred<string>();
    tries.push({
      body,
      key,
      done: (value = "done") =>
        act(async () => {
          resolve(value);
          await promise;
        }),
      failed: (error) =>
        act(async () => {
          reject(error);
          await promise.catch(() => null);
        }),
    });
    return promise;
  };
  const hook = renderHook(() => useIntent<Body, string>({ send, onDone, keptAs, goesOn }));
  const last = (): Try => {
    const found = tries.at(-1);
    if (!found) throw new Error("nothing was sent");
    return found;
  };
  return {
    ...hook,
    tries,
    last,
    onDone,
    now: () => hook.result.current,
    submit: (body: Body = BODY) => {
      act(() => {
        hook.result.current.submit(body);
      });
    },
    retry: () => {
      act(() => {
        hook.result.current.retry();
      });
    },
  };
}

describe("one intent", () => {
  it("is sent once, however often somebody clicks", async () => {
    const form = intentOf();
    act(() => {
      // Before anything was rendered in between.
      form.now().submit(BODY);
      form.now().submit(BODY);
    });
    form.submit({ amount_paise: 1 });
    form.retry();
    expect(form.tries).toHaveLength(1);
    expect(form.now().phase).toBe("sending");
    await form.last().done("made");
    expect(form.onDone.mock.calls).toEqual([["made"]]);
  });

  it("has its key from the moment the form opens", () => {
    const form = intentOf();
    const { key } = form.now();
    expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    form.rerender();
    form.submit();
    expect(form.last().key).toBe(key);
  });

  it("keeps its key and its body through every try that nobody answered", async () => {
    const form = intentOf();
    form.submit();
    await form.last().failed(new NoAnswer());
    expect(form.now()).toMatchObject({ phase: "unknown", body: BODY });
    // Nothing else may be sent: it could be a second payment.
    form.submit({ amount_paise: 1 });
    expect(form.tries).toHaveLength(1);
    form.retry();
    await form.last().failed(await problem(503, "busy", true));
    form.retry();
    await form.last().failed(await problem(409, "request_in_progress", true));
    form.retry();
    await form.last().failed(await problem(500, "internal_error"));
    form.retry();
    await form.last().done();
    expect(form.tries.map(({ key }) => key)).toEqual(Array(5).fill(form.tries[0]?.key));
    expect(form.tries.map(({ body }) => body)).toEqual(Array(5).fill(BODY));
    expect(form.onDone).toHaveBeenCalledTimes(1);
  });

  it("is followed by the next one where the form goes on, and not by the second click of two", async () => {
    vi.useFakeTimers();
    const form = intentOf(undefined, true);
    form.submit();
    await form.last().done();
    expect(form.now()).toMatchObject({ phase: "editing", body: null, problem: null });
    expect(form.now().key).not.toBe(form.tries[0]?.key);
    form.submit();
    expect(form.tries).toHaveLength(1);
    vi.advanceTimersByTime(400);
    form.submit({ amount_paise: 100 });
    expect(form.tries).toHaveLength(2);
    expect(form.tries[1]?.key).not.toBe(form.tries[0]?.key);
  });

  it("ends with a refusal: what is sent next is another one", async () => {
    const form = intentOf();
    form.submit();
    const refused = await problem(422, "insufficient_funds");
    await form.last().failed(refused);
    expect(form.now()).toMatchObject({ phase: "editing", body: null, problem: refused });
    form.submit({ amount_paise: 100 });
    expect(form.tries).toHaveLength(2);
    expect(form.tries[1]?.key).not.toBe(form.tries[0]?.key);
  });

  it("takes nothing more once it is done: a second click may be slower than the answer", async () => {
    const form = intentOf();
    form.submit();
    await form.last().done();
    form.submit();
    form.retry();
    expect(form.tries).toHaveLength(1);
    expect(form.now().phase).toBe("sending");
  });

  it("is another one in the next form", async () => {
    const form = intentOf("payout.visit-1");
    form.submit();
    await form.last().done();
    form.unmount();
    const next = intentOf("payout.visit-1");
    next.submit();
    expect(next.last().key).not.toBe(form.last().key);
  });

  it("may be changed under the same key after it was turned away at the door", async () => {
    const form = intentOf();
    form.submit();
    await form.last().failed(await problem(429, "too_many_requests", true));
    expect(form.now()).toMatchObject({ phase: "editing", body: null });
    form.submit({ amount_paise: 100 });
    expect(form.tries[1]).toMatchObject({ key: form.tries[0]?.key, body: { amount_paise: 100 } });
  });

  it("lets a refusal be forgotten, and nothing else", async () => {
    const form = intentOf();
    form.submit();
    await form.last().failed(await problem(422, "insufficient_funds"));
    act(() => {
      form.now().clear();
    });
    expect(form.now().problem).toBeNull();
    form.submit();
    await form.last().failed(new NoAnswer());
    act(() => {
      form.now().clear();
    });
    expect(form.now()).toMatchObject({ phase: "unknown", body: BODY });
  });

  it("does not fetch anybody back who has gone on to another page", async () => {
    const form = intentOf("payout.visit-1");
    form.submit();
    form.unmount();
    await form.last().done();
    expect(form.onDone).not.toHaveBeenCalled();
    expect(sessionStorage).toHaveLength(0);
  });

  it("shows no refusal of the try before while it is sent again", async () => {
    const form = intentOf();
    form.submit();
    await form.last().failed(await problem(422, "insufficient_funds"));
    form.submit();
    expect(form.now()).toMatchObject({ phase: "sending", problem: null });
  });
});

describe("an intent that outlives its page", () => {
  it("is found again after a reload while it was being sent, and not sent anew", async () => {
    const before = intentOf("payout.visit-1");
    before.submit();
    const { key } = before.last();
    before.unmount();
    const after = intentOf("payout.visit-1");
    expect(after.now()).toMatchObject({ key, phase: "unknown", body: BODY });
    after.submit({ amount_paise: 1 });
    expect(after.tries).toHaveLength(0);
    after.retry();
    expect(after.last()).toMatchObject({ key, body: BODY });
    await after.last().done();
    after.unmount();
    expect(intentOf("payout.visit-1").now()).toMatchObject({ phase: "editing", body: null });
  });

  it("is found again by whoever goes back to its form, and by nobody else", async () => {
    const first = intentOf("payout.visit-1");
    first.submit();
    await first.last().failed(new NoAnswer());
    expect(intentOf("payout.visit-2").now()).toMatchObject({ phase: "editing", body: null });
    expect(intentOf("payout.visit-1").now()).toMatchObject({
      phase: "unknown",
      key: first.last().key,
    });
  });

  it("has the next key after a refusal, also after a reload", async () => {
    const before = intentOf("payout.visit-1");
    before.submit();
    await before.last().failed(await problem(422, "insufficient_funds"));
    const { key } = before.now();
    before.unmount();
    expect(intentOf("payout.visit-1").now()).toMatchObject({ key, phase: "editing" });
    expect(key).not.toBe(before.last().key);
  });

  it("leaves nothing behind when it is done", async () => {
    const form = intentOf("payout.visit-1");
    form.submit();
    await form.last().done();
    expect(sessionStorage).toHaveLength(0);
  });

  it("begins anew where what was kept cannot be read", () => {
    sessionStorage.setItem("adulis.intent.payout.visit-1", "{not json");
    expect(intentOf("payout.visit-1").now()).toMatchObject({ phase: "editing", body: null });
  });

  it("lives as long as the page where nothing can be kept", async () => {
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    const form = intentOf("payout.visit-1");
    form.submit();
    await form.last().failed(new NoAnswer());
    expect(form.now()).toMatchObject({ phase: "unknown", key: form.last().key });
  });
});

describe("after a problem", () => {
  it("a session that ended decides nothing", async () => {
    const found = (await problem(401, "token_expired")) as Problem;
    expect(afterProblem("key-1", BODY, found)).toEqual({
      key: "key-1",
      phase: "unknown",
      body: BODY,
      problem: found,
    });
  });
});
