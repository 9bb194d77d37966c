import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Chargeback, Deposit, DepositTimeline, Refund } from "@/api/client";
import { show } from "@/testing/render";
import { answering, noAnswer, pageOf, refusal } from "@/testing/server";
import {
  chargeback,
  clearedDeposit,
  deposit,
  DEPOSIT_ID,
  depositFollowed,
  merchant,
  MERCHANT_ID,
  refund,
} from "@/testing/world";
import { DepositPage } from "./deposit-page";

const PATH = `/api/v1/deposits/${DEPOSIT_ID}/`;
const AT = "2026-11-21T04:30:00Z";

interface Given {
  followed?: Partial<DepositTimeline>;
  refunds?: Refund[];
  chargebacks?: Chargeback[];
  role?: "owner" | "viewer";
}

async function open(shown: Deposit, { followed, refunds, chargebacks, role }: Given = {}) {
  const asked = answering("get", `${PATH}timeline/`, depositFollowed(shown, followed));
  answering("get", `${PATH}refunds/`, pageOf(refunds ?? []));
  const back = answering("get", "/api/v1/chargebacks/", pageOf(chargebacks ?? []));
  await show(<DepositPage depositId={DEPOSIT_ID} />, {
    merchant: merchant({ role: role ?? "owner" }),
  });
  await screen.findByRole("heading", { name: "Facts" });
  return { asked, back, user: userEvent.setup() };
}

const fact = (name: string) => screen.getByText(name, { selector: "dt" }).nextElementSibling;
const waiting = (given: object = {}) => ({
  for: "payment",
  on: "the payer",
  until: "2026-11-22T04:30:00Z",
  then: "It is credited once paid; not paid by then, it expires.",
  ...given,
});

describe("how a deposit stands", () => {
  it("is who is waited for, with the way to the payment page", async () => {
    await open(deposit({ waiting: waiting(), checkout_url: "https://pay.example/checkout/pi_1" }));
    expect(screen.getAllByText("Waiting for the payer")).toHaveLength(2);
    expect(screen.getByRole("link", { name: "Go to the payment page" })).toHaveAttribute(
      "href",
      "https://pay.example/checkout/pi_1",
    );
  });

  it("leads to no address that is none of a web page", async () => {
    await open(deposit({ waiting: waiting(), checkout_url: "javascript:alert(1)" }));
    expect(screen.queryByRole("link", { name: "Go to the payment page" })).not.toBeInTheDocument();
  });

  it("is when its money is available, while it is pending", async () => {
    await open(
      clearedDeposit({
        status: "captured",
        pending_paise: 500_000,
        waiting: waiting({ for: "clearing" }),
      }),
    );
    expect(screen.getByText("Paid. The money is pending until it has cleared")).toBeInTheDocument();
    expect(fact("Credited")).toHaveTextContent(/^₹5,000.00₹5,000.00 of it is pending until/);
  });

  it("is why it failed, and that it is credited should it be paid after all", async () => {
    await open(
      deposit({
        status: "failed",
        status_details: { reason: "insufficient_funds", source: "bank" },
      }),
    );
    expect(screen.getByText("The payer’s account did not cover it.")).toBeInTheDocument();
    expect(screen.getByText(/credited all the same/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Add money again" })).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/deposits/new`,
    );
  });

  it("is that it came late", async () => {
    await open(clearedDeposit({ late: true }));
    expect(screen.getByText("It was paid after it had come to nothing")).toBeInTheDocument();
  });

  it("cannot be told where it could not be had, and is asked for again", async () => {
    answering(
      "get",
      `${PATH}timeline/`,
      refusal(404, "deposit_not_found"),
      depositFollowed(deposit()),
    );
    answering("get", `${PATH}refunds/`, pageOf([]));
    answering("get", "/api/v1/chargebacks/", pageOf([]));
    await show(<DepositPage depositId={DEPOSIT_ID} />);
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { name: "Facts" })).toBeInTheDocument();
  });
});

describe("foreign money", () => {
  const dollars = (given: Partial<Deposit> = {}) =>
    clearedDeposit({
      amount_minor: 100_000,
      currency: "USD",
      rate: "82.6166",
      purpose_code: "P0104",
      credited_paise: 8_261_660,
      fee_paise: 10_000,
      tax_paise: 1_800,
      ...given,
    });

  it("is told with its rate, that it was the promised one, its purpose and its paper", async () => {
    await open(dollars());
    expect(fact("Paid")).toHaveTextContent("$1,000.00 by card");
    expect(fact("Rate")).toHaveTextContent("$1.00 = ₹82.6166as it was promised");
    expect(fact("Purpose")).toHaveTextContent("P0104 · Receipts against export of goods");
    expect(fact("Credited")).toHaveTextContent("₹82,616.60");
    expect(fact("Fee")).toHaveTextContent("₹100.00 and ₹18.00 tax");
    expect(screen.getByRole("button", { name: "Remittance advice (PDF)" })).toBeInTheDocument();
  });

  it("says when the promised rate had expired", async () => {
    await open(dollars({ credited_at_rate_of_the_moment: true }));
    expect(fact("Rate")).toHaveTextContent(
      "the rate of the moment it was paid: the promised one had expired",
    );
  });

  it("has no paper before it is paid, and rupees have none", async () => {
    await open(dollars({ status: "created", captured_at: null, credited_paise: null }));
    expect(screen.queryByText("On paper")).not.toBeInTheDocument();
  });
});

describe("what happened", () => {
  it("is told with the money each fact moved, in its currency, and who did it", async () => {
    await open(clearedDeposit(), {
      followed: {
        steps: [
          {
            at: AT,
            kind: "fact",
            what: "refund.requested",
            who: { kind: "user", name: "Anjali Menon" },
            detail: {},
          },
          {
            at: AT,
            kind: "posting",
            what: "refund_held",
            who: null,
            detail: {
              transfers: [
                { source: "available", target: "held", amount_minor: 500, currency: "INR" },
                { source: "fx", target: "gateway", amount_minor: 700, currency: "USD" },
              ],
            },
          },
        ],
      },
    });
    const steps = within(screen.getByRole("list", { name: "What happened" }));
    expect(steps.getAllByRole("listitem")).toHaveLength(1);
    expect(steps.getByRole("listitem")).toHaveTextContent(/Refund asked for.*by Anjali Menon/);
    expect(steps.getByRole("listitem")).toHaveTextContent("₹5.00availableset aside");
    expect(steps.getByRole("listitem")).toHaveTextContent("$7.00exchangethe payment gateway");
  });

  it("is what the gateway collected, and why it was not credited", async () => {
    await open(deposit(), {
      followed: {
        payments: [
          {
            id: "p",
            payment_reference: "pay_1",
            amount_minor: 499_900,
            currency: "INR",
            method: "card",
            status: "suspended",
            payer_name: "Baltic Timber",
            mismatch: "wrong_amount",
            captured_at: AT,
          },
        ],
      },
    });
    expect(screen.getByText("pay_1")).toBeInTheDocument();
    expect(screen.getByText(/from Baltic Timber/)).toBeInTheDocument();
    expect(screen.getByText(/Not credited: another amount/)).toBeInTheDocument();
  });
});

describe("the moves", () => {
  it("are those the platform allows, and none for whoever only looks", async () => {
    await open(deposit({ allowed_moves: ["cancel"] }));
    expect(screen.getByRole("button", { name: "Cancel deposit" })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Refund" })).not.toBeInTheDocument();
  });

  it("are none for whoever only looks", async () => {
    await open(clearedDeposit({ allowed_moves: ["cancel", "refund"] }), {
      role: "viewer",
      chargebacks: [chargeback()],
    });
    expect(await screen.findByText("From")).toBeInTheDocument();
    for (const name of ["Cancel deposit", "Refund", "Contest it", "Accept it"]) {
      expect(screen.queryByRole("button", { name })).not.toBeInTheDocument();
    }
  });

  it("cancel is confirmed by its amount, once", async () => {
    const { user } = await open(deposit({ allowed_moves: ["cancel"] }));
    const made = answering("post", `${PATH}cancel/`, deposit({ status: "cancelled" }));
    await user.click(screen.getByRole("button", { name: "Cancel deposit" }));
    await user.dblClick(screen.getByRole("button", { name: "Cancel ₹5,000.00" }));
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    });
    expect(made).toHaveLength(1);
    expect(made[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("a deposit that somebody else paid than was named", () => {
  const held = (given: Partial<Deposit> = {}) =>
    deposit({
      status: "captured",
      credited_paise: 500_000,
      pending_paise: 500_000,
      third_party: true,
      waiting: waiting({ for: "declaration", on: "the merchant to say who paid", until: null }),
      allowed_moves: ["declare_payer", "refund"],
      ...given,
    });

  it("is pending until it is said who that is, and that is said once", async () => {
    const { user } = await open(held());
    expect(screen.getByText("Paid by somebody else than you had named")).toBeInTheDocument();
    expect(fact("Paid by a third party")).toHaveTextContent("Not declared");
    const made = answering("post", `${PATH}declare-payer/`, held());
    await user.click(screen.getByRole("button", { name: "Say who paid" }));
    await user.click(screen.getByRole("button", { name: "Declare the payer" }));
    expect(screen.getByText(/without it the money stays pending/)).toBeInTheDocument();
    await user.type(screen.getByRole("textbox", { name: /^Who they are/ }), " Their parent. ");
    await user.dblClick(screen.getByRole("button", { name: "Declare the payer" }));
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    });
    expect(made.map(({ body }) => body)).toEqual([{ explanation: "Their parent." }]);
  });

  it("says since when it is declared", async () => {
    await open(held({ waiting: waiting({ for: "clearing" }), payer_declared_at: AT }));
    expect(fact("Paid by a third party")).toHaveTextContent(/^Declared/);
  });

  it("asks nothing of whoever only looks", async () => {
    await open(held(), { role: "viewer" });
    expect(screen.getByText("Paid by somebody else than you had named")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Say who paid" })).not.toBeInTheDocument();
  });
});

it("is not promised to be available where all of it has gone back", async () => {
  const then = "It is over: all of it went back before, so nothing of it becomes available.";
  await open(
    deposit({
      status: "captured",
      credited_paise: 500_000,
      charged_back_paise: 500_000,
      waiting: waiting({ for: "clearing", then }),
    }),
  );
  expect(screen.getByText(then)).toBeInTheDocument();
  expect(screen.queryByText(/it is available then/)).not.toBeInTheDocument();
});

describe("a refund", () => {
  const asking = async (shown = clearedDeposit({ refunded_paise: 100_000 })) => {
    const opened = await open(shown);
    await opened.user.click(screen.getByRole("button", { name: "Refund" }));
    return { ...opened, dialog: within(screen.getByRole("dialog")) };
  };

  it("of all that is left names what that is, and sends no amount", async () => {
    const { user, dialog } = await asking();
    const made = answering("post", `${PATH}refunds/`, refund());
    expect(dialog.getByText(/is set aside at once/)).toHaveTextContent(/^₹4,000.00 is set aside/);
    await user.dblClick(dialog.getByRole("button", { name: "Refund ₹4,000.00" }));
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    });
    expect(made.map(({ body }) => body)).toEqual([{ all: true }]);
  });

  it("has left neither what went back nor what a payer's bank took", async () => {
    const { dialog } = await asking(
      clearedDeposit({ refunded_paise: 100_000, charged_back_paise: 150_000 }),
    );
    expect(dialog.getByRole("button", { name: "Refund ₹2,500.00" })).toBeInTheDocument();
  });

  it("of a part sends that part and why, and never more than is left", async () => {
    const { user, dialog } = await asking();
    const made = answering("post", `${PATH}refunds/`, refund());
    await user.click(dialog.getByRole("button", { name: "A part" }));
    await user.click(dialog.getByRole("button", { name: "Refund" }));
    expect(dialog.getByText("Enter an amount.")).toBeInTheDocument();
    await user.type(dialog.getByRole("textbox", { name: "Amount" }), "4000.01");
    expect(dialog.getByText("Of this deposit ₹4,000.00 is left.")).toBeInTheDocument();
    await user.click(dialog.getByRole("button", { name: "Refund" }));
    expect(made).toEqual([]);
    await user.clear(dialog.getByRole("textbox", { name: "Amount" }));
    await user.type(dialog.getByRole("textbox", { name: "Amount" }), "4000");
    await user.type(dialog.getByRole("textbox", { name: /Reason/ }), "It rained");
    await user.click(dialog.getByRole("button", { name: "Refund ₹4,000.00" }));
    await waitFor(() => {
      expect(made.map(({ body }) => body)).toEqual([
        { amount_paise: 400_000, reason: "It rained" },
      ]);
    });
  });

  it("stays in doubt when no answer comes, and is asked for again under the same key", async () => {
    const { user, dialog } = await asking();
    const made = answering("post", `${PATH}refunds/`, noAnswer, refund());
    await user.click(dialog.getByRole("button", { name: "Refund ₹4,000.00" }));
    await user.click(await dialog.findByRole("button", { name: "Ask again" }));
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    });
    const [first, second] = made.map(({ headers }) => headers["idempotency-key"]);
    expect(second).toBe(first);
  });

  it("says in the dialog why it was refused", async () => {
    const { user, dialog } = await asking();
    answering(
      "post",
      `${PATH}refunds/`,
      refusal(422, "refund_above_deposit", { refundable_paise: 300 }),
    );
    await user.click(dialog.getByRole("button", { name: "Refund ₹4,000.00" }));
    expect(await dialog.findByText("Of this deposit ₹3.00 is left.")).toBeInTheDocument();
  });

  it("is followed: what is waited for, and why it could not be given back", async () => {
    await open(clearedDeposit(), {
      refunds: [
        refund({
          id: "1",
          status: "pending",
          finished_at: null,
          waiting: waiting({ on: "the payment gateway and the payer's bank", then: "Then." }),
        }),
        refund({ id: "2", status: "failed", failure: "card_expired" }),
        refund({ id: "3", currency: "USD", paid_minor: 2_421, reason: "It rained" }),
      ],
    });
    const [pending, failed, foreign] = within(
      await screen.findByRole("list", { name: "Refunds" }),
    ).getAllByRole("listitem");
    expect(pending).toHaveTextContent(
      "Waiting for the payment gateway and the payer's bank. Then.",
    );
    expect(failed).toHaveTextContent("The card has expired since. Its money is yours again.");
    expect(foreign).toHaveTextContent("₹2,000.00$24.21 to the payer");
  });
});

describe("a chargeback", () => {
  const opened = async (given: Partial<Chargeback> = {}) => {
    const found = await open(clearedDeposit({ charged_back_paise: 500_000, allowed_moves: [] }), {
      chargebacks: [chargeback(given)],
    });
    await screen.findByRole("heading", { name: "Chargeback" });
    return found;
  };
  const CHARGEBACK = `${PATH}chargebacks/${chargeback().id}/`;

  it("says how much was taken, from where, why, and until when it can be contested", async () => {
    const { back } = await opened({
      waiting: waiting({ on: "the merchant", then: "It is decided without you." }),
    });
    expect(back[0]?.query.deposit_id).toBe(DEPOSIT_ID);
    expect(fact("Taken back")).toHaveTextContent("₹5,000.00");
    const sources = within(fact("From") as HTMLElement).getAllByRole("listitem");
    expect(sources.map(({ textContent }) => textContent)).toEqual([
      "₹1,000.00 of what was pending",
      "₹3,000.00 of what was available",
      "₹1,000.00 which you owe us: what comes in settles it first",
    ]);
    expect(fact("Why")).toHaveTextContent("Fraudulent");
    expect(screen.getByText(/^Waiting for you until/)).toBeInTheDocument();
    expect(fact("Evidence until")).not.toBeEmptyDOMElement();
  });

  it("is contested with what one has to say, and with nothing not", async () => {
    const { user } = await opened();
    const made = answering("post", `${CHARGEBACK}evidence/`, chargeback());
    await user.click(screen.getByRole("button", { name: "Contest it" }));
    await user.click(screen.getByRole("button", { name: "Send the evidence" }));
    expect(screen.getByText(/Say something/)).toBeInTheDocument();
    await user.type(screen.getByRole("textbox", { name: "Evidence" }), "Delivered on 3 November.");
    await user.dblClick(screen.getByRole("button", { name: "Send the evidence" }));
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    });
    expect(made.map(({ body }) => body)).toEqual([{ text: "Delivered on 3 November." }]);
  });

  it("is accepted by naming what is given up", async () => {
    const { user } = await opened();
    const made = answering("post", `${CHARGEBACK}accept/`, chargeback());
    await user.click(screen.getByRole("button", { name: "Accept it" }));
    await user.click(screen.getByRole("button", { name: "Give up ₹5,000.00" }));
    await waitFor(() => {
      expect(made.map(({ body }) => body)).toEqual([{}]);
    });
  });

  it("shows what was answered, and what the gateway did with it", async () => {
    const reply = { created_at: AT, sent_at: null, refusal: null };
    await opened({
      allowed_moves: [],
      replies: [
        { ...reply, id: "1", answer: "evidence", refusal: "too_late" },
        { ...reply, id: "2", answer: "accept", sent_at: AT },
      ],
    });
    const answers = within(fact("You answered") as HTMLElement).getAllByRole("listitem");
    expect(answers[0]).toHaveTextContent(/^Contested .* the gateway did not take it: Too late$/);
    expect(answers[1]).toHaveTextContent(/^Accepted .* the gateway has it$/);
    expect(screen.queryByRole("button", { name: "Contest it" })).not.toBeInTheDocument();
  });
});
