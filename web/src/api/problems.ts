/** Refusals, as the API gives them (RFC 9457), and the one place where an answer becomes data. */
import type { components } from "./schema";

type Body = components["schemas"]["Problem"];
export type ProblemCode = Body["code"];
export type Place = NonNullable<Body["errors"]>[number];

/** The platform said no, and said why. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly retryable: boolean;
  readonly requestId: string;
  /** Which inputs are to blame, where any is. */
  readonly places: readonly Place[];
  readonly retryAfterSeconds: number | null;
  readonly #facts: Readonly<Record<string, unknown>>;

  constructor(body: Body, retryAfterSeconds: number | null = null) {
    super(body.detail);
    this.name = "Problem";
    this.code = body.code;
    this.status = body.status;
    this.title = body.title;
    this.detail = body.detail;
    this.retryable = body.retryable;
    this.requestId = body.request_id;
    this.places = body.errors ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
    this.#facts = body;
  }

  /** A number that stands beside the code, `available_paise` say; null where there is none. */
  number(fact: string): number | null {
    const found = this.#facts[fact];
    return typeof found === "number" ? found : null;
  }

  text(fact: string): string | null {
    const found = this.#facts[fact];
    return typeof found === "string" ? found : null;
  }

  /** What is wrong with one member of the body, or with something in it, in the API's words. */
  at(pointer: string): string | undefined {
    const isThere = (place: Place) => `${place.pointer ?? ""}/`.startsWith(`${pointer}/`);
    return this.places.find(isThere)?.detail;
  }
}

/** No answer came, or none that can be understood: whether anything happened is not known. */
export class NoAnswer extends Error {
  constructor(cause?: unknown) {
    super("The platform did not answer.", { cause });
    this.name = "NoAnswer";
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of a good answer. Throws Problem for a refusal, NoAnswer for anything else. */
export async function unwrap<T>(asked: Promise<Answer<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await asked.catch((cause: unknown) => {
    throw isAbort(cause) || cause instanceof NoAnswer ? cause : new NoAnswer(cause);
  });
  if (response.ok) {
    if (data === undefined || data === null) throw new NoAnswer();
    return data;
  }
  throw problemOf(error, response);
}

export function problemOf(body: unknown, response: Response): Problem | NoAnswer {
  if (!isProblemBody(body)) return new NoAnswer(`${response.status} ${response.statusText}`);
  const wait = Number(response.headers.get("Retry-After"));
  return new Problem(body, wait > 0 ? wait : null);
}

/**
 * Whether the platform is known to have decided. Without a decision the same intent may be sent again
 * under the same key, and must not be taken for a failure: it may have been done.
 */
export function isDecided(error: unknown): error is Problem {
  return error instanceof Problem && !error.retryable && error.status < 500 && error.status !== 401;
}

export function isAbort(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "name" in error && error.name === "AbortError"
  );
}

function isProblemBody(body: unknown): body is Body {
  return typeof body === "object" && body !== null && "code" in body && "status" in body;
}
