import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Agreement, Milestone, MilestonePreview } from "@/api/deals";
import { agreement, MILESTONE_ID, milestone, OTHER_ID, submitted } from "@/testing/deals";
import { thresholds } from "@/testing/oversight";
import { show } from "@/testing/render";
import { answering, noAnswer, pageOf, refusal } from "@/testing/server";
import { balance, deposit, depositFollowed, merchant, MERCHANT_ID } from "@/testing/world";
import { MilestoneItem } from "./milestone-item";

const PATH = `/api/v1/milestones/${MILESTONE_ID}`;

function preview(given: Partial<MilestonePreview> = {}): MilestonePreview {
  return {
    seller_net_paise: 100_000,
    seller_fee_paise: 0,
    seller_tax_paise: 0,
    buyer_back_paise: 0,
    buyer_fee_paise: 1_000,
    buyer_tax_paise: 180,
    stays_paise: 0,
    ...given,
  };
}

async function open(
  shown: Milestone,
  { above = null, ...given }: { above?: number | null } & Partial<Agreement> = {},
) {
  answering("get", "/api/v1/balance/", balance({ available_paise: 150_000 }));
  answering("get", "/api/v1/approvals/settings/", thresholds({ releases_above_paise: above }));
  answering("get", "/api/v1/deposits/", pageOf([]));
  const previewed = answering("get", `${PATH}/preview/`, preview());
  await show(
    <ol>
      <MilestoneItem milestone={shown} agreement={agreement({ side: shown.side, ...given })} />
    </ol>,
    { merchant: merchant() },
  );
  return { previewed, user: userEvent.setup() };
}

const press = (name: string | RegExp) => screen.getByRole("button", { name });

describe("a milestone", () => {
  it("has a button for each move that is allowed, and no other", async () => {
    await open(submitted());
    expect(screen.getAllByRole("button").map((each) => each.textContent)).toEqual([
      "Approve",
      "Ask for changes",
      "Propose how to divide it",
      "Dispute",
    ]);
  });

  it("says on whom it waits, until when, and what then", async () => {
    await open(
      submitted({
        waiting: {
          for: "inspection",
          on: "the buyer",
          until: "2099-12-05T04:30:00Z",
          then: "Silence is a yes: it is released to the seller by itself.",
        },
      }),
    );
    expect(screen.getByRole("listitem", { name: "1. All of it" })).toHaveTextContent(
      /Waiting for the buyer until 5 Dec 2099.*Silence is a yes/,
    );
  });
});

describe("paying in", () => {
  it("says what leaves and what is left, and asks for all that is missing", async () => {
    const { user } = await open(milestone({ allowed_moves: ["fund"] }));
    const paid = answering("post", `${PATH}/fund/`, submitted());
    await user.click(press("Pay in: All of it"));
    const dialog = screen.getByRole("dialog");
    expect(dialog).toHaveTextContent(/₹1,011\.80 leaves available now and waits in escrow/);
    expect(dialog).toHaveTextContent(/Of all of it ₹11\.80 is your part of our fee/);
    expect(await within(dialog).findByText(/^Available:/)).toHaveTextContent("₹1,500.00₹488.20");
    await user.click(press("Pay in ₹1,011.80"));
    await waitFor(() => {
      expect(paid.map(({ body }) => body)).toEqual([{}]);
    });
    expect(paid[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("takes a part, and never more than is missing", async () => {
    const { user } = await open(milestone({ allowed_moves: ["fund"] }));
    const paid = answering("post", `${PATH}/fund/`, noAnswer, submitted());
    await user.click(press("Pay in: All of it"));
    await user.click(press("A part"));
    await user.type(screen.getByLabelText("Amount"), "1011.81");
    expect(screen.getByText("That is more than ₹1,011.80.")).toBeInTheDocument();
    await user.click(press("Pay in"));
    expect(paid).toEqual([]);
    await user.clear(screen.getByLabelText("Amount"));
    await user.type(screen.getByLabelText("Amount"), "500");
    await user.click(press("Pay in ₹500.00"));
    // No answer: the same again, under the same key.
    await user.click(await screen.findByRole("button", { name: "Ask again" }));
    await waitFor(() => {
      expect(paid.map(({ body }) => body)).toEqual([
        { amount_paise: 50_000 },
        { amount_paise: 50_000 },
      ]);
    });
    expect(paid[1]?.headers["idempotency-key"]).toBe(paid[0]?.headers["idempotency-key"]);
  });
});

describe("a deposit that pays for a milestone", () => {
  const captured = deposit({
    status: "captured",
    credited_paise: 500_000,
    clears_at: "2099-12-05T04:30:00Z",
    description: "From Hamburg",
  });

  it("is named, and it is said what it pays and when", async () => {
    const { user } = await open(milestone({ allowed_moves: ["fund"] }));
    answering(
      "get",
      "/api/v1/deposits/",
      pageOf([captured]),
      pageOf([]),
      pageOf([deposit({ id: OTHER_ID, amount_minor: 70_000, currency: "USD" })]),
    );
    const paid = answering("post", `${PATH}/fund/`, milestone());
    await user.click(press("Pay in: All of it"));
    await user.click(await screen.findByRole("button", { name: "A deposit on its way" }));
    const dialog = screen.getByRole("dialog");
    expect(dialog).toHaveTextContent(/Nothing leaves available now/);
    await user.click(press("Let this deposit pay"));
    expect(screen.getByText("Choose the deposit that pays.")).toBeInTheDocument();
    expect(paid).toEqual([]);
    const options = within(screen.getByLabelText("Which deposit")).getAllByRole("option");
    expect(options.map(({ textContent }) => textContent)).toEqual([
      "Choose …",
      expect.stringMatching(/^₹5,000\.00 · clears 5 Dec 2099, .* · From Hamburg$/),
      "$700.00 · not paid yet",
    ]);
    await user.selectOptions(screen.getByLabelText("Which deposit"), captured.id);
    expect(dialog).toHaveTextContent(
      /As soon as the deposit of ₹5,000\.00 has cleared, ₹1,011\.80 go into escrow by themselves/,
    );
    await user.click(press("Let this deposit pay"));
    await waitFor(() => {
      expect(paid.map(({ body }) => body)).toEqual([{ deposit_id: captured.id }]);
    });
  });

  it("is not asked for where none is on its way", async () => {
    const { user } = await open(milestone({ allowed_moves: ["fund"] }));
    await user.click(press("Pay in: All of it"));
    await screen.findByText(/^Available:/);
    expect(screen.queryByRole("button", { name: "A deposit on its way" })).toBeNull();
  });

  it("is told of until it has cleared, and is not offered a second time", async () => {
    const gone = deposit({ id: OTHER_ID, status: "expired" });
    for (const each of [captured, gone])
      answering("get", `/api/v1/deposits/${each.id}/timeline/`, depositFollowed(each));
    const { user } = await open(
      milestone({ allowed_moves: ["fund"], awaited_deposit_ids: [captured.id, OTHER_ID] }),
    );
    answering("get", "/api/v1/deposits/", pageOf([captured]), pageOf([]));
    const link = await screen.findByRole("link", { name: "A deposit of ₹5,000.00" });
    expect(link).toHaveAttribute("href", `/m/${MERCHANT_ID}/deposits/${captured.id}`);
    expect(link.parentElement).toHaveTextContent(
      /pays the ₹1,011\.80 that are missing as soon as it has cleared \(clears 5 Dec 2099/,
    );
    expect(screen.getAllByRole("link")).toHaveLength(1);
    await user.click(press("Pay in: All of it"));
    await screen.findByText(/^Available:/);
    expect(screen.queryByRole("button", { name: "A deposit on its way" })).toBeNull();
  });
});

describe("approving", () => {
  it("shows everybody's amounts, and repeats payee and amount", async () => {
    const { user, previewed } = await open(submitted());
    const sent = answering("post", `${PATH}/approve/`, submitted({ status: "released" }));
    await user.click(press("Approve: All of it"));
    const amounts = await screen.findByLabelText("Who gets what");
    expect(amounts).toHaveTextContent("Arrives in the seller’s wallet₹1,000.00");
    expect(amounts).toHaveTextContent("The buyer’s fee on it, paid in before₹11.80");
    expect(previewed.at(-1)?.query).toEqual({ to_seller_paise: "100000", to_buyer_paise: "0" });
    await user.click(press("Release ₹1,000.00"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([
        { expected_payee_id: OTHER_ID, amount_paise: 100_000 },
      ]);
    });
  });

  it("releases a part, and asks for the rest back where that is chosen", async () => {
    const { user, previewed } = await open(submitted());
    const sent = answering("post", `${PATH}/approve/`, submitted());
    await user.click(press("Approve: All of it"));
    await user.click(press("A part"));
    await user.type(screen.getByLabelText("Amount"), "600");
    await user.click(press("I ask for the rest back"));
    await waitFor(() => {
      expect(previewed.at(-1)?.query).toEqual({ to_seller_paise: "60000", to_buyer_paise: "0" });
    });
    await user.click(press("Release ₹600.00"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([
        { expected_payee_id: OTHER_ID, amount_paise: 60_000, rest: "return" },
      ]);
    });
  });

  it.each([
    [100_000, false],
    [99_999, true],
  ])("above %s needs a second owner: %s", async (above, isNeeded) => {
    const { user } = await open(submitted(), { above });
    await user.click(press("Approve: All of it"));
    await screen.findByLabelText("Who gets what");
    const told = screen.queryByText(/a second owner of Malabar Spices has to agree/);
    expect(told === null).toBe(!isNeeded);
  });

  it("says what else has to come true", async () => {
    const { user } = await open(
      submitted({
        missing_conditions: [{ type: "buyer_approves" }, { type: "date", on: "2027-03-31" }],
      }),
    );
    await user.click(press("Approve: All of it"));
    expect(screen.getByRole("dialog")).toHaveTextContent(
      /once this has come true as well: 31 Mar 2027 has come/,
    );
  });

  it("is refused in words where it moved on meanwhile, and the dialog stays", async () => {
    const { user } = await open(submitted());
    answering("post", `${PATH}/approve/`, refusal(409, "confirmation_differs"));
    await user.click(press("Approve: All of it"));
    await user.click(press("Release ₹1,000.00"));
    expect(await screen.findByText("Title of confirmation_differs.")).toBeInTheDocument();
    expect(press("Release ₹1,000.00")).toBeInTheDocument();
  });
});

describe("what the seller does", () => {
  const sells = { side: "seller" as const };

  it("is handed in with words at least", async () => {
    const { user } = await open(
      submitted({ ...sells, status: "funded", round: 0, allowed_moves: ["submit", "refund"] }),
    );
    const sent = answering("post", `${PATH}/submit/`, submitted(sells));
    await user.click(press("Hand in: All of it"));
    await user.click(press("Hand it in"));
    expect(screen.getByText("Say what was done.")).toBeInTheDocument();
    expect(sent).toEqual([]);
    await user.type(screen.getByLabelText("What was done"), "All forty");
    await user.click(press("Hand it in"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([{ note: "All forty", files: [] }]);
    });
  });

  it("goes back to the buyer, all or a part", async () => {
    const { user, previewed } = await open(submitted({ ...sells, allowed_moves: ["refund"] }));
    const sent = answering("post", `${PATH}/refund/`, submitted(sells));
    await user.click(press("Give back: All of it"));
    await screen.findByLabelText("Who gets what");
    expect(previewed.at(-1)?.query).toEqual({ to_seller_paise: "0", to_buyer_paise: "100000" });
    await user.click(press("Give back ₹1,000.00"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([{}]);
    });
  });
});

describe("dividing it", () => {
  it("names an amount for each, never more than is left", async () => {
    const { user } = await open(submitted());
    const sent = answering("post", `${PATH}/proposals/`, {});
    await user.click(press("Propose how to divide it: All of it"));
    await user.click(press("Half each"));
    const buyer = screen.getByLabelText("Back to the buyer");
    expect(screen.getByLabelText("To the seller")).toHaveValue("500.00");
    await user.clear(buyer);
    await user.type(buyer, "500.01");
    await user.click(press("Propose it"));
    expect(screen.getByText("Together that is more than is left.")).toBeInTheDocument();
    expect(sent).toEqual([]);
    await user.clear(buyer);
    await user.type(buyer, "400");
    await user.click(press("Propose it"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([
        { to_seller_paise: 50_000, to_buyer_paise: 40_000 },
      ]);
    });
  });

  it("is accepted by repeating both amounts", async () => {
    const proposal = {
      id: "019ab000-0000-7000-8000-0000000000ce",
      kind: "split" as const,
      agreement_id: "019ab000-0000-7000-8000-0000000000ae",
      milestone_id: MILESTONE_ID,
      by_side: "seller" as const,
      to_seller_paise: 70_000,
      to_buyer_paise: 30_000,
      note: "Ten are dented",
      status: "open" as const,
      created_at: "2026-11-21T04:30:00Z",
      expires_at: "2099-11-28T04:30:00Z",
      ended_at: null,
    };
    const { user } = await open(
      submitted({
        open_proposal: proposal,
        allowed_moves: ["accept_proposal", "refuse_proposal"],
      }),
    );
    expect(screen.getByText("Asha Exports proposes")).toBeInTheDocument();
    expect(screen.getByText("“Ten are dented”")).toBeInTheDocument();
    const sent = answering("post", `${PATH}/proposals/${proposal.id}/accept/`, submitted());
    await user.click(press("Accept the proposal: All of it"));
    await user.click(press("Accept: ₹700.00 to the seller, ₹300.00 back"));
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([
        { to_seller_paise: 70_000, to_buyer_paise: 30_000 },
      ]);
    });
  });
});
