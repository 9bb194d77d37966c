import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Deal, DealMessage } from "@/api/deals";
import { AGREEMENT_ID, agreement, DEAL_ID, deal, HASH, terms } from "@/testing/deals";
import { show } from "@/testing/render";
import { answering, refusal } from "@/testing/server";
import { merchant, MERCHANT_ID } from "@/testing/world";
import { DealPage } from "./deal-page";

const PATH = `/api/v1/deals/${DEAL_ID}`;
const CANCELLATION = {
  how: "not",
  back_to_buyer_paise: 0,
  kept_by_seller_paise: 0,
  fees_kept_paise: 0,
  words: ["Reject it when it is your turn to answer; nothing is owed."],
};

const NO_MESSAGES = { results: [], is_further: false };

async function open(
  shown: Deal,
  role: "owner" | "viewer" = "owner",
  messages: object[] = [NO_MESSAGES],
) {
  answering("get", `${PATH}/`, shown);
  answering("get", `${PATH}/watch-level/`, { level: "all" });
  answering("get", `${PATH}/timeline/`, { results: [] });
  answering("get", `${PATH}/threads/`, { results: [] });
  const read = answering("get", `${PATH}/messages/`, ...messages);
  answering("get", `${PATH}/attachments/`, { results: [] });
  answering("get", `${PATH}/invitations/`, { results: [] });
  answering("get", `${PATH}/cancellation/`, CANCELLATION);
  answering("get", `${PATH}/reviews/`, { results: [], reviews_until: "2099-12-01T00:00:00Z" });
  answering("get", `/api/v1/agreements/${AGREEMENT_ID}/`, agreement());
  await show(<DealPage dealId={DEAL_ID} />, { merchant: merchant({ role }) });
  await screen.findByRole("heading", { name: shown.title });
  return { read, user: userEvent.setup() };
}

const press = (name: string | RegExp) => screen.getByRole("button", { name });

describe("terms that lie before one", () => {
  const mine = deal({ allowed_moves: ["counter", "accept", "reject", "write"] });

  it("are accepted by their version and hash, once", async () => {
    const { user } = await open(mine);
    const sent = answering("post", `${PATH}/accept/`, deal({ status: "agreed" }));
    expect(screen.getByText("Waiting for you")).toBeInTheDocument();
    await user.click(press("Accept these terms"));
    expect(screen.getByRole("dialog")).toHaveTextContent(HASH);
    expect(screen.getByRole("dialog")).toHaveTextContent(/The buyer has 5 days to pay in/);
    await user.click(press("Accept for ₹1,000.00"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([{ version: 1, terms_hash: HASH }]);
    });
    expect(sent[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("that moved on meanwhile are not accepted, and the page says so", async () => {
    const { user } = await open(mine);
    answering("post", `${PATH}/accept/`, refusal(409, "terms_moved"));
    await user.click(press("Accept these terms"));
    await user.click(press("Accept for ₹1,000.00"));
    expect(await screen.findByText("Title of terms_moved.")).toBeInTheDocument();
  });

  it("are turned down with a word, or without", async () => {
    const { user } = await open(mine);
    const sent = answering("post", `${PATH}/reject/`, deal({ status: "lapsed" }));
    await user.click(press("Say no"));
    const dialog = screen.getByRole("dialog");
    await user.type(within(dialog).getByLabelText(/^Why/), "Too dear");
    await user.click(within(dialog).getByRole("button", { name: "Say no" }));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([{ note: "Too dear" }]);
    });
  });

  it("lead to a form for other terms", async () => {
    await open(mine);
    expect(screen.getByRole("link", { name: "Answer with other terms" })).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/deals/${DEAL_ID}/counter`,
    );
  });

  it("are only looked at by whoever may not answer", async () => {
    await open(deal());
    expect(screen.queryByRole("button", { name: "Accept these terms" })).toBeNull();
    expect(screen.getByText("Waiting for the other side")).toBeInTheDocument();
  });

  it("are compared with the version before, change by change", async () => {
    answering("get", `${PATH}/terms/`, {
      results: [terms({ version: 2 }), terms({ version: 1, made_by: "counterparty" })],
    });
    const asked = answering("get", `${PATH}/terms/diff/`, {
      before: 1,
      after: 2,
      material: true,
      changes: [
        {
          pointer: "/inspection_days",
          what: "Days to inspect",
          before: "14",
          after: "3",
          material: true,
        },
        { pointer: "/milestones/1", what: "Milestone 2", before: null, after: "x", material: true },
      ],
    });
    await open(deal({ terms: terms({ version: 2 }) }));
    const changes = within(await screen.findByRole("list", { name: "Changes" }));
    const [first, second] = changes.getAllByRole("listitem");
    expect(first).toHaveTextContent("Days to inspectmaterialWas: −14Is: +3");
    expect(second).toHaveTextContent("Milestone 2materialIs: +x");
    expect(asked[0]?.query).toEqual({ before: "1", after: "2" });
  });
});

describe("what one is told of a deal", () => {
  it("is chosen from a menu, and shown beside the deal from then on", async () => {
    const { user } = await open(deal());
    const sent = answering("put", `${PATH}/watch-level/`, { level: "my_turn" });
    await user.click(await screen.findByRole("button", { name: "Notices: everything" }));
    const menu = screen.getByRole("menu");
    expect(within(menu).getByRole("menuitemradio", { name: "Everything" })).toBeChecked();
    expect(menu).toHaveTextContent("Of disputes, and of money that goes back");
    await user.click(
      within(menu).getByRole("menuitemradio", { name: "Only when I have something to do" }),
    );
    expect(await screen.findByRole("button", { name: "Notices: my turn" })).toBeInTheDocument();
    expect(sent.map(({ body }) => body)).toEqual([{ level: "my_turn" }]);
  });

  it("stays as it was where the choice is refused", async () => {
    const { user } = await open(deal());
    answering("put", `${PATH}/watch-level/`, refusal(503, "unavailable"));
    await user.click(await screen.findByRole("button", { name: "Notices: everything" }));
    await user.click(screen.getByRole("menuitemradio", { name: "Nothing" }));
    expect(await screen.findByRole("button", { name: "Notices: everything" })).toBeEnabled();
    expect(screen.queryByRole("button", { name: "Notices: muted" })).toBeNull();
  });

  it("is not asked of a draft, of which nobody is told", async () => {
    await open(deal({ status: "draft", access: "poster", waiting: null }));
    expect(screen.queryByRole("button", { name: /Notices/ })).toBeNull();
  });
});

describe("a draft", () => {
  const draft = deal({
    status: "draft",
    access: "poster",
    waiting: null,
    counterparty_name: "Deccan Design Studio",
    terms: terms({ version: 0, made_by: null, made_at: null }),
    allowed_moves: ["edit", "delete", "propose", "invite", "attach"],
  });

  it("says what follows from proposing it, before it is done", async () => {
    const { user } = await open(draft);
    const sent = answering("post", `${PATH}/propose/`, deal());
    expect(
      screen.getByText(/Deccan Design Studio reads it, and has five days/),
    ).toBeInTheDocument();
    await user.click(press("Propose it"));
    expect(screen.getByRole("dialog")).toHaveTextContent(/Proposing is your yes.*₹1,000\.00/);
    await user.click(press("Propose it to Deccan Design Studio"));
    await waitFor(() => {
      expect(sent).toHaveLength(1);
    });
  });

  it("is published with what bids begin at, and until when", async () => {
    await open({
      ...draft,
      format: "open",
      visibility: "public",
      budget_paise: 120_000,
      deadline: "2099-12-01T12:30:00Z",
      allowed_moves: ["edit", "delete", "publish", "invite", "attach"],
    });
    const card = screen.getByRole("region", { name: "It is a draft" });
    expect(card).toHaveTextContent(/Every merchant here sees it, and may bid until 1 Dec 2099/);
    expect(card).toHaveTextContent(/Bids begin at ₹1,200\.00 and go down/);
    expect(press("Publish it")).toBeInTheDocument();
  });

  it("is proposed by an owner, which the others are told", async () => {
    await open({ ...draft, allowed_moves: ["edit", "delete"] });
    expect(screen.getByText(/Owners propose deals/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Propose it" })).toBeNull();
  });
});

describe("an agreed deal", () => {
  it("shows where its money is", async () => {
    await open(
      deal({
        status: "active",
        price_paise: 100_000,
        agreement_id: AGREEMENT_ID,
        allowed_moves: ["write"],
      }),
    );
    const escrow = await screen.findByRole("region", { name: "Escrow" });
    expect(escrow).toHaveTextContent(/Not paid in₹1,000\.00.*Altogether₹1,000\.00/);
  });

  it("is closed to whoever was not part of it", async () => {
    await open(
      deal({ status: "closed", access: "closed", terms: null, parties: [], waiting: null }),
    );
    expect(screen.getByText("This deal is closed")).toBeInTheDocument();
    expect(screen.queryByText("Terms")).toBeNull();
  });
});

describe("calling it off", () => {
  it("names the numbers before consent, and proposes it to the other side", async () => {
    const { user } = await openAgreed();
    await screen.findByText("₹607.08");
    const card = screen.getByRole("region", { name: "Calling it off" });
    expect(card).toHaveTextContent(
      /Back to the buyer₹607\.08.*Stays with the seller₹400\.00.*Fees that stay₹4\.72/,
    );
    const sent = answering("post", `/api/v1/agreements/${AGREEMENT_ID}/cancellation/`, {});
    await user.click(press("Propose to call it off"));
    expect(screen.getByRole("dialog")).toHaveTextContent(/Back to the buyer₹607\.08/);
    await user.click(press("Propose it"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([{}]);
    });
  });

  async function openAgreed() {
    answering("get", `${PATH}/`, {
      ...deal({ status: "active", price_paise: 100_000, agreement_id: AGREEMENT_ID }),
    });
    answering("get", `${PATH}/timeline/`, { results: [] });
    answering("get", `${PATH}/messages/`, NO_MESSAGES);
    answering("get", `${PATH}/cancellation/`, {
      how: "together",
      back_to_buyer_paise: 60_708,
      kept_by_seller_paise: 40_000,
      fees_kept_paise: 472,
      words: ["Both sides have to want it."],
    });
    answering(
      "get",
      `/api/v1/agreements/${AGREEMENT_ID}/`,
      agreement({ allowed_moves: ["propose_cancellation"] }),
    );
    await show(<DealPage dealId={DEAL_ID} />, { merchant: merchant() });
    return { user: userEvent.setup() };
  }
});

describe("messages", () => {
  function said(number: number): DealMessage {
    return {
      id: `019ab000-0000-7000-8000-00000000${String(number).padStart(4, "0")}`,
      thread_id: "019ab000-0000-7000-8000-0000000000f1",
      number,
      is_mine: number % 2 === 0,
      by_name: "Asha Exports",
      text: `Word ${number}`,
      at: "2026-11-21T04:30:00Z",
    };
  }
  const page = (newest: number, oldest: number) => ({
    results: Array.from({ length: newest - oldest + 1 }, (_, place) => said(newest - place)),
    is_further: oldest > 1,
  });
  const shown = () =>
    within(screen.getByRole("list", { name: "Messages, oldest first" }))
      .getAllByText(/^Word /)
      .map(({ textContent }) => textContent);

  it("before the newest are shown when they are asked for, page by page", async () => {
    const { user, read } = await open(deal(), "owner", [
      page(104, 55),
      page(54, 5),
      refusal(503, "busy"),
      page(4, 1),
    ]);
    await user.click(await screen.findByRole("button", { name: "Show earlier" }));
    await waitFor(() => {
      expect(shown()).toHaveLength(100);
    });
    expect([shown().at(0), shown().at(-1)]).toEqual(["Word 5", "Word 104"]);
    await user.click(press("Show earlier"));
    // What was read stays, and it can be asked for again.
    expect(await screen.findByText("The platform is busy or restarting.")).toBeInTheDocument();
    expect(shown()).toHaveLength(100);
    await user.click(press("Show earlier"));
    await waitFor(() => {
      expect(shown()).toHaveLength(104);
    });
    expect(read.map(({ query }) => query)).toEqual([
      {},
      { before: "55" },
      { before: "5" },
      { before: "5" },
    ]);
    expect(screen.queryByRole("button", { name: "Show earlier" })).toBeNull();
    expect(screen.getByRole("list", { name: "Messages, oldest first" })).toHaveFocus();
  });
});

describe("reviews", () => {
  it("are given once, and the other side's is not told before", async () => {
    const { user } = await open(
      deal({ status: "completed", allowed_moves: ["review"], waiting: null }),
    );
    answering("get", `${PATH}/reviews/`, {
      results: [
        {
          by_name: "Asha Exports",
          is_mine: false,
          stars: null,
          comment: null,
          at: null,
          published_at: null,
        },
      ],
      reviews_until: "2099-12-01T00:00:00Z",
    });
    const sent = answering("post", `${PATH}/reviews/`, { results: [], reviews_until: null });
    await user.click(await screen.findByRole("button", { name: "Give this review" }));
    expect(screen.getByText("Choose one to five stars.")).toBeInTheDocument();
    expect(sent).toEqual([]);
    await user.click(screen.getByRole("radio", { name: "4 stars: Good" }));
    await user.type(screen.getByLabelText(/^In words/), "On time");
    await user.click(press("Give this review"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([{ stars: 4, comment: "On time" }]);
    });
    expect(await screen.findByText(/Asha Exports has given a review/)).toBeInTheDocument();
  });
});
