import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Balance, Overview } from "@/api/client";
import { show } from "@/testing/render";
import { answering, noAnswer } from "@/testing/server";
import { balance, MERCHANT_ID } from "@/testing/world";
import { partsOf } from "./balance-panel";
import { OverviewPage } from "./overview-page";

const M = `/m/${MERCHANT_ID}`;

const day = (on: string, given: object = {}) => ({
  on,
  in_paise: 0,
  out_paise: 0,
  paid_paise: 0,
  completed_count: 0,
  failed_count: 0,
  cancelled_count: 0,
  returned_count: 0,
  ...given,
});

const overview = (given: Partial<Overview> = {}): Overview => ({
  merchant_id: MERCHANT_ID,
  from: "2026-10-22T00:00:00Z",
  to: "2026-11-21T00:00:00Z",
  days: [
    day("2026-11-20", { in_paise: 10_000_000, completed_count: 396 }),
    day("2026-11-21", { in_paise: 1, out_paise: 123_456_700, completed_count: 1, failed_count: 3 }),
  ],
  open: [],
  open_case_count: 0,
  batches_to_approve_count: 0,
  success_rate_basis_points: 9_925,
  settling: { count: 400, median_seconds: 4, ninetieth_seconds: 125, bands: [] },
  ...given,
});

async function open(given: Partial<Overview> = {}, money: Partial<Balance> = {}) {
  answering("get", "/api/v1/overview/", overview(given));
  answering("get", "/api/v1/balance/", balance(money));
  const onDays = vi.fn<(days: number) => void>();
  await show(<OverviewPage days={30} onDays={onDays} recent={null} />);
  await screen.findByText("Your money here");
  await screen.findByRole("region", { name: "Success rate" });
  return { onDays, user: userEvent.setup() };
}

describe("the bar of the balance", () => {
  it.each([
    [10_000_000, 0, 0, 0],
    [10_000_000, 500_000, 200_000, 0],
    [0, 300_000, 300_000, 700_000],
    [-5_000, 0, 0, 0],
    [1, 9_007_199_254_740_000, 1, 2],
  ])("adds up: %d, %d, %d, %d", (available_paise, held_paise, in_doubt_paise, in_escrow_paise) => {
    const parts = partsOf(
      balance({ available_paise, held_paise, in_doubt_paise, in_escrow_paise }),
    );
    const whole = parts.reduce((sum, { amount }) => sum + amount, 0n);
    expect(whole).toBe(BigInt(available_paise) + BigInt(held_paise) + BigInt(in_escrow_paise));
    expect(parts.map(({ amount }) => amount)).toEqual([
      BigInt(available_paise),
      BigInt(held_paise - in_doubt_paise),
      BigInt(in_doubt_paise),
      BigInt(in_escrow_paise),
    ]);
  });

  it("is said, is its own legend, and is the filter of what it counts", async () => {
    await open(
      {},
      {
        available_paise: 10_000_000,
        held_paise: 500_000,
        in_doubt_paise: 200_000,
        in_escrow_paise: 100,
      },
    );
    const heading = screen.getByText("Your money here");
    expect(heading.nextElementSibling).toHaveTextContent("₹1,05,001.00");
    expect(
      screen.getByRole("img", {
        name: "Available ₹1,00,000.00, Held ₹3,000.00, In doubt ₹2,000.00, In escrow ₹1.00",
      }),
    ).toBeInTheDocument();
    const leadsTo = (name: RegExp) => screen.getByRole("link", { name }).getAttribute("href");
    expect(leadsTo(/^Available ?₹1,00,000.00$/)).toBe(`${M}/ledger?account=available`);
    expect(leadsTo(/^Held ?₹3,000.00$/)).toBe(`${M}/payouts?held=true`);
    expect(leadsTo(/^In doubt ?₹2,000.00$/)).toBe(`${M}/payouts?doubt=true`);
  });

  it("has what is not cleared yet while there is some, and leads to it", async () => {
    await open({}, { available_paise: 500_000, pending_paise: 100 });
    expect(screen.getByText("Your money here").nextElementSibling).toHaveTextContent("₹5,001.00");
    expect(screen.getByRole("link", { name: /^Pending ?₹1.00$/ })).toHaveAttribute(
      "href",
      `${M}/deposits?status=captured`,
    );
    expect(partsOf(balance()).map(({ name }) => name)).not.toContain("Pending");
  });

  it("says what is owed, and where bank transfers come in", async () => {
    await open({}, { owed_paise: 500_000, virtual_account: "ADUL0001" });
    expect(screen.getByText(/^You owe/)).toHaveTextContent("You owe ₹5,000.00");
    expect(screen.getByText("ADUL0001")).toBeInTheDocument();
  });
});

describe("how it went", () => {
  it("is told in sums, and the chart as a table to whoever cannot see it", async () => {
    await open();
    const flow = within(screen.getByRole("region", { name: "Money in and out" }));
    expect(flow.getByText("Came in").nextElementSibling).toHaveTextContent("₹1,00,000.01");
    const summary = "In 2 days ₹1,00,000.01 came in and ₹12,34,567.00 went out.";
    const rows = within(flow.getByRole("table", { name: summary })).getAllByRole("row");
    expect(rows.map((row) => row.textContent)).toEqual([
      "InOut",
      "20 Nov₹1,00,000.00₹0.00",
      "21 Nov₹0.01₹12,34,567.00",
    ]);
    const rate = within(screen.getByRole("region", { name: "Success rate" }));
    expect(rate.getByText("99.25 %")).toBeInTheDocument();
    expect(rate.getByText("of 400 payouts arrived")).toBeInTheDocument();
    const settle = within(screen.getByRole("region", { name: "Time to settle" }));
    expect(settle.getByText("half within").nextElementSibling).toHaveTextContent("4 s");
    expect(settle.getByText("9 in 10 within").nextElementSibling).toHaveTextContent("2 min 5 s");
  });

  it("is read bar by bar with the arrow keys", async () => {
    const { user } = await open();
    const flow = screen.getByRole("region", { name: "Money in and out" });
    within(flow).getByRole("group").focus();
    await user.keyboard("{ArrowLeft}");
    const spoken = flow.querySelector("[aria-live]");
    expect(spoken).toHaveTextContent("21 Nov: In ₹0.01. Out ₹12,34,567.00.");
    await user.keyboard("{ArrowLeft}{ArrowLeft}");
    expect(spoken).toHaveTextContent("20 Nov: In ₹1,00,000.00. Out ₹0.00.");
    await user.keyboard("{Escape}");
    expect(spoken).toHaveTextContent(/^$/);
  });

  it("is not a rate of nothing", async () => {
    await open({
      success_rate_basis_points: null,
      settling: { count: 0, median_seconds: null, ninetieth_seconds: null, bands: [] },
    });
    expect(screen.getByText("No payout has ended in this period.")).toBeInTheDocument();
    expect(screen.getByText("No payout has arrived in this period.")).toBeInTheDocument();
  });

  it("is of the period one chooses, which stands among the others in its order", async () => {
    answering("get", "/api/v1/overview/", overview());
    answering("get", "/api/v1/balance/", balance());
    const onDays = vi.fn<(days: number) => void>();
    await show(<OverviewPage days={45} onDays={onDays} recent={null} />);
    const period = await screen.findByRole("group", { name: "Period" });
    const choices = within(period).getAllByRole("button");
    expect(choices.map((choice) => choice.textContent)).toEqual([
      "7 days",
      "30 days",
      "45 days",
      "90 days",
    ]);
    await userEvent.click(screen.getByRole("button", { name: "7 days" }));
    expect(onDays).toHaveBeenCalledExactlyOnceWith(7);
  });
});

describe("what waits", () => {
  it("says for what, on whom, how much, and leads there", async () => {
    const waiting = { for: "approval", on: "another owner", until: null, then: "Then it is sent." };
    await open({
      open: [
        {
          waiting,
          count: 2,
          total_paise: 750_000,
          held_paise: 750_000,
          since: "2020-01-01T00:00:00Z",
        },
      ],
      batches_to_approve_count: 1,
      open_case_count: 3,
    });
    const rows = within(
      screen.getByRole("region", { name: "What waits, and on whom" }),
    ).getAllByRole("listitem");
    expect(rows.map((each) => within(each).getByRole("link").getAttribute("href"))).toEqual([
      `${M}/batches`,
      `${M}/payouts?waiting=approval`,
      `${M}/cases`,
    ]);
    expect(rows[1]).toHaveTextContent(
      "2 payouts₹7,500.00Waiting for another owner · oldest 1 Jan 2020, 05:30. Then it is sent.",
    );
    expect(rows[0]).toHaveTextContent("1 batch");
    expect(rows[2]).toHaveTextContent("3 cases");
  });

  it("is nothing, and says so", async () => {
    await open();
    expect(
      screen.getByText("Nothing. Everything that was sent has come to its end."),
    ).toBeInTheDocument();
  });

  it("says that it cannot be told, where it cannot, instead of loading for ever", async () => {
    answering("get", "/api/v1/overview/", noAnswer);
    answering("get", "/api/v1/balance/", noAnswer);
    await show(<OverviewPage days={30} onDays={() => undefined} recent={null} />);
    await waitFor(() => {
      expect(screen.getAllByText("The platform did not answer.")).toHaveLength(2);
    });
    expect(screen.queryByRole("status", { name: "Loading" })).not.toBeInTheDocument();
  });
});
