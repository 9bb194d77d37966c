/** The platform, as far as a test says what it answers. Anything else it is asked is an error. */
import { http, HttpResponse, type HttpHandler } from "msw";
import { setupServer } from "msw/node";
import type { PageOf } from "@/api/client";
import type { ProblemCode } from "@/api/problems";

/** Nothing is wrong with the platform where a test does not say so. */
const ALL_WELL = http.get("*/api/v1/system-alerts/public/", () =>
  HttpResponse.json({ results: [] }),
);

export const server = setupServer(ALL_WELL);

type Method = "get" | "post" | "put" | "patch" | "delete";

/** What was sent, in order: the oracle of every test about keys and bodies. */
export interface Asked {
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
}

type Given = Response | object;
type Answer = Given | (() => Given | Promise<Response>);

/**
 * Answers `path` with each of `answers` in turn, and with the last of them from then on. Returns what
 * it was asked.
 */
export function answering(method: Method, path: string, ...answers: Answer[]): Asked[] {
  const asked: Asked[] = [];
  const handler: HttpHandler = http[method](`*${path}`, async ({ request }) => {
    const address = new URL(request.url);
    const content = await request.text();
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push({
      path: address.pathname,
      query: Object.fromEntries(address.searchParams),
      headers: Object.fromEntries(request.headers),
      body: asJson(content),
    });
    const given = await answerOf(answer);
    return given instanceof Response ? given.clone() : HttpResponse.json(given);
  });
  server.use(handler);
  return asked;
}

function answerOf(answer: Answer | undefined): Given | Promise<Response> {
  if (answer === undefined) throw new Error("there is no answer to give");
  return typeof answer === "function" ? (answer as () => Given | Promise<Response>)() : answer;
}

function asJson(content: string): unknown {
  try {
    return content === "" ? null : JSON.parse(content);
  } catch {
    return content;
  }
}

interface ProblemFacts {
  title?: string;
  detail?: string;
  retryable?: boolean;
  errors?: { pointer?: string; code: string; detail: string }[];
  retryAfter?: string;
  [fact: string]: unknown;
}

/** A refusal as the API gives it (RFC 9457). */
export function refusal(status: number, code: ProblemCode, facts: ProblemFacts = {}): Response {
  const { retryAfter, ...body } = facts;
  return HttpResponse.json(
    {
      type: `/problems/${code}/`,
      title: `Title of ${code}.`,
      detail: `Detail of ${code}.`,
      retryable: false,
      instance: "/",
      request_id: "req-1",
      ...body,
      code,
      status,
    },
    {
      status,
      headers: {
        "Content-Type": "application/problem+json",
        ...(retryAfter !== undefined && { "Retry-After": retryAfter }),
      },
    },
  );
}

/** The line is cut: no answer comes. */
export function noAnswer(): Response {
  return HttpResponse.error();
}

export function pageOf<Row>(results: Row[], more: Partial<PageOf<Row>> = {}): PageOf<Row> {
  return {
    count: results.length,
    count_capped: false,
    next: null,
    previous: null,
    results,
    ...more,
  };
}
