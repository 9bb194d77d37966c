/**
 * What happens, as it happens: server-sent events read with fetch, because an EventSource cannot send
 * a bearer. A lost stream goes on where it stopped (Last-Event-ID); until it does, whoever listens is
 * told so and has to ask for themselves.
 */
import { fetchSignedIn } from "./session";

/** One fact, see docs/events.md for its types and payloads. */
export interface LiveEvent {
  id: string;
  type: string;
  subject: string;
  subject_sequence: number;
  merchant_id: string | null;
  payload: Record<string, unknown>;
  at: string;
}

export type StreamState = "connecting" | "live" | "lost";

interface StreamOptions {
  merchantId: string;
  /** Whose auction is told of as well, whosever it is; where it is not to be seen, only the rest. */
  dealId?: string | null;
  /** Go on where a stream before this one stood; without it, from now on. */
  after?: string | null;
  onEvent: (event: LiveEvent) => void;
  /** What came before cannot be told: whatever is shown has to be asked for again. */
  onReset: () => void;
  /** `tellsOf`: the deal whose auction is told of from now on, if any is. */
  onState: (state: StreamState, tellsOf: string | null) => void;
  /** Where the stream stands, for the one after it. */
  onPlace?: (id: string) => void;
  signal: AbortSignal;
}

/** A server that says nothing at all for so long is not there; a living one sends a comment. */
const SILENCE_MS = 45_000;
/** A stream that flowed for so long and ended was ended in order: with its token, or a deployment. */
const SETTLED_MS = 5_000;
/** Whoever waits longer for a stream to open is told that there is none, while it is waited for. */
const OPENING_MS = 5_000;
const LONGEST_PAUSE_MS = 15_000;

/** Read the stream until `signal`, over as many connections as it takes. */
export async function follow(options: StreamOptions): Promise<void> {
  const { onEvent, onReset, onState, onPlace, signal } = options;
  let lastId = options.after ?? null;
  let dealId = options.dealId ?? null;
  let failures = 0;
  const isLeft = (): boolean => signal.aborted;
  while (!isLeft()) {
    let openedAt = Infinity;
    const late = setTimeout(() => {
      onState("lost", null);
    }, OPENING_MS);
    const ended = await readOnce({
      ...options,
      dealId,
      lastId,
      onOpen: () => {
        clearTimeout(late);
        openedAt = performance.now();
        onState("live", dealId);
      },
      onId: (id) => {
        lastId = id;
        onPlace?.(id);
      },
      onMessage: (message) => {
        if (message.event === "reset") onReset();
        const event = parseEvent(message);
        if (event) onEvent(event);
      },
    });
    clearTimeout(late);
    if (isLeft()) return;
    if (ended === "nothing there") {
      // One auction that is not to be seen must not silence everything else.
      dealId = null;
      continue;
    }
    const wasSettled = performance.now() - openedAt > SETTLED_MS;
    failures = wasSettled ? 0 : failures + 1;
    if (ended === "in order" && wasSettled) continue;
    onState("lost", null);
    await pause(Math.min(LONGEST_PAUSE_MS, 500 * 2 ** Math.min(failures, 5)), signal);
  }
}

/** How a stream was over. "nothing there": there is no such auction, for this merchant. */
type Ended = "in order" | "broken" | "nothing there";

interface ReadOptions {
  merchantId: string;
  dealId: string | null;
  lastId: string | null;
  signal: AbortSignal;
  onOpen: () => void;
  onId: (id: string) => void;
  onMessage: (message: Message) => void;
}

async function readOnce(options: ReadOptions): Promise<Ended> {
  try {
    return await read(options);
  } catch {
    // Whatever it was: the stream is not there, and the only answer to that is to open it again.
    return "broken";
  }
}

async function read({
  merchantId,
  dealId,
  lastId,
  signal,
  onOpen,
  onId,
  onMessage,
}: ReadOptions): Promise<Ended> {
  const silence = new AbortController();
  const headers = new Headers({ Accept: "text/event-stream", "X-Merchant-Id": merchantId });
  if (lastId !== null) headers.set("Last-Event-ID", lastId);
  const which = dealId === null ? "" : `?deal_id=${dealId}`;
  const request = new Request(`${location.origin}/api/v1/stream/${which}`, {
    headers,
    signal: AbortSignal.any([signal, silence.signal]),
  });
  const response = await fetchSignedIn(request);
  if (response.status === 404 && dealId !== null) {
    await response.body?.cancel();
    return "nothing there";
  }
  if (!response.ok || !response.body) throw new Error(`stream: ${response.status}`);
  onOpen();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const parse = messageParser(onMessage, onId);
  for (;;) {
    const deadline = setTimeout(() => {
      silence.abort();
    }, SILENCE_MS);
    const { done, value } = await reader.read().finally(() => {
      clearTimeout(deadline);
    });
    if (done) return "in order";
    parse(value);
  }
}

/** One message as it stood on the wire. */
export interface Message {
  event: string;
  data: string;
}

/**
 * Takes text in whatever pieces it arrives (WHATWG HTML, "Interpreting an event stream"). `onId` is
 * told where the stream stands, also by blocks that carry no message.
 */
export function messageParser(
  onMessage: (message: Message) => void,
  onId: (id: string) => void = () => undefined,
): (text: string) => void {
  let rest = "";
  let id: string | null = null;
  let event = "";
  let data: string[] = [];
  const line = (text: string): void => {
    if (text === "") {
      if (data.length > 0) onMessage({ event: event || "message", data: data.join("\n") });
      // Only now: who is told an id before its message, and loses the line between, misses it.
      if (id !== null) onId(id);
      id = null;
      event = "";
      data = [];
      return;
    }
    const [, field = "", value = ""] = /^([^:]*):? ?(.*)$/s.exec(text) ?? [];
    if (field === "data") data.push(value);
    else if (field === "event") event = value;
    else if (field === "id" && !value.includes("\0")) id = value;
  };
  return (text) => {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    lines.forEach(line);
  };
}

function parseEvent(message: Message): LiveEvent | null {
  try {
    const told = JSON.parse(message.data) as Partial<LiveEvent>;
    if (typeof told.type !== "string" || typeof told.subject !== "string") return null;
    return {
      id: "",
      subject_sequence: 0,
      merchant_id: null,
      payload: {},
      at: "",
      ...told,
    } as LiveEvent;
  } catch {
    return null;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
