import { act, fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AWAY_MS } from "@/api/live";
import { AuctionPanel } from "@/features/auctions/auction-panel";
import { skipTheQueue } from "@/features/auctions/pace";
import { auction, auctionedDeal, bidLine, DEAL_ID, placed } from "@/testing/auctions";
import { show } from "@/testing/render";
import { answering, refusal, type Asked } from "@/testing/server";
import { balance, MERCHANT_ID } from "@/testing/world";
import { LiveProvider } from "./live";

const ROOM = `/api/v1/deals/${DEAL_ID}/auction`;
const encoder = new TextEncoder();

/** One stream, in the hands of the test. */
class Line {
  readonly query: string;
  readonly after: string | null;
  isOpen = true;
  readonly #refused: number | null;
  #body: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor(request: Request, refused: number | null) {
    this.query = new URL(request.url).search;
    this.after = request.headers.get("last-event-id");
    this.#refused = refused;
    request.signal.addEventListener("abort", () => {
      this.cut();
    });
  }

  answer(): Response {
    if (this.#refused !== null) {
      this.isOpen = false;
      return new Response(null, { status: this.#refused });
    }
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#body = controller;
      },
    });
    return new Response(body, { status: 200 });
  }

  say(text: string): void {
    this.#body?.enqueue(encoder.encode(text));
  }

  cut(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#body?.error(new TypeError("network"));
  }
}

let lines: Line[];
/** What a stream is refused with, while it is. */
let refusing: number | null;
let looked: Asked[];
let told: ReturnType<typeof auction>;

const line = (): Line => {
  const found = lines.at(-1);
  if (!found) throw new Error("nobody connected");
  return found;
};
const opened = () => lines.map(({ query, after }) => [query, after]);
const openNow = () => lines.filter(({ isOpen }) => isOpen).length;

/** Time goes by, and everything it brings. */
const pass = (milliseconds: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(milliseconds);
    // Answers of the platform are not a matter of its clock.
    for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
    await vi.advanceTimersByTimeAsync(0);
  });

const settle = async () => {
  for (let turn = 0; turn < 4; turn += 1) await pass(0);
};

let number = 100;
/** Somebody has bid: so it is there, and so it is told to whoever looks on. */
const bidOf = (paise: number) => {
  number += 1;
  told = { ...told, price_paise: paise, version: told.version + 1, sequence: told.sequence + 1 };
  const fact = { id: "e", type: "auction.moved", subject: `auction/${told.id}`, payload: {} };
  line().say(`id: ${number}\ndata: ${JSON.stringify(fact)}\n\n`);
};

function Screen() {
  const [isThere, setThere] = useState(true);
  const leave = () => {
    setThere(false);
  };
  return (
    <>
      <button onClick={leave}>Leave</button>
      {isThere && <AuctionPanel dealId={DEAL_ID} />}
    </>
  );
}

async function enter(deal: Parameters<typeof auctionedDeal>[0] = {}) {
  told = auction();
  looked = answering("get", `${ROOM}/`, () => told);
  answering("get", `${ROOM}/bids/`, () => ({ results: [bidLine(2), bidLine(1)], before: null }));
  answering("get", `/api/v1/deals/${DEAL_ID}/`, auctionedDeal(deal));
  answering("get", "/api/v1/balance/", balance());
  answering("get", `${ROOM}/hashes/`, { results: [] });
  answering("post", "/api/v1/fees/quote/", refusal(404, "not_found"));
  answering("post", `${ROOM}/bids/`, placed());
  await show(
    <LiveProvider merchantId={MERCHANT_ID}>
      <Screen />
    </LiveProvider>,
  );
  line().say("id: 100\n\n");
  await settle();
  expect(screen.getByRole("region", { name: "How it stands" })).toBeInTheDocument();
}

const see = async (visibility: "visible" | "hidden") => {
  Object.defineProperty(document, "visibilityState", { value: visibility, configurable: true });
  await act(async () => {
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    await Promise.resolve();
  });
};

describe("an auction on the screen", () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
    });
    skipTheQueue(DEAL_ID);
    lines = [];
    refusing = null;
    const elsewhere = fetch;
    vi.stubGlobal("fetch", async (input: Request) => {
      if (!input.url.includes("/api/v1/stream/")) return elsewhere(input);
      const asked = new Line(input, refusing);
      lines.push(asked);
      return Promise.resolve(asked.answer());
    });
  });

  afterEach(async () => {
    await see("visible");
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("is told of by the one stream there is, which goes on where it stood", async () => {
    await enter();
    expect(opened()).toEqual([
      ["", null],
      [`?deal_id=${DEAL_ID}`, "100"],
    ]);
    expect(openNow()).toBe(1);
  });

  it("is not told of any more once it is left", async () => {
    await enter();
    bidOf(1_300_000);
    await settle();
    fireEvent.click(screen.getByRole("button", { name: "Leave" }));
    await settle();
    expect(opened().at(-1)).toEqual(["", "101"]);
    expect(openNow()).toBe(1);
  });

  it("is seen at once when somebody bids, and not asked for otherwise", async () => {
    await enter();
    await pass(1000);
    const before = looked.length;
    await pass(5000);
    expect(looked).toHaveLength(before);
    bidOf(1_300_000);
    // No time goes by.
    await settle();
    expect(looked).toHaveLength(before + 1);
    expect(screen.getByText("₹13,000.00")).toBeInTheDocument();
  });

  it("is asked for twice a second where bids come twenty a second, and the last is seen", async () => {
    await enter();
    await pass(1000);
    const before = looked.length;
    for (let each = 1; each <= 60; each += 1) {
      bidOf(1_300_000 + each * 100);
      await pass(50);
    }
    // Three seconds of turns, and the one that had begun.
    expect(looked.length - before).toBeLessThanOrEqual(7);
    await pass(1000);
    expect(screen.getByText("₹13,060.00")).toBeInTheDocument();
  });

  it("is asked for every three seconds while there is no stream, and says so", async () => {
    await enter();
    await pass(1000);
    expect(screen.queryByText(/^Not live/)).toBeNull();
    refusing = 503;
    line().cut();
    await settle();
    expect(screen.getByText("Not live")).toHaveTextContent("Not live: looked at every 3 s");
    for (let asked = 1; asked <= 3; asked += 1) {
      const before = looked.length;
      await pass(2999);
      expect(looked).toHaveLength(before);
      await pass(1);
      expect(looked).toHaveLength(before + 1);
    }
    refusing = null;
    await pass(15_000);
    expect(screen.queryByText(/^Not live/)).toBeNull();
    expect(opened().at(-1)).toEqual([`?deal_id=${DEAL_ID}`, "100"]);
  });

  it("is let go by whoever does not look, and caught up with when they are back", async () => {
    await enter();
    await pass(1000);
    await see("hidden");
    await pass(AWAY_MS - 1);
    expect(lines).toHaveLength(2);
    await pass(1);
    expect(opened().at(-1)).toEqual(["", "100"]);
    told = { ...told, price_paise: 1_500_000, version: told.version + 1 };
    await see("visible");
    await pass(1000);
    expect(opened().at(-1)).toEqual([`?deal_id=${DEAL_ID}`, "100"]);
    expect(screen.getByText("₹15,000.00")).toBeInTheDocument();
    expect(openNow()).toBe(1);
  });

  it("of one's own is told of as all that is one's own", async () => {
    await enter({ access: "poster" });
    await pass(1000);
    expect(opened()).toEqual([["", null]]);
    const before = looked.length;
    bidOf(1_300_000);
    await settle();
    expect(looked).toHaveLength(before + 1);
  });
});
