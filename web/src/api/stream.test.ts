import { deferred } from "@/testing/deferred";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { follow, messageParser, type LiveEvent, type Message, type StreamState } from "./stream";

const encoder = new TextEncoder();

/** Reads `pieces` as they arrive; what came out, and where the stream stood after it. */
function read(pieces: string[]): (Message | string)[] {
  const told: (Message | string)[] = [];
  const parse = messageParser(
    (message) => told.push(message),
    (id) => told.push(`id ${id}`),
  );
  pieces.forEach(parse);
  return told;
}

const WIRE = [
  ": hello\n\n",
  'id: 41\nevent: payout.created\ndata: {"a":\ndata: "₹ 🜚"}\n\n',
  "id: 42\r\ndata: one\r\n\r\n",
  "event: reset\rdata\rid: 43\r\r",
  "id: 44\n\n",
  "retry: 10\ndata:two\ndata: \ndata:  three\n\n",
  "data: never ended",
].join("");

const READ = [
  { event: "payout.created", data: '{"a":\n"₹ 🜚"}' },
  "id 41",
  { event: "message", data: "one" },
  "id 42",
  { event: "reset", data: "" },
  "id 43",
  "id 44",
  { event: "message", data: "two\n\n three" },
];

describe("a stream of events", () => {
  it("is read as it was written, and what was not ended is not told", () => {
    expect(read([WIRE])).toEqual(READ);
  });

  it("is the same wherever it is cut in two", () => {
    for (let at = 0; at <= WIRE.length; at += 1) {
      expect([at, read([WIRE.slice(0, at), WIRE.slice(at)])]).toEqual([at, READ]);
    }
  });

  it("is the same letter by letter", () => {
    expect(read(Array.from({ length: WIRE.length }, (_, at) => WIRE.charAt(at)))).toEqual(READ);
  });

  it("is told its place only after what stands there was told", () => {
    expect(read(["id: 7\ndata: x\n"])).toEqual([]);
    expect(read(["id: 7\ndata: x\n", "\n"])).toEqual([{ event: "message", data: "x" }, "id 7"]);
  });

  it("does not take an id with a NUL in it for a place", () => {
    expect(read(["id: 7\0\ndata: x\n\n"])).toEqual([{ event: "message", data: "x" }]);
  });
});

/** One connection, in the hands of the test. */
class Line {
  readonly query: string;
  readonly headers: Headers;
  #answer = deferred<Response>();
  #body: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor(request: Request) {
    this.query = new URL(request.url).search;
    this.headers = request.headers;
    request.signal.addEventListener("abort", () => {
      this.cut();
    });
  }

  get answer(): Promise<Response> {
    return this.#answer.promise;
  }

  async open(status = 200): Promise<void> {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#body = controller;
      },
    });
    this.#answer.resolve(new Response(body, { status }));
    await onward();
  }

  async say(text: string | Uint8Array<ArrayBuffer>): Promise<void> {
    this.#body?.enqueue(typeof text === "string" ? encoder.encode(text) : text);
    await onward();
  }

  async end(): Promise<void> {
    this.#body?.close();
    await onward();
  }

  cut(): void {
    this.#answer.reject(new TypeError("network"));
    try {
      this.#body?.error(new TypeError("network"));
    } catch {
      // It was ended before.
    }
  }
}

/** Lets everything happen that is not a matter of time. */
const onward = () => vi.advanceTimersByTimeAsync(0);

let lines: Line[] = [];
const line = (): Line => {
  const found = lines.at(-1);
  if (!found) throw new Error("nobody connected");
  return found;
};

function following(more: Partial<Parameters<typeof follow>[0]> = {}) {
  const events: LiveEvent[] = [];
  const states: StreamState[] = [];
  const tellsOf: (string | null)[] = [];
  const places: string[] = [];
  const onReset = vi.fn<() => void>();
  const leaving = new AbortController();
  const ended = follow({
    merchantId: "m1",
    onEvent: (event) => events.push(event),
    onReset,
    onState: (state, deal) => {
      states.push(state);
      tellsOf.push(deal);
    },
    onPlace: (id) => places.push(id),
    signal: leaving.signal,
    ...more,
  });
  return { events, states, tellsOf, places, onReset, leaving, ended };
}

const event = (id: number, more: object = {}) =>
  `id: ${id}\ndata: ${JSON.stringify({ id: `e${id}`, type: "payout.created", subject: "payout/1", ...more })}\n\n`;

describe("following what happens", () => {
  let leave: (() => Promise<void>) | undefined;
  const begin = (more?: Parameters<typeof following>[0]) => {
    const begun = following(more);
    leave = async () => {
      begun.leaving.abort();
      await onward();
      await begun.ended;
    };
    return begun;
  };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    lines = [];
    vi.stubGlobal("fetch", (request: Request) => {
      lines.push(new Line(request));
      return line().answer;
    });
  });

  afterEach(async () => {
    await leave?.();
    leave = undefined;
    vi.unstubAllGlobals();
  });

  it("asks as the merchant, from now on, and is live once it is answered", async () => {
    const { states, events } = begin();
    await onward();
    expect(line().headers.get("x-merchant-id")).toBe("m1");
    expect(line().headers.get("accept")).toBe("text/event-stream");
    expect(line().headers.has("last-event-id")).toBe(false);
    expect(states).toEqual([]);
    await line().open();
    expect(states).toEqual(["live"]);
    await line().say(event(1, { payload: { amount: 5 } }));
    expect(events).toEqual([
      {
        id: "e1",
        type: "payout.created",
        subject: "payout/1",
        subject_sequence: 0,
        merchant_id: null,
        payload: { amount: 5 },
        at: "",
      },
    ]);
  });

  it("tells of an auction as well, from where another stream stood, and where it stands itself", async () => {
    const { states, tellsOf, places } = begin({ dealId: "d1", after: "40" });
    await onward();
    expect(line().query).toBe("?deal_id=d1");
    expect(line().headers.get("last-event-id")).toBe("40");
    await line().open();
    expect([states, tellsOf]).toEqual([["live"], ["d1"]]);
    await line().say(event(41));
    expect(places).toEqual(["41"]);
    line().cut();
    await vi.advanceTimersByTimeAsync(1000);
    expect([line().query, line().headers.get("last-event-id")]).toEqual(["?deal_id=d1", "41"]);
    expect(tellsOf).toEqual(["d1", null]);
  });

  it("goes on at once without an auction that is not to be seen", async () => {
    const { states, tellsOf } = begin({ dealId: "d1" });
    await onward();
    await line().open(404);
    expect(lines.map(({ query }) => query)).toEqual(["?deal_id=d1", ""]);
    await line().open();
    expect([states, tellsOf]).toEqual([["live"], [null]]);
  });

  it("is lost where the merchant itself is not to be seen", async () => {
    const { states } = begin();
    await onward();
    await line().open(404);
    expect(states).toEqual(["lost"]);
    expect(lines).toHaveLength(1);
  });

  it("reads letters whose bytes were torn apart", async () => {
    const { events } = begin();
    await onward();
    await line().open();
    const bytes = encoder.encode(event(1, { payload: { memo: "₹ प 🜚" } }));
    for (const byte of bytes) await line().say(new Uint8Array([byte]));
    expect(events.map(({ payload }) => payload)).toEqual([{ memo: "₹ प 🜚" }]);
  });

  it("goes on after what it was told last, and tells that it was lost meanwhile", async () => {
    const { states, events } = begin();
    await onward();
    await line().open();
    await line().say(event(1) + event(2) + "id: 3\ndata: half of it");
    line().cut();
    await onward();
    expect(states).toEqual(["live", "lost"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(lines).toHaveLength(2);
    expect(line().headers.get("last-event-id")).toBe("2");
    await line().open();
    await line().say(event(3));
    expect(states).toEqual(["live", "lost", "live"]);
    expect(events.map(({ id }) => id)).toEqual(["e1", "e2", "e3"]);
  });

  it("waits longer from one failure to the next, and never longer than a quarter of a minute", async () => {
    begin();
    const waited: number[] = [];
    for (let failure = 0; failure < 7; failure += 1) {
      await onward();
      const before = lines.length;
      line().cut();
      let milliseconds = 0;
      while (lines.length === before) {
        await vi.advanceTimersByTimeAsync(500);
        milliseconds += 500;
      }
      waited.push(milliseconds);
    }
    expect(waited).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  });

  it("begins to count anew once a stream has flowed", async () => {
    begin();
    await onward();
    for (const pause of [1000, 2000, 4000]) {
      line().cut();
      await vi.advanceTimersByTimeAsync(pause);
    }
    await line().open();
    await vi.advanceTimersByTimeAsync(6000);
    line().cut();
    const before = lines.length;
    await vi.advanceTimersByTimeAsync(499);
    expect(lines).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(lines).toHaveLength(before + 1);
  });

  it("is not lost when the server ends a stream in order: it opens the next at once", async () => {
    const { states } = begin();
    await onward();
    await line().open();
    await line().say(event(8));
    await vi.advanceTimersByTimeAsync(6000);
    await line().end();
    expect(lines).toHaveLength(2);
    expect(line().headers.get("last-event-id")).toBe("8");
    expect(states).toEqual(["live"]);
  });

  it("is lost when a stream is ended as soon as it was opened, again and again", async () => {
    const { states } = begin();
    await onward();
    await line().open();
    await line().end();
    expect(states).toEqual(["live", "lost"]);
    expect(lines).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(lines).toHaveLength(2);
  });

  it.each([503, 429, 404])("is lost when it is refused with %s", async (status) => {
    const { states } = begin();
    await onward();
    await line().open(status);
    expect(states).toEqual(["lost"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(lines).toHaveLength(2);
  });

  it("takes a server that says nothing for three quarters of a minute for gone", async () => {
    const { states } = begin();
    await onward();
    await line().open();
    await vi.advanceTimersByTimeAsync(44_000);
    await line().say(": still here\n\n");
    await vi.advanceTimersByTimeAsync(44_000);
    expect(states).toEqual(["live"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(states).toEqual(["live", "lost"]);
  });

  it("says that it is lost when nobody answers, while it goes on waiting", async () => {
    const { states } = begin();
    await vi.advanceTimersByTimeAsync(4999);
    expect(states).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(states).toEqual(["lost"]);
    expect(lines).toHaveLength(1);
    await line().open();
    expect(states).toEqual(["lost", "live"]);
  });

  it("asks for everything again where the server no longer knows what was missed", async () => {
    const { onReset, events } = begin();
    await onward();
    await line().open();
    await line().say("event: reset\ndata: {}\nid: 90\n\n");
    expect(onReset).toHaveBeenCalledTimes(1);
    expect(events).toEqual([]);
    line().cut();
    await vi.advanceTimersByTimeAsync(1000);
    expect(line().headers.get("last-event-id")).toBe("90");
  });

  it.each(["{not json", '"text"', "null", '{"type":1,"subject":"x"}', '{"type":"x"}'])(
    "passes over %s, and goes on",
    async (data) => {
      const { events, states } = begin();
      await onward();
      await line().open();
      await line().say(`data: ${data}\n\n${event(2)}`);
      expect(events.map(({ id }) => id)).toEqual(["e2"]);
      expect(states).toEqual(["live"]);
    },
  );

  it("stops when nobody looks any more: while it reads, and while it waits", async () => {
    const first = following();
    await onward();
    await line().open();
    first.leaving.abort();
    await onward();
    await first.ended;
    const second = following();
    await onward();
    line().cut();
    await onward();
    second.leaving.abort();
    await second.ended;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lines).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});
