import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { keyOf } from "@/api/queries";
import {
  auction,
  auctionedDeal,
  auctionRules,
  bidLine,
  DEAL_ID,
  inAnHour,
  myBid,
  placed,
} from "@/testing/auctions";
import { show } from "@/testing/render";
import { answering, noAnswer, refusal } from "@/testing/server";
import { balance, merchant, MERCHANT_ID } from "@/testing/world";
import { AuctionPanel } from "./auction-panel";
import { skipTheQueue } from "./pace";

type Told = ReturnType<typeof auction>;

const ROOM = `/api/v1/deals/${DEAL_ID}/auction`;
const QUOTE = {
  id: "q",
  service: "escrow",
  charged: "deducted",
  fee_paise: 0,
  tax_paise: 0,
  rule: null,
  expires_at: inAnHour(),
};

interface Given {
  auction?: Partial<Told>;
  lines?: ReturnType<typeof bidLine>[];
  bids?: Parameters<typeof answering>[2][];
  role?: "owner" | "finance" | "viewer";
  deal?: Parameters<typeof auctionedDeal>[0];
}

/** The room, and what the platform says in it, which a test may change at any moment. */
async function enter({ bids = [placed()], role = "owner", deal, ...given }: Given = {}) {
  const world = { auction: auction(given.auction), lines: given.lines ?? [bidLine(2), bidLine(1)] };
  skipTheQueue(DEAL_ID);
  const looked = answering("get", `${ROOM}/`, () => world.auction);
  const read = answering("get", `${ROOM}/bids/`, () => ({
    results: world.lines.slice(0, 50),
    before: null,
  }));
  answering("get", `/api/v1/deals/${DEAL_ID}/`, auctionedDeal(deal));
  answering("get", "/api/v1/balance/", balance());
  answering("get", `${ROOM}/hashes/`, { results: [] });
  answering("post", "/api/v1/fees/quote/", { ...QUOTE, amount_paise: 0, total_paise: 0 });
  const sent = answering("post", `${ROOM}/bids/`, ...bids);
  const shown = await show(<AuctionPanel dealId={DEAL_ID} />, { merchant: merchant({ role }) });
  await screen.findByRole("region", { name: "How it stands" });
  /** As when an event comes: what is shown is asked for again. */
  const tell = (changes: Partial<Told>, ...lines: ReturnType<typeof bidLine>[]) => {
    world.auction = { ...world.auction, ...changes, version: world.auction.version + 1 };
    world.lines = [...lines, ...world.lines];
    void shown.client.invalidateQueries(
      { queryKey: keyOf(MERCHANT_ID, "auctions") },
      { cancelRefetch: false },
    );
  };
  return { ...shown, world, looked, read, sent, tell, user: userEvent.setup() };
}

const field = () => screen.getByLabelText("Your bid");
const bidButton = () => screen.getByRole("button", { name: /^Bid( ₹.*)?$/ });

describe("the minimum", () => {
  it("is filled in, and is what is bid", async () => {
    const { user, sent } = await enter();
    expect(field()).toHaveValue("12,120.00");
    await user.click(screen.getByRole("button", { name: "Bid ₹12,120.00" }));
    expect(await screen.findByText("Taken: you lead with it.")).toBeInTheDocument();
    expect(sent.map(({ body }) => body)).toEqual([{ amount_paise: 1_212_000, terms_version: 1 }]);
    expect(sent[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("follows the auction while nobody types, and not while somebody is about to press", async () => {
    const { tell } = await enter();
    tell({ required_paise: 1_300_000 });
    await waitFor(() => {
      expect(field()).toHaveValue("13,000.00");
    });
    fireEvent.pointerEnter(field().closest("form") as Element);
    // Others’ limits have come down: more than is needed is no reason to change it.
    tell({ required_paise: 1_250_000 });
    await screen.findByText("₹12,500.00");
    expect(screen.getByRole("button", { name: "Bid ₹13,000.00" })).toBeInTheDocument();
    fireEvent.pointerLeave(field().closest("form") as Element);
    expect(screen.getByRole("button", { name: "Bid ₹12,500.00" })).toBeInTheDocument();
  });

  it("that is not enough any more is another one, which is not bid before it can have been seen", async () => {
    const { tell, sent } = await enter();
    fireEvent.pointerEnter(field().closest("form") as Element);
    tell({ required_paise: 1_400_000 });
    const button = await screen.findByRole("button", { name: "Bid ₹14,000.00" });
    fireEvent.click(button);
    expect(screen.getByText(/The amount has just changed/)).toBeInTheDocument();
    await act(() => new Promise((resolve) => setTimeout(resolve, 350)));
    expect(sent).toEqual([]);
    fireEvent.click(button);
    await screen.findByText("Taken: you lead with it.");
    expect(sent.map(({ body }) => body)).toEqual([{ amount_paise: 1_400_000, terms_version: 1 }]);
  });

  it("leaves what is typed, and where one types, as it is", async () => {
    const { user, tell } = await enter();
    await user.clear(field());
    await user.type(field(), "12500");
    tell({ required_paise: 1_260_000, price_paise: 1_247_500 });
    expect(
      await screen.findByText("At least ₹12,600.00 is taken now.", { selector: "span" }),
    ).toBeInTheDocument();
    expect(field()).toHaveValue("12500");
    expect(field()).toHaveFocus();
    expect(screen.getByRole("button", { name: "Bid ₹12,500.00" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Use it" }));
    expect(screen.getByRole("button", { name: "Bid ₹12,600.00" })).toBeEnabled();
  });
});

describe("a sealed bid", () => {
  it("has nothing filled in: in the place of a better one the least would be a loss", async () => {
    const { user, sent } = await enter({
      auction: {
        rules: auctionRules({ format: "sealed" }),
        price_paise: null,
        leader: null,
        required_paise: 1_000_000,
        mine: myBid({ bid_paise: null, limit_paise: null, is_leading: null, rank: null }),
        allowed_moves: ["bid", "withdraw"],
      },
      bids: [placed({ is_leading: null, hash: "c".repeat(64) })],
    });
    expect(field()).toHaveValue("");
    expect(bidButton()).toBeDisabled();
    await user.type(field(), "13000");
    await user.click(screen.getByRole("button", { name: "Replace by ₹13,000.00" }));
    // What it will be known by when it is opened.
    expect(await screen.findByText("c".repeat(64))).toBeInTheDocument();
    expect(sent.map(({ body }) => body)).toEqual([{ amount_paise: 1_300_000, terms_version: 1 }]);
  });
});

describe("a bid", () => {
  it("that was outbid says so, with the number to try again with, and looks again", async () => {
    const { user, looked, world } = await enter({
      bids: [refusal(409, "outbid", { required_paise: 1_250_000, price_paise: 1_237_500 })],
    });
    const before = looked.length;
    world.auction = { ...world.auction, version: 9, required_paise: 1_250_000 };
    await user.click(bidButton());
    expect(await screen.findByText("Somebody was quicker, or goes further.")).toBeInTheDocument();
    expect(screen.getByText("₹12,500.00 or better would be taken now.")).toBeInTheDocument();
    expect(looked.length).toBeGreaterThan(before);
  });

  it("that looks like a slip is asked about, and sent again with what was given for it", async () => {
    const { user, sent } = await enter({
      bids: [
        refusal(409, "unusual_bid", { price_paise: 1_200_000, confirmation: "c-1" }),
        placed(),
      ],
    });
    await user.clear(field());
    await user.type(field(), "99000");
    await user.click(bidButton());
    await user.click(await screen.findByRole("button", { name: "Yes, bid ₹99,000.00" }));
    await screen.findByText("Taken: you lead with it.");
    expect(sent.map(({ body }) => body)).toEqual([
      { amount_paise: 9_900_000, terms_version: 1 },
      { amount_paise: 9_900_000, terms_version: 1, confirmation: "c-1" },
    ]);
  });

  it("without an answer is asked about under its own key, and nothing else can be bid", async () => {
    const { user, sent } = await enter({ bids: [noAnswer, placed()] });
    await user.click(bidButton());
    await user.click(await screen.findByRole("button", { name: "Ask again" }));
    await screen.findByText("Taken: you lead with it.");
    expect(sent[1]?.headers["idempotency-key"]).toBe(sent[0]?.headers["idempotency-key"]);
  });

  it("is followed by the next one, under a key of its own", async () => {
    const { user, sent, tell } = await enter();
    await user.click(bidButton());
    await screen.findByText("Taken: you lead with it.");
    tell({ version: 9, required_paise: 1_500_000, mine: myBid() });
    const next = await screen.findByRole("button", { name: "Bid ₹15,000.00" });
    await new Promise((resolve) => setTimeout(resolve, 450));
    await user.click(next);
    await waitFor(() => {
      expect(sent).toHaveLength(2);
    });
    expect(sent[1]?.headers["idempotency-key"]).not.toBe(sent[0]?.headers["idempotency-key"]);
  });

  it("says the bond it takes, and what is left", async () => {
    await enter({ auction: { rules: auctionRules({ bond_paise: 2_500_000 }) } });
    expect(await screen.findByText(/leaves/)).toHaveTextContent(
      "₹25,000.00 leaves available as your bond. It is back when somebody else is chosen, or when the deal begins. ₹75,000.00 stays available.",
    );
  });

  it("is not for viewers", async () => {
    await enter({ role: "viewer", auction: { allowed_moves: [] } });
    expect(screen.queryByLabelText("Your bid")).toBeNull();
    expect(screen.getByText("Your role only looks")).toBeInTheDocument();
  });
});

describe("terms that change while one looks", () => {
  it("are read before anything is bid on them", async () => {
    answering("get", `/api/v1/deals/${DEAL_ID}/terms/diff/`, {
      before: 1,
      after: 2,
      material: true,
      changes: [
        { pointer: "/scope", what: "Scope", before: "Two tonnes", after: "Three", material: true },
      ],
    });
    const { user, sent, tell } = await enter();
    tell({ terms_version: 2 });
    expect(await screen.findByText(/version 2 counts now/)).toBeInTheDocument();
    expect(await screen.findByText(/Scope: Two tonnes → Three/)).toBeInTheDocument();
    expect(screen.queryByLabelText("Your bid")).toBeNull();
    await user.click(screen.getByRole("button", { name: "I have read them" }));
    await user.click(bidButton());
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([{ amount_paise: 1_212_000, terms_version: 2 }]);
    });
  });
});

describe("an auto-bid", () => {
  it("is set under a key, shown to whoever set it, and stopped", async () => {
    const set = answering("put", `${ROOM}/auto-bid/`, placed({ limit_paise: 2_000_000 }));
    const stopped = answering("delete", `${ROOM}/auto-bid/`, placed({ version: 9 }));
    const { user, tell } = await enter();
    await user.type(screen.getByLabelText("Limit"), "20000");
    await user.click(screen.getByRole("button", { name: "Bid for me as far as ₹20,000.00" }));
    expect(await screen.findByText(/It has bid/)).toHaveTextContent(
      "It has bid ₹12,120.00 for you",
    );
    expect(set.map(({ body }) => body)).toEqual([{ limit_paise: 2_000_000, terms_version: 1 }]);
    tell({
      version: 5,
      mine: myBid({ is_leading: true, bid_paise: 1_212_000, limit_paise: 2_000_000 }),
      allowed_moves: ["bid", "set_auto_bid", "cancel_auto_bid", "retract"],
    });
    await user.click(await screen.findByRole("button", { name: "Stop it" }));
    await waitFor(() => {
      expect(stopped).toHaveLength(1);
    });
  });
});

describe("an auto-bid that ends before the auction", () => {
  const end = () => screen.getByLabelText(/^Until/);
  const mine = (until: string) =>
    myBid({ is_leading: true, bid_paise: 1_212_000, limit_paise: 2_000_000, until });

  const allowed_moves: Told["allowed_moves"] = ["bid", "set_auto_bid", "cancel_auto_bid"];

  it("is told until when, and keeps that with another limit", async () => {
    const set = answering("put", `${ROOM}/auto-bid/`, placed({ limit_paise: 2_000_000 }));
    const { user, tell } = await enter();
    await user.type(screen.getByLabelText("Limit"), "20000");
    fireEvent.change(end(), { target: { value: "2001-01-01T10:00" } });
    expect(screen.getByText("That has passed.")).toBeInTheDocument();
    const button = screen.getByRole("button", { name: "Bid for me as far as ₹20,000.00" });
    expect(button).toBeDisabled();
    fireEvent.change(end(), { target: { value: "2099-01-01T10:00" } });
    await user.click(button);
    await waitFor(() => {
      expect(set).toHaveLength(1);
    });
    // By the clock of whoever typed it.
    const first = new Date("2099-01-01T10:00").toISOString();
    expect(set[0]?.body).toEqual({ limit_paise: 2_000_000, terms_version: 1, until: first });

    const exactly = "2099-01-02T04:30:15Z";
    tell({ version: 5, mine: mine(exactly), allowed_moves });
    expect(await screen.findByText(/It bids for you as far as/)).toHaveTextContent(
      /₹20,000\.00, until 2 Jan 2099/,
    );
    await user.type(screen.getByLabelText(/^Another limit/), "21000");
    await user.click(screen.getByRole("button", { name: "Bid for me as far as ₹21,000.00" }));
    await waitFor(() => {
      expect(set[1]?.body).toEqual({ limit_paise: 2_100_000, terms_version: 1, until: exactly });
    });
  });

  it("takes another end alone, or none, and its limit stays", async () => {
    const set = answering("put", `${ROOM}/auto-bid/`, placed({ limit_paise: 2_000_000 }));
    const { user, tell } = await enter();
    tell({ version: 5, mine: mine("2099-01-02T04:30:15Z"), allowed_moves });
    await screen.findByText(/It bids for you as far as/);
    fireEvent.change(end(), { target: { value: "" } });
    await user.click(screen.getByRole("button", { name: "Set the end" }));
    await waitFor(() => {
      expect(set.map(({ body }) => body)).toEqual([{ limit_paise: 2_000_000, terms_version: 1 }]);
    });
  });

  it("says that it answers nobody any more when its end has come", async () => {
    const { tell } = await enter();
    // The platform tells the limit that counts, which is the bid.
    const until = "2001-01-02T04:30:15Z";
    tell({ version: 5, mine: { ...mine(until), limit_paise: 1_212_000 }, allowed_moves });
    expect(await screen.findByText(/answers nobody since/)).toHaveTextContent(/2 Jan 2001/);
    expect(end()).toHaveValue("");
  });
});

describe("where bids come twenty a second", () => {
  it("the platform is asked in turns, lines that are there are not drawn again, and typing goes on", async () => {
    const { user, tell, looked, read, container } = await enter();
    await user.clear(field());
    await user.type(field(), "77777");
    const log = screen.getByRole("region", { name: "Log of bids" });
    const first = await within(log).findByText("₹10,020.00");
    const [lookedBefore, readBefore] = [looked.length, read.length];
    let changedLines = 0;
    const watched = new MutationObserver((changes) => {
      for (const { target, type } of changes)
        if (type !== "childList" || (target as Element).closest("li")) changedLines += 1;
    });
    watched.observe(log, { subtree: true, childList: true, characterData: true, attributes: true });
    const began = performance.now();
    for (let sequence = 3; sequence <= 62; sequence += 1) {
      tell({ sequence, price_paise: 1_200_000 + sequence }, bidLine(sequence));
      await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    }
    const seconds = (performance.now() - began) / 1000;
    await waitFor(() => {
      expect(within(log).getByText("₹10,620.00")).toBeInTheDocument();
    });
    watched.disconnect();
    const asked = [looked.length - lookedBefore, read.length - readBefore];
    // Two turns a second, and one that had begun before.
    expect(asked[0]).toBeLessThanOrEqual(2 * seconds + 2);
    expect(asked[1]).toBeLessThanOrEqual(2 * seconds + 2);
    expect(changedLines).toBe(0);
    expect(field()).toHaveValue("77777");
    expect(field()).toHaveFocus();
    // Thirty are shown, whoever comes; the first of all is behind them by now.
    expect(container.querySelectorAll("[data-sequence]")).toHaveLength(30);
    expect(first).not.toBeInTheDocument();
  }, 20_000);
});

describe("whoever put it up", () => {
  const poster = { access: "poster" } as const;

  it("chooses a bid, and says why where it is not the best", async () => {
    answering("get", `${ROOM}/ranking/`, {
      results: [
        {
          rank: 1,
          bidder: 2,
          is_mine: false,
          price_paise: 1_300_000,
          standing: "active",
          score: null,
        },
        {
          rank: 2,
          bidder: 1,
          is_mine: false,
          price_paise: 1_250_000,
          standing: "active",
          score: null,
        },
      ],
    });
    const awarded = answering("post", `${ROOM}/award/`, auction({ status: "awarded" }));
    const { user } = await enter({
      deal: poster,
      auction: { status: "closed", allowed_moves: ["award"] },
    });
    expect(
      await screen.findByRole("button", { name: "Award to Bidder 2 at ₹13,000.00" }),
    ).toBeInTheDocument();
    await user.click(screen.getByRole("radio", { name: /Bidder 1/ }));
    await user.click(screen.getByRole("button", { name: "Award to Bidder 1 at ₹12,500.00" }));
    expect(await screen.findByText("Say why; the others may ask.")).toBeInTheDocument();
    await user.type(screen.getByLabelText("Why not the best"), "They know our harbour");
    await user.click(screen.getByRole("button", { name: "Award to Bidder 1 at ₹12,500.00" }));
    await waitFor(() => {
      expect(awarded.map(({ body }) => body)).toEqual([
        { bidder: 1, reason: "They know our harbour" },
      ]);
    });
  });

  it("of a draft plans it, and sends all of the plan", async () => {
    answering("get", `${ROOM}/`, refusal(404, "auction_not_found"));
    answering("get", `/api/v1/deals/${DEAL_ID}/`, auctionedDeal({ ...poster, status: "draft" }));
    const plan = {
      deal_id: DEAL_ID,
      start_paise: null,
      reserve_paise: null,
      visibility: "price",
      step: { kind: "basis_points", value: 100 },
      own_step: { kind: "absolute", value: 1 },
      window_seconds: 120,
      extension_seconds: 180,
      overtime_seconds: 1800,
      final_round_seconds: 600,
      bond_paise: 0,
    };
    answering("get", `${ROOM}/plan/`, plan);
    const saved = answering("put", `${ROOM}/plan/`, plan);
    skipTheQueue(DEAL_ID);
    await show(<AuctionPanel dealId={DEAL_ID} />);
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText(/^Bond/), "2500");
    await user.click(screen.getByRole("button", { name: "Save these rules" }));
    expect(await screen.findByText("Saved.")).toBeInTheDocument();
    expect(saved.map(({ body }) => body)).toMatchObject([
      { bond_paise: 250_000, window_seconds: 120, final_round_seconds: 600, step_value: 100 },
    ]);
  });
});

describe("the winner", () => {
  const award = {
    bidder: 1,
    merchant_id: MERCHANT_ID,
    merchant_name: "Malabar Spices",
    price_paise: 1_250_000,
    is_binding: true,
    status: "offered",
    due_at: inAnHour(),
    reason: "",
    note: "",
  } as const;
  const chosen = {
    status: "awarded",
    award,
    mine: myBid({ bond_paise: 50_000 }),
    allowed_moves: ["confirm", "decline"],
  } as const;

  it("confirms at the price that is read, and at no other", async () => {
    answering("get", `${ROOM}/ranking/`, { results: [] });
    const confirmed = answering("post", `${ROOM}/award/confirm/`, auction({ status: "agreed" }));
    const { user } = await enter({
      auction: { ...chosen, allowed_moves: [...chosen.allowed_moves] },
    });
    await user.click(await screen.findByRole("button", { name: "Confirm at ₹12,500.00" }));
    await waitFor(() => {
      expect(confirmed.map(({ body }) => body)).toEqual([{ price_paise: 1_250_000 }]);
    });
  });

  it("is told what declining costs before it is done", async () => {
    answering("get", `${ROOM}/ranking/`, { results: [] });
    const declined = answering("post", `${ROOM}/award/decline/`, auction({ status: "closed" }));
    const { user } = await enter({
      auction: { ...chosen, allowed_moves: [...chosen.allowed_moves] },
    });
    await user.click(await screen.findByRole("button", { name: "Decline …" }));
    expect(screen.getByText(/You lose your bond of/)).toHaveTextContent("₹500.00");
    await user.click(screen.getByRole("button", { name: "Decline and lose ₹500.00" }));
    await waitFor(() => {
      expect(declined.map(({ body }) => body)).toEqual([{}]);
    });
  });
});
