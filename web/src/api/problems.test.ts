import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answering, noAnswer, refusal } from "@/testing/server";
import { explain } from "@/ui/explain";
import { api } from "./client";
import {
  isAbort,
  isDecided,
  NoAnswer,
  Problem,
  problemOf,
  unwrap,
  type ProblemCode,
} from "./problems";

const balance = (signal?: AbortSignal) =>
  unwrap(api.GET("/api/v1/balance/", signal ? { signal } : {}));

async function caught(asked: Promise<unknown>): Promise<unknown> {
  try {
    await asked;
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

async function problem(...given: Parameters<typeof refusal>): Promise<Problem> {
  const response = refusal(...given);
  const found = problemOf(await response.clone().json(), response);
  if (!(found instanceof Problem)) throw new Error("not a problem");
  return found;
}

describe("an answer", () => {
  it("is its data when it is good", async () => {
    answering("get", "/api/v1/balance/", { available_paise: 5 });
    expect(await balance()).toEqual({ available_paise: 5 });
  });

  it("throws the problem it carries, with everything it says", async () => {
    answering(
      "get",
      "/api/v1/balance/",
      refusal(422, "insufficient_funds", {
        title: "There is not enough money.",
        detail: "Available: 5.",
        available_paise: 500,
        state: "open",
        errors: [{ pointer: "/amount_paise", code: "too_much", detail: "Too much." }],
        retryAfter: "7",
      }),
    );
    const error = await caught(balance());
    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({
      code: "insufficient_funds",
      status: 422,
      title: "There is not enough money.",
      detail: "Available: 5.",
      message: "Available: 5.",
      retryable: false,
      requestId: "req-1",
      retryAfterSeconds: 7,
    });
    const told = error as Problem;
    expect(told.number("available_paise")).toBe(500);
    expect(told.number("state")).toBeNull();
    expect(told.number("nothing")).toBeNull();
    expect(told.text("state")).toBe("open");
    expect(told.text("available_paise")).toBeNull();
    expect(told.at("/amount_paise")).toBe("Too much.");
    expect(told.at("/other")).toBeUndefined();
    expect(told.at("/amount")).toBeUndefined();
  });

  it.each([
    ["nobody answers", noAnswer],
    ["a proxy answers with a page", () => new Response("<h1>Bad gateway</h1>", { status: 502 })],
    ["a refusal has no code", () => Response.json({ error: "no" }, { status: 400 })],
    ["a refusal is empty", () => new Response(null, { status: 500 })],
    ["a good answer is cut in the middle", () => new Response('{"available', { status: 200 })],
    ["a good answer says nothing", () => Response.json(null)],
  ])("is no answer when %s", async (_what, answer) => {
    answering("get", "/api/v1/balance/", answer);
    expect(await caught(balance())).toBeInstanceOf(NoAnswer);
  });

  it("that is no longer wanted is neither a problem nor silence", async () => {
    answering("get", "/api/v1/balance/", {});
    const error = await caught(balance(AbortSignal.abort()));
    expect(isAbort(error)).toBe(true);
    expect(error).not.toBeInstanceOf(NoAnswer);
    expect(isAbort(new NoAnswer())).toBe(false);
  });

  it.each([
    ["5", 5],
    ["0", null],
    ["-1", null],
    ["soon", null],
    ["Sat, 21 Nov 2026 09:00:00 GMT", null],
    [undefined, null],
  ])("that says Retry-After: %s", async (retryAfter, seconds) => {
    const facts = retryAfter === undefined ? {} : { retryAfter };
    expect((await problem(503, "busy", facts)).retryAfterSeconds).toBe(seconds);
  });
});

describe("what the platform has decided", () => {
  it.each([
    [422, "insufficient_funds", false, true],
    [400, "malformed", false, true],
    [409, "illegal_move", false, true],
    // The first request may yet be done.
    [409, "request_in_progress", true, false],
    [429, "too_many_requests", true, false],
    [503, "busy", true, false],
    // A bug may have struck after the money moved.
    [500, "internal_error", false, false],
    // Not who one is decides about an intent, but who signs in again.
    [401, "token_expired", false, false],
  ] as const)("%s %s, retryable %s: %s", async (status, code, retryable, decided) => {
    expect(isDecided(await problem(status, code, { retryable }))).toBe(decided);
  });

  it("is nothing while there is no answer", () => {
    expect(isDecided(new NoAnswer())).toBe(false);
    expect(isDecided(new Error("a bug"))).toBe(false);
  });
});

/** Every code the platform knows: the union of the types, which are written from the API. */
function everyCode(): ProblemCode[] {
  const types = readFileSync("src/api/schema.d.ts", "utf8");
  const union = /^ {4}Problem: \{.*?\n {6}code:\n(.*?);/ms.exec(types)?.[1] ?? "";
  return [...union.matchAll(/"(\w+)"/g)].map(([, code]) => code as ProblemCode);
}

describe("every problem, explained", () => {
  it("is found in the types", () => {
    expect(everyCode().length).toBeGreaterThan(80);
    expect(new Set(everyCode()).size).toBe(everyCode().length);
  });

  it.each(everyCode())("%s says what happened and what to do", async (code) => {
    const bare = explain(await problem(422, code));
    expect(bare.what.trim()).not.toBe("");
    expect(bare.todo.trim()).not.toBe("");
    // Whatever facts are missing, nobody reads the name of a variable.
    expect(`${bare.what} ${bare.todo}`).not.toMatch(/undefined|null|NaN|\[object/);
    expect(bare.what).toMatch(/[.?!]$/);
    expect(bare.todo).toMatch(/[.?!]$/);
  });

  it("uses the API's words for what this app has no words for, and says nothing twice", async () => {
    expect(explain(await problem(409, "already_frozen"))).toEqual({
      what: "Title of already_frozen.",
      todo: "Detail of already_frozen.",
    });
    const same = await problem(409, "already_frozen", { title: "So.", detail: "So." });
    expect(explain(same)).toEqual({ what: "So.", todo: "" });
  });

  it("says that it may be tried again, where trying again may help", async () => {
    const told = { title: "So.", detail: "So.", retryable: true };
    expect(explain(await problem(503, "no_stream_left", told)).todo).toBe(
      "Try again in a moment; it is safe.",
    );
  });

  it.each([
    [
      "insufficient_funds",
      { available_paise: 123_456_700 },
      "There is not enough money: ₹12,34,567.00 is available.",
    ],
    [
      "amount_above_mode_limit",
      { maximum_paise: 50_000_000 },
      "This mode carries ₹5,00,000.00 at most.",
    ],
    [
      "amount_below_mode_minimum",
      { minimum_paise: 20_000_000 },
      "This mode carries ₹2,00,000.00 or more.",
    ],
    [
      "amount_above_tier_limit",
      { maximum_paise: 10_000_000 },
      "You may send ₹1,00,000.00 at once.",
    ],
    ["amount_above_tier_limit", {}, "You may send what is allowed at once."],
  ] as const)("%s names the amount: %j", async (code, facts, what) => {
    expect(explain(await problem(422, code, facts)).what).toBe(what);
  });

  it.each([
    [{ retryAfter: "30" }, "Wait 30 seconds and try again."],
    [{ retryAfter: "1" }, "Wait 1 second and try again."],
    [{}, "Wait 10 seconds and try again."],
  ])("too_many_requests says how long to wait: %j", async (facts, todo) => {
    expect(explain(await problem(429, "too_many_requests", facts)).todo).toBe(todo);
  });

  it("malformed names what is malformed", async () => {
    const errors = [{ pointer: "/name", code: "blank", detail: "Give a name." }];
    expect(explain(await problem(400, "malformed", { errors })).what).toBe("Give a name.");
  });

  it("internal_error names the request, for whoever asks about it", async () => {
    expect(explain(await problem(500, "internal_error")).todo).toContain("req-1");
  });

  it("tells silence from a bug of ours, and promises what is true of both", () => {
    expect(explain(new NoAnswer())).toEqual({
      what: "The platform did not answer.",
      todo: "Check your connection. Trying again is safe: nothing happens twice.",
    });
    expect(explain(new TypeError("x is not a function"))).toEqual({
      what: "Something in this page is broken.",
      todo: "Reload it. Money is not touched by that.",
    });
  });
});
