import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { platformAheadMs, setPlatformTime } from "@/lib/clock";
import { show } from "@/testing/render";
import { answering, refusal } from "@/testing/server";
import { MERCHANT_ID } from "@/testing/world";
import { SandboxPage } from "./sandbox-page";

async function open() {
  answering("get", "/api/v1/sandbox/behaviours/", {
    behaviours: [
      { name: "timeout_after", does: "pays_and_says_nothing", account_number: "1", vpa: "a@b" },
      { name: "odd_one", does: "does_something_odd", account_number: "2", vpa: "c@d" },
    ],
  });
  await show(<SandboxPage />);
  const card = (name: string) => within(screen.getByRole("region", { name }));
  return { user: userEvent.setup(), card };
}

afterEach(() => {
  setPlatformTime(new Date().toISOString());
});

describe("the next payout", () => {
  it("lives through what one chooses, as often as one says", async () => {
    const { user, card } = await open();
    const set = answering("post", "/api/v1/sandbox/next-payout/", {});
    const next = card("The next payout will …");
    expect(await next.findByText("Pays and says nothing.")).toBeInTheDocument();
    await user.selectOptions(next.getByLabelText("What the bank does"), "Odd one");
    expect(next.getByText("Does something odd.")).toBeInTheDocument();
    await user.clear(next.getByLabelText("For how many payouts"));
    await user.type(next.getByLabelText("For how many payouts"), "5");
    await user.click(next.getByRole("button", { name: "Set it" }));
    expect(await next.findByRole("status")).toHaveTextContent(
      "Set. It strikes the next payout that reaches the bank.",
    );
    expect(set[0]).toMatchObject({
      body: { behaviour: "odd_one", times: 5 },
      headers: { "x-merchant-id": MERCHANT_ID },
    });
    expect(next.getByLabelText("The request as a curl command")).toHaveTextContent(
      `-d '{"behaviour":"odd_one","times":5}'`,
    );
  });

  it("says what happened and what to do when it is refused", async () => {
    const { user, card } = await open();
    answering("post", "/api/v1/sandbox/next-payout/", refusal(422, "simulator_refused"));
    const next = card("The next payout will …");
    await user.click(next.getByRole("button", { name: "Set it" }));
    expect(await next.findByText("Choose another behaviour.")).toBeInTheDocument();
  });
});

describe("money", () => {
  it("is let arrive, and is on its way until the bank has told us", async () => {
    const { user, card } = await open();
    const credited = answering("post", "/api/v1/sandbox/credits/", {
      amount_paise: 123_456_700,
      payer_name: "Nordic Foods AB",
      utr: "SIMC1",
      virtual_account: "ADUL0001",
    });
    const money = card("Let money arrive");
    await user.clear(money.getByLabelText("Amount"));
    await user.click(money.getByRole("button", { name: "Let it arrive" }));
    expect(money.getByText("Enter an amount.")).toBeInTheDocument();
    await user.type(money.getByLabelText("Amount"), "12,34,567");
    await user.click(money.getByRole("button", { name: "Let it arrive" }));
    expect(await money.findByRole("status")).toHaveTextContent(
      "₹12,34,567.00 from Nordic Foods AB is on its way to ADUL0001, UTR SIMC1.",
    );
    expect(credited.map(({ body }) => body)).toEqual([
      { amount_paise: 123_456_700, payer_name: "Nordic Foods AB" },
    ]);
  });
});

describe("the clock", () => {
  it("is moved, and this page's with it", async () => {
    const { user, card } = await open();
    const there = new Date(Date.now() + 86_400_000).toISOString();
    const moved = answering("post", "/api/v1/sandbox/clock/", { now: there });
    await user.click(card("Move the clock").getByRole("button", { name: "+ 1 day" }));
    await waitFor(() => {
      expect(Math.round(platformAheadMs() / 60_000)).toBe(24 * 60);
    });
    expect(moved[0]?.body).toEqual({ seconds: 86_400 });
  });

  it("says what happened when it cannot be", async () => {
    const { user, card } = await open();
    answering("post", "/api/v1/sandbox/clock/", refusal(422, "clock_moves_forward"));
    await user.click(card("Move the clock").getByRole("button", { name: "+ 1 hour" }));
    expect(await screen.findByText("Choose how far ahead to move.")).toBeInTheDocument();
    expect(
      card("Move the clock").getByLabelText("The request as a curl command"),
    ).toHaveTextContent(`-d '{"seconds":3600}'`);
  });
});
