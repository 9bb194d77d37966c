import { useQuery } from "@tanstack/react-query";
import { act, screen } from "@testing-library/react";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { balanceQuery, merchantsQuery } from "@/api/queries";
import { deferred } from "@/testing/deferred";
import { show } from "@/testing/render";
import { answering, pageOf, refusal, type Asked } from "@/testing/server";
import { balance, merchant, MERCHANT_ID } from "@/testing/world";
import { Toasts } from "@/ui/toast";
import { affectedBy, LiveProvider } from "./live";
import { LiveSign } from "./live-sign";

/** Every type of event that may come over the stream, as its page of the documents lists them. */
function everyType(): string[] {
  const page = readFileSync("../docs/events.md", "utf8");
  return [...page.matchAll(/^### `([a-z_]+\.[a-z_]+)/gm)].map(([, type = ""]) => type);
}

describe("what an event makes stale", () => {
  it("is known for every event there is", () => {
    expect(everyType().length).toBeGreaterThan(25);
    expect(everyType().filter((type) => affectedBy(type) === affectedBy("nobody.knows"))).toEqual(
      [],
    );
  });

  it("is everything where nobody has heard of it", () => {
    expect(affectedBy("nobody.knows")).toEqual([
      "merchants",
      "balance",
      "overview",
      "deposits",
      "payouts",
      "batches",
      "bank-accounts",
      "ledger",
      "cases",
      "api-keys",
      "team",
      "approvals",
      "limits",
      "transfers",
      "verification",
      "deals",
      "auctions",
      "webhooks",
      "inbox",
      "system-alerts",
    ]);
  });

  it("is the auction alone where somebody has bid, which may be twenty times a second", () => {
    for (const type of ["auction.moved", "auction.sealed_bid", "bid.outbid"]) {
      expect(affectedBy(type)).toEqual(["auctions"]);
    }
    expect(affectedBy("auction.closed")).toEqual(["auctions", "deals"]);
    expect(affectedBy("bid.placed")).toContain("balance");
  });

  it("is who the merchant is and what it may do, whatever is decided about that", () => {
    for (const type of ["verification.refused", "verification.verified"]) {
      expect(affectedBy(type)).toEqual(["verification", "merchants", "limits"]);
    }
  });

  it("is the inbox and what it is about, whatever is answered there", () => {
    expect(affectedBy("approval.approved")).toEqual([
      "approvals",
      "payouts",
      "transfers",
      "overview",
    ]);
  });

  it("is the balance and the limits when money goes from merchant to merchant", () => {
    for (const type of ["transfer.completed", "incoming_transfer.received"]) {
      expect(affectedBy(type)).toEqual(["transfers", "balance", "ledger", "overview", "limits"]);
    }
  });

  it("is the balance whenever money moves", () => {
    for (const type of ["payout.completed", "payout_batch.approved", "bank_transfer.credited"]) {
      expect(affectedBy(type)).toEqual(expect.arrayContaining(["balance", "ledger", "overview"]));
    }
  });

  it("is the deposit, and the balance, whatever happens to money that comes in", () => {
    for (const type of ["deposit.captured", "deposit.charged_back", "refund.failed"]) {
      expect(affectedBy(type)).toEqual(expect.arrayContaining(["deposits", "balance", "ledger"]));
    }
    expect(affectedBy("payment.suspended")).toEqual(["deposits", "cases"]);
    expect(affectedBy("chargeback.won")).toEqual(expect.arrayContaining(["deposits", "balance"]));
  });
});

const encoder = new TextEncoder();
let speak: (text: string) => Promise<void>;
let hangUp: () => void;

/** A stream that opens, and says what the test says. */
function openStream(): Response {
  let line: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      line = controller;
    },
  });
  speak = async (text) => {
    await act(async () => {
      line.enqueue(encoder.encode(text));
      await vi.advanceTimersByTimeAsync(0);
    });
  };
  hangUp = () => {
    line.error(new TypeError("network"));
  };
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
}

const said = (type: string, subject = "payout/1", payload = {}) =>
  `data: ${JSON.stringify({ id: "e1", type, subject, payload })}\n\n`;

/** Time goes by, and everything it brings. */
const pass = (milliseconds: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(milliseconds);
    // Answers of the platform are not a matter of its clock.
    for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
    await vi.advanceTimersByTimeAsync(0);
  });

function Screen() {
  const money = useQuery(balanceQuery(MERCHANT_ID));
  useQuery(merchantsQuery);
  return <p>{money.data ? `${money.data.available_paise} there` : "not yet"}</p>;
}

describe("the screen", () => {
  let balances: Asked[];
  let merchants: Asked[];
  const open = async () => {
    balances = answering("get", "/api/v1/balance/", balance());
    merchants = answering("get", "/api/v1/merchants/", pageOf([merchant()]));
    await show(
      <LiveProvider merchantId={MERCHANT_ID}>
        <LiveSign />
        <Screen />
        <Toasts />
      </LiveProvider>,
    );
    await pass(0);
    await pass(0);
  };

  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
    });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("asks every three seconds while there is no stream, and says so", async () => {
    answering("get", "/api/v1/stream/", refusal(503, "no_stream_left", { retryable: true }));
    await open();
    expect(screen.getByText("Reconnecting – refreshing every 3 s")).toBeInTheDocument();
    const asked = balances.length;
    await pass(2999);
    expect(balances).toHaveLength(asked);
    await pass(1);
    expect(balances).toHaveLength(asked + 1);
    await pass(3000);
    expect(balances).toHaveLength(asked + 2);
  });

  it("asks nothing by itself while the stream is there", async () => {
    answering("get", "/api/v1/stream/", openStream);
    await open();
    expect(screen.getByText("Live")).toBeInTheDocument();
    const asked = balances.length;
    await pass(40_000);
    expect(balances).toHaveLength(asked);
  });

  it("asks once for a burst of events, for what they are about", async () => {
    answering("get", "/api/v1/stream/", openStream);
    await open();
    const asked = balances.length;
    await speak(said("payout.created") + said("payout.processing") + said("payout.in_doubt"));
    expect(balances).toHaveLength(asked);
    await pass(250);
    expect(balances).toHaveLength(asked + 1);
    await speak(said("api_key.created", "api_key/1"));
    await pass(250);
    expect(balances).toHaveLength(asked + 1);
  });

  it("asks once more where something happened while an answer was on its way", async () => {
    answering("get", "/api/v1/stream/", openStream);
    await open();
    const late = deferred<Response>();
    balances = answering(
      "get",
      "/api/v1/balance/",
      () => late.promise,
      balance({ available_paise: 200 }),
    );
    await speak(said("payout.created"));
    await pass(250);
    expect(balances).toHaveLength(1);
    // Each of these is newer than what is being answered; together they are one question.
    await speak(said("payout.processing"));
    await pass(250);
    await speak(said("payout.completed"));
    await pass(250);
    expect(balances).toHaveLength(1);
    late.resolve(Response.json(balance({ available_paise: 100 })));
    await pass(0);
    await pass(0);
    expect(balances).toHaveLength(2);
    expect(screen.getByText("200 there")).toBeInTheDocument();
    await pass(10_000);
    expect(balances).toHaveLength(2);
  });

  it("asks again for everything after a stream was lost, and stops asking every three seconds", async () => {
    answering("get", "/api/v1/stream/", openStream);
    await open();
    hangUp();
    await pass(0);
    expect(screen.getByText("Reconnecting – refreshing every 3 s")).toBeInTheDocument();
    const asked = balances.length;
    await pass(1000);
    expect(screen.getByText("Live")).toBeInTheDocument();
    expect(balances).toHaveLength(asked + 1);
    await pass(9000);
    expect(balances).toHaveLength(asked + 1);
  });

  it("learns that payouts are frozen, which stands on the merchant", async () => {
    answering("get", "/api/v1/stream/", openStream);
    await open();
    const asked = merchants.length;
    await speak(said("payout.created"));
    await pass(250);
    expect(merchants).toHaveLength(asked);
    await speak(said("merchant.payouts_frozen", `merchant/${MERCHANT_ID}`));
    await pass(250);
    expect(merchants).toHaveLength(asked + 1);
  });

  it("tells what finished elsewhere, with its amount", async () => {
    answering("get", "/api/v1/stream/", openStream);
    await open();
    const paid = { amount: { amount_minor: 500_000, currency: "INR" } };
    await speak(said("payout.completed", "payout/p1", paid));
    await pass(250);
    expect(screen.getByRole("link", { name: "₹5,000.00 arrived" })).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/payouts/p1`,
    );
    await speak(
      said("payout.completed", "payout/p1", paid) + said("payout.completed", "payout/p2", paid),
    );
    await pass(250);
    expect(screen.getByText("2 payouts arrived")).toBeInTheDocument();
  });

  it("tells who is outbid where they do not look, once in a while, with the way there", async () => {
    answering("get", "/api/v1/stream/", openStream);
    await open();
    const outbid = said("bid.outbid", "bid/b1", { deal_id: "d1" });
    await speak(outbid + outbid);
    await pass(250);
    expect(screen.getByRole("link", { name: "You are outbid" })).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/deals/d1/auction`,
    );
    await speak(outbid);
    await pass(250);
    expect(screen.getAllByText("You are outbid")).toHaveLength(1);
  });
});
