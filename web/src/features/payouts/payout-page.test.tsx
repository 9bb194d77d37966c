import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Payout, PayoutTimeline as Followed } from "@/api/client";
import { setPlatformTime } from "@/lib/clock";
import { show } from "@/testing/render";
import { answering, noAnswer, refusal } from "@/testing/server";
import { merchant, MERCHANT_ID, payout, PAYOUT_ID } from "@/testing/world";
import { PayoutPage } from "./payout-page";

const PATH = `/api/v1/payouts/${PAYOUT_ID}/`;

const followed = (given: Partial<Payout>, more: Partial<Followed> = {}): Followed => ({
  payout: payout(given),
  steps: [],
  attempts: [],
  return: null,
  ...more,
});

async function open(told: Followed, role: "owner" | "finance" | "viewer" = "owner") {
  const asked = answering("get", `${PATH}timeline/`, told);
  answering("get", "/api/v1/installation/", {
    mode: "live",
    now: "2026-11-21T09:00:00Z",
    demo_login: null,
  });
  await show(<PayoutPage payoutId={PAYOUT_ID} />, { merchant: merchant({ role }) });
  await screen.findByRole("heading", { level: 1, name: "To Asha Rao" });
  return { asked, user: userEvent.setup() };
}

const buttons = () =>
  ["Approve", "Refuse", "Cancel payout", "Pay again"].filter(
    (name) => screen.queryByRole("button", { name }) ?? screen.queryByRole("link", { name }),
  );

describe("what may be done with a payout", () => {
  it.each([
    [[], []],
    [["cancel"], ["Cancel payout"]],
    [
      ["approve", "refuse"],
      ["Approve", "Refuse"],
    ],
    [
      ["approve", "refuse", "cancel"],
      ["Approve", "Refuse", "Cancel payout"],
    ],
    [["retry"], ["Pay again"]],
    [["something_new"], []],
  ])("is what the platform allows: %j", async (moves, shown) => {
    await open(followed({ status: "pending", allowed_moves: moves }));
    expect(buttons()).toEqual(shown);
  });

  it("is nothing for who may only look", async () => {
    await open(followed({ allowed_moves: ["approve", "refuse", "cancel", "retry"] }), "viewer");
    expect(buttons()).toEqual([]);
  });

  it("leads from paying again to the form that begins with it", async () => {
    await open(followed({ status: "failed", allowed_moves: ["retry"] }));
    expect(screen.getByRole("link", { name: "Pay again" })).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/payouts/new?again=${PAYOUT_ID}`,
    );
  });
});

describe("a move", () => {
  const pending = followed({
    status: "pending",
    allowed_moves: ["approve", "refuse", "cancel"],
    fee_paise: 500,
    tax_paise: 90,
  });

  it.each([
    ["Approve", "approve", "₹5,000.00 goes to Asha Rao (XXXX4567).", "Send ₹5,000.00"],
    ["Refuse", "refuse", "₹5,005.90 is available again.", "Refuse ₹5,000.00"],
    ["Cancel payout", "cancel", "₹5,005.90 is available again at once.", "Cancel ₹5,000.00"],
  ])("%s is confirmed with its consequence, and sent once", async (button, verb, then, act) => {
    const { user, asked } = await open(pending);
    const sent = answering("post", `${PATH}${verb}/`, payout());
    await user.click(screen.getByRole("button", { name: button }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent(then);
    expect(sent).toHaveLength(0);
    await user.dblClick(within(dialog).getByRole("button", { name: act }));
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
    // What became of it is asked, not guessed.
    await waitFor(() => {
      expect(asked).toHaveLength(2);
    });
  });

  it("can be left alone", async () => {
    const { user } = await open(pending);
    await user.click(screen.getByRole("button", { name: "Cancel payout" }));
    await user.click(await screen.findByRole("button", { name: "Leave it as it is" }));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("without an answer is asked for again under the same key", async () => {
    const { user } = await open(pending);
    const sent = answering("post", `${PATH}cancel/`, noAnswer, payout());
    await user.click(screen.getByRole("button", { name: "Cancel payout" }));
    await user.click(await screen.findByRole("button", { name: "Cancel ₹5,000.00" }));
    await user.click(await screen.findByRole("button", { name: "Ask again" }));
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    });
    expect(sent[1]?.headers["idempotency-key"]).toBe(sent[0]?.headers["idempotency-key"]);
  });

  it("that came too late says so, and the page shows how it stands", async () => {
    const { user, asked } = await open(pending);
    answering(
      "post",
      `${PATH}cancel/`,
      refusal(409, "illegal_move", { title: "Not possible now." }),
    );
    await user.click(screen.getByRole("button", { name: "Cancel payout" }));
    await user.click(await screen.findByRole("button", { name: "Cancel ₹5,000.00" }));
    expect(
      await screen.findByText(
        "It has moved on since this page was loaded. This page now shows how it stands.",
      ),
    ).toBeInTheDocument();
    await waitFor(() => {
      expect(asked).toHaveLength(2);
    });
  });
});

describe("how it stands", () => {
  beforeEach(() => {
    setPlatformTime("2026-11-21T09:00:00Z");
  });

  afterEach(() => {
    setPlatformTime(new Date().toISOString());
  });

  it("says for what it waits, until when, and what happens then", async () => {
    await open(
      followed(
        {
          status: "processing",
          in_doubt: true,
          waiting: {
            for: "bank_confirmation",
            on: "HDFC to confirm",
            until: "2026-11-21T09:02:30Z",
            then: "If nothing by 15:00 an operator looks at it.",
          },
        },
        {
          attempts: [
            {
              number: 1,
              bank_reference: "REF1",
              status: "in_doubt",
              mode: "IMPS",
              code: null,
              utr: null,
              enquiry_count: 2,
              sent_count: 1,
              created_at: "2026-11-21T08:50:00Z",
              sent_at: "2026-11-21T08:50:00Z",
              next_look_at: "2026-11-21T09:02:30Z",
              finished_at: null,
            },
          ],
        },
      ),
    );
    const timeline = screen.getByRole("list", { name: "What happened" });
    expect(timeline).toHaveTextContent(
      "Waiting for HDFC to confirmAsked 2 times · we ask again at 14:32 (in 2 min) · If nothing by 15:00 an operator looks at it.",
    );
    // Of the payout, and of its one attempt.
    expect(screen.getAllByText("In doubt")).toHaveLength(2);
  });

  it("shows who did what, on what evidence, and what money moved", async () => {
    await open(
      followed(
        {},
        {
          steps: [
            {
              at: "2026-11-21T08:50:00Z",
              kind: "fact",
              what: "payout.created",
              who: { name: "Meera" },
              attempt_number: null,
              detail: {},
            },
            {
              at: "2026-11-21T08:50:00Z",
              kind: "posting",
              what: "payout_held",
              who: null,
              attempt_number: null,
              detail: {
                transfers: [{ source: "available", target: "held", amount_paise: 500_590 }],
              },
            },
            {
              at: "2026-11-21T08:51:00Z",
              kind: "enquiry",
              what: "paid",
              who: null,
              attempt_number: 1,
              detail: { utr: "SIMB1", code: "00", message: "" },
            },
            {
              at: "2026-11-21T08:52:00Z",
              kind: "oracle",
              what: "some_new_word",
              who: null,
              attempt_number: null,
              detail: {},
            },
          ] as Followed["steps"],
        },
      ),
    );
    const steps = within(screen.getByRole("list", { name: "What happened" })).getAllByRole(
      "listitem",
    );
    expect(steps.map((step) => step.textContent)).toEqual([
      "Created10 min agoby Meera₹5,005.90availableheld",
      "Asked, the bank said: paid9 min agoCode00UTRSIMB1",
      "Oracle: some new word8 min ago",
    ]);
  });

  it("says of a return how much is available again", async () => {
    await open(
      followed(
        { returned: true },
        {
          return: {
            id: "r1",
            at: "2026-11-21T08:59:00Z",
            amount_paise: 500_000,
            fee_returned_paise: 590,
            reason: "account_closed",
            source: "callback",
            utr: "SIMB2",
          },
        },
      ),
    );
    expect(screen.getByText(/^The bank returned it:/)).toHaveTextContent(
      "The bank returned it: ₹5,000.00 is available again",
    );
    expect(screen.getByText("Returned")).toBeInTheDocument();
  });
});
