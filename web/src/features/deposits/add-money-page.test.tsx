import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Deposit, Merchant } from "@/api/client";
import { setPlatformTime } from "@/lib/clock";
import { show } from "@/testing/render";
import { answering, noAnswer, refusal } from "@/testing/server";
import { balance, deposit, depositQuote, merchant, MERCHANT_ID } from "@/testing/world";
import { AddMoneyPage } from "./add-money-page";

const UUID = /^[0-9a-f-]{36}$/;
const fee = (amount: number) => ({
  id: "q",
  service: "deposit",
  charged: "deducted",
  amount_paise: amount,
  fee_paise: 10_000,
  tax_paise: 1_800,
  total_paise: amount - 11_800,
  rule: null,
  expires_at: "2026-11-21T04:45:00Z",
});

interface Form {
  visit?: string;
  asMerchant?: Partial<Merchant>;
  amount?: number;
}

async function open({ visit = "visit-1", asMerchant = {}, amount = 500_000 }: Form = {}) {
  setPlatformTime("2026-11-21T04:30:00Z");
  const fees = answering("post", "/api/v1/fees/quote/", fee(amount));
  answering("get", "/api/v1/balance/", balance({ virtual_account: "ADUL00000042" }));
  const onAsked = vi.fn<(deposit: Deposit) => void>();
  const shown = await show(<AddMoneyPage visit={visit} onAsked={onAsked} />, {
    merchant: merchant(asMerchant),
  });
  return { ...shown, fees, onAsked, user: userEvent.setup() };
}

type User = ReturnType<typeof userEvent.setup>;

async function fill(user: User, amount = "5000") {
  await user.type(screen.getByRole("textbox", { name: "Amount" }), amount);
}

const add = () => screen.getByRole("button", { name: /^Add [₹$]/ });

afterEach(() => {
  setPlatformTime(new Date().toISOString());
});

describe("adding rupees", () => {
  it("says above the button what happens, with the fee in the platform's words", async () => {
    const { user, fees } = await open();
    await fill(user);
    expect(await screen.findByText(/is asked for on the payment page/)).toHaveTextContent(
      "₹5,000.00 is asked for on the payment page. Nothing moves before somebody pays there.",
    );
    expect(await screen.findByText(/^Once paid/)).toHaveTextContent(
      "Once paid, ₹5,000.00 is pending",
    );
    await waitFor(() => {
      expect(screen.getByText(/^Once paid/)).toHaveTextContent(
        "available, less ₹118.00 fee with tax: ₹4,882.00 in all.",
      );
    });
    expect(fees.map(({ body }) => body)).toEqual([{ service: "deposit", amount_paise: 500_000 }]);
  });

  it("asks once, with the key the form was opened with, and where to come back to", async () => {
    const made = answering("post", "/api/v1/deposits/", deposit());
    const { user, onAsked } = await open();
    await fill(user);
    await user.type(screen.getByLabelText(/Your reference/), " INV-7 ");
    await user.dblClick(add());
    await waitFor(() => {
      expect(onAsked).toHaveBeenCalledTimes(1);
    });
    expect(made).toHaveLength(1);
    expect(made[0]?.headers["idempotency-key"]).toMatch(UUID);
    expect(made[0]?.body).toEqual({
      amount_minor: 500_000,
      currency: "INR",
      reference: "INV-7",
      return_url: `${location.origin}/m/${MERCHANT_ID}/deposits/paid`,
    });
  });

  it("says what is wrong with the amount, and sends nothing", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Add money" }));
    expect(await screen.findByText("Enter an amount.")).toBeInTheDocument();
    await fill(user, "0.99");
    await user.click(screen.getByRole("button", { name: "Add money" }));
    expect(await screen.findByText("A deposit is at least ₹1.00.")).toBeInTheDocument();
  });

  it("stays in doubt when no answer comes, and asks again under the same key", async () => {
    const made = answering("post", "/api/v1/deposits/", noAnswer, deposit());
    const { user, onAsked } = await open();
    await fill(user);
    await user.click(add());
    expect(
      await screen.findByText("We do not know yet whether it was asked for"),
    ).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "Amount" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Ask again" }));
    await waitFor(() => {
      expect(onAsked).toHaveBeenCalledTimes(1);
    });
    const [first, second] = made.map(({ headers }) => headers["idempotency-key"]);
    expect(second).toBe(first);
    expect(made[1]?.body).toEqual(made[0]?.body);
  });

  it("is the same intent after the page was left and found again, and a new one after a refusal", async () => {
    const made = answering(
      "post",
      "/api/v1/deposits/",
      noAnswer,
      refusal(422, "deposit_above_limit"),
      deposit(),
    );
    const first = await open();
    await fill(first.user);
    await first.user.click(add());
    await screen.findByText("We do not know yet whether it was asked for");
    first.unmount();

    const { user } = await open();
    expect(screen.getByRole("textbox", { name: "Amount" })).toHaveValue("5,000.00");
    await user.click(screen.getByRole("button", { name: "Ask again" }));
    expect(await screen.findByText("Ask for less, or for a higher tier.")).toBeInTheDocument();
    await user.click(add());
    await waitFor(() => {
      expect(made).toHaveLength(3);
    });
    const keys = made.map(({ headers }) => headers["idempotency-key"]);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it("shows the other way in, by bank transfer", async () => {
    await open();
    expect(await screen.findByText("ADUL00000042")).toBeInTheDocument();
  });
});

describe("who may", () => {
  it("is nobody who only looks", async () => {
    await open({ asMerchant: { role: "viewer" } });
    expect(screen.queryByRole("textbox", { name: "Amount" })).not.toBeInTheDocument();
  });

  it("is no merchant that is not verified", async () => {
    await open({ asMerchant: { verification: "unverified" } });
    expect(screen.getByText("Only a verified merchant can be paid")).toBeInTheDocument();
    expect(screen.queryByRole("textbox", { name: "Amount" })).not.toBeInTheDocument();
  });
});

describe("adding dollars", () => {
  const dollars = async (user: User) => {
    await user.click(screen.getByRole("button", { name: "USD" }));
    await fill(user, "1000");
  };

  it("has a rate that is promised, what is credited, and the time that is left of it", async () => {
    const quotes = answering("post", "/api/v1/deposits/quote/", depositQuote());
    const { user } = await open({ amount: 8_261_660 });
    await dollars(user);
    expect(await screen.findByText("₹82.6166")).toBeInTheDocument();
    expect(screen.getAllByText("₹82,616.60").length).toBeGreaterThan(0);
    expect(screen.getByRole("timer")).toHaveTextContent(/^1[45]:\d\d$/);
    expect(quotes.map(({ body }) => body)).toEqual([{ currency: "USD", amount_minor: 100_000 }]);
  });

  it("asks at that rate, and for the purpose", async () => {
    answering("post", "/api/v1/deposits/quote/", depositQuote());
    const made = answering("post", "/api/v1/deposits/", deposit());
    const { user, onAsked } = await open({ amount: 8_261_660 });
    await dollars(user);
    await screen.findByText("₹82.6166");
    await user.click(add());
    expect(await screen.findByText("Choose what it is for.")).toBeInTheDocument();
    expect(made).toHaveLength(0);
    await user.selectOptions(screen.getByRole("combobox"), "P0104");
    await user.click(add());
    await waitFor(() => {
      expect(onAsked).toHaveBeenCalledTimes(1);
    });
    expect(made[0]?.body).toEqual({
      amount_minor: 100_000,
      currency: "USD",
      quote_id: depositQuote().id,
      purpose_code: "P0104",
      return_url: `${location.origin}/m/${MERCHANT_ID}/deposits/paid`,
    });
  });

  it("counts by the platform's clock, says that it has expired, and gets a new one", async () => {
    const quotes = answering(
      "post",
      "/api/v1/deposits/quote/",
      depositQuote(),
      depositQuote({ id: "new", rate: "83.1", expires_at: "2026-11-21T05:00:00Z" }),
    );
    const { user } = await open({ amount: 8_261_660 });
    await dollars(user);
    await screen.findByText("₹82.6166");
    act(() => {
      setPlatformTime("2026-11-21T04:44:58.500Z");
    });
    expect(screen.getByRole("timer")).toHaveTextContent("0:02");
    act(() => {
      setPlatformTime("2026-11-21T04:45:00Z");
    });
    expect(screen.getByText("This rate has expired")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^Add \$/ })).not.toBeInTheDocument();
    // One beside the rate, one in the place of the button below.
    const [again] = screen.getAllByRole("button", { name: "Get a new rate" });
    await user.click(again ?? document.body);
    expect(await screen.findByText("₹83.1")).toBeInTheDocument();
    expect(quotes).toHaveLength(2);
    expect(add()).toBeInTheDocument();
  });

  it("is not asked for at a rate that has expired, whichever way the form is sent", async () => {
    answering("post", "/api/v1/deposits/quote/", depositQuote());
    const made = answering("post", "/api/v1/deposits/", deposit());
    const { user, onAsked } = await open({ amount: 8_261_660 });
    await dollars(user);
    await screen.findByText("₹82.6166");
    await user.selectOptions(screen.getByRole("combobox"), "P0104");
    act(() => {
      setPlatformTime("2026-11-21T04:45:00Z");
    });
    const form = screen.getByRole("textbox", { name: "Amount" }).closest("form");
    await act(async () => {
      fireEvent.submit(form ?? document.body);
      // As long as checking the form takes.
      await new Promise((done) => setTimeout(done, 50));
    });
    expect(made).toEqual([]);
    act(() => {
      setPlatformTime("2026-11-21T04:30:00Z");
    });
    fireEvent.submit(form ?? document.body);
    await waitFor(() => {
      expect(onAsked).toHaveBeenCalledTimes(1);
    });
  });

  it("says why there is no rate, and asks again", async () => {
    answering(
      "post",
      "/api/v1/deposits/quote/",
      refusal(503, "rate_unavailable", { retryable: true }),
      depositQuote(),
    );
    const { user } = await open({ amount: 8_261_660 });
    await dollars(user);
    await user.click(await screen.findByRole("button", { name: "Get a new rate" }));
    expect(await screen.findByText("₹82.6166")).toBeInTheDocument();
  });

  it("shows a new rate after the platform refused the old one", async () => {
    answering(
      "post",
      "/api/v1/deposits/quote/",
      depositQuote(),
      depositQuote({ id: "new", rate: "83.1" }),
    );
    answering("post", "/api/v1/deposits/", refusal(409, "quote_not_usable"));
    const { user } = await open({ amount: 8_261_660 });
    await dollars(user);
    await screen.findByText("₹82.6166");
    await user.selectOptions(screen.getByRole("combobox"), "P0104");
    await user.click(add());
    expect(await screen.findByText("The promised rate is not there any more.")).toBeInTheDocument();
    expect(await screen.findByText("₹83.1")).toBeInTheDocument();
  });
});
