import { defaultParseSearch, defaultStringifySearch } from "@tanstack/react-router";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CURRENCIES } from "@/money/money";
import { deferred } from "@/testing/deferred";
import { showPage } from "@/testing/render";
import { answering, pageOf, refusal } from "@/testing/server";
import { clearedDeposit, deposit, DEPOSIT_ID, merchant, MERCHANT_ID } from "@/testing/world";
import { DepositsPage } from "./deposits-page";
import { readDepositSearch, STATUSES, type DepositsSearch } from "./search";

const PATH = "/api/v1/deposits/";

function open(at = "/", role: "owner" | "viewer" = "owner") {
  return showPage(
    readDepositSearch,
    (search, onSearch) => <DepositsPage search={search} onSearch={onSearch} />,
    { at, merchant: merchant({ role }) },
  );
}

describe("the list of deposits", () => {
  it("says that it is on its way until it is there", async () => {
    const answer = deferred<Response>();
    answering("get", PATH, () => answer.promise);
    await open();
    expect(screen.getByRole("status", { name: /loading/i })).toBeInTheDocument();
    answer.resolve(Response.json(pageOf([deposit()])));
    expect(await screen.findByRole("table")).toBeInTheDocument();
  });

  it("shows what was asked for in its currency, and what was credited", async () => {
    answering(
      "get",
      PATH,
      pageOf([
        clearedDeposit({
          description: "Cardamom, 12 bags",
          amount_minor: 125_000_050,
          currency: "USD",
          credited_paise: 12_345_678_900,
        }),
      ]),
    );
    await open();
    const [, found] = within(await screen.findByRole("table")).getAllByRole("row");
    const row = found ?? document.body;
    expect(within(row).getByText("$1,250,000.50")).toBeInTheDocument();
    expect(within(row).getByText("₹12,34,56,789.00")).toBeInTheDocument();
    expect(within(row).getByText("Available")).toBeInTheDocument();
    expect(within(row).getByRole("link", { name: "Cardamom, 12 bags" })).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/deposits/${DEPOSIT_ID}`,
    );
  });

  it("says that one was charged back, or refunded whole, before how it had been", async () => {
    answering(
      "get",
      PATH,
      pageOf([
        clearedDeposit({ id: "1", charged_back_paise: 1 }),
        clearedDeposit({ id: "2", refunded_paise: 500_000 }),
        clearedDeposit({ id: "3", refunded_paise: 499_999 }),
      ]),
    );
    await open();
    const [, ...rows] = within(await screen.findByRole("table")).getAllByRole("row");
    const states = ["Charged back", "Refunded", "Available"];
    states.forEach((state, index) => {
      expect(within(rows[index] ?? document.body).getByText(state)).toBeInTheDocument();
    });
  });

  it("teaches what a deposit is where there is none, with the way to the first", async () => {
    answering("get", PATH, pageOf([]));
    await open();
    expect(await screen.findByText("No deposit yet")).toBeInTheDocument();
    for (const link of screen.getAllByRole("link", { name: "Add money" })) {
      expect(link).toHaveAttribute("href", `/m/${MERCHANT_ID}/deposits/new`);
    }
  });

  it("offers nobody to add money who only looks", async () => {
    answering("get", PATH, pageOf([]));
    await open("/", "viewer");
    expect(await screen.findByText("No deposit yet")).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "Add money" })).not.toBeInTheDocument();
  });

  it("says why it could not be had, and asks again", async () => {
    answering("get", PATH, refusal(503, "busy", { retryable: true }), pageOf([deposit()]));
    await open();
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("table")).toBeInTheDocument();
  });

  it("is filtered by state and currency in its address, from the beginning", async () => {
    const asked = answering("get", PATH, pageOf([deposit()]));
    const { address } = await open("/?offset=50");
    await screen.findByRole("table");
    const states = screen.getByRole("group", { name: "State" });
    await userEvent.click(within(states).getByRole("button", { name: "Failed" }));
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Currency" }), "EUR");
    expect(address()).toBe("/?status=failed&currency=EUR");
    await waitFor(() => {
      expect(asked.at(-1)?.query).toEqual({ status: "failed", currency: "EUR" });
    });
  });

  it("says that nothing fits, and shows all again", async () => {
    answering("get", PATH, pageOf([]));
    const { address } = await open("/?currency=GBP");
    await userEvent.click(await screen.findByRole("button", { name: "Show all deposits" }));
    expect(address()).toBe("/");
  });
});

const SEARCHES: DepositsSearch[] = [
  {},
  ...STATUSES.map((status) => ({ status })),
  ...CURRENCIES.map((currency) => ({ currency })),
  { reference: "0123" },
  { reference: "true" },
  { offset: 50, status: "cleared" },
  { cursor: "bz1+/==" },
];

describe("the filters of deposits", () => {
  it.each(SEARCHES)("come back from the address as they went into it: %j", (search) => {
    const read = readDepositSearch(defaultParseSearch(defaultStringifySearch(search)));
    expect(read).toEqual(search);
  });

  it("are left out where somebody made them up", () => {
    const made = { status: "lost", currency: "JPY", reference: "x".repeat(41), offset: -1 };
    expect(readDepositSearch(made)).toEqual({});
  });

  it("know every state and currency that the API knows", () => {
    const types = readFileSync("src/api/schema.d.ts", "utf8");
    const query = /^ {2}list_deposits: \{.*?query\?: \{(.*?)\n {6}\};/ms.exec(types)?.[1] ?? "";
    const words = (name: string) =>
      [...(new RegExp(`\\n {8}${name}\\?:(.*?);`, "s").exec(query)?.[1] ?? "").matchAll(/"(\w+)"/g)]
        .map(([, word]) => word)
        .sort();
    expect(words("status")).toEqual([...STATUSES].sort());
    expect(words("currency")).toEqual([...CURRENCIES].sort());
  });
});
