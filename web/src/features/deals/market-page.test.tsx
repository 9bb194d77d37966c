import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { DEAL_ID, deal, dealSummary } from "@/testing/deals";
import { showPage } from "@/testing/render";
import { answering, pageOf, refusal } from "@/testing/server";
import { merchant, MERCHANT_ID } from "@/testing/world";
import { MarketPage } from "./market-page";
import { hasFilters, queryOf, readMarketSearch, withoutFilters } from "./search";

async function open(
  answer: Parameters<typeof answering>[2],
  { at = "/", role = "owner" }: { at?: string; role?: "owner" | "viewer" } = {},
) {
  const asked = answering("get", "/api/v1/deals/", answer);
  const shown = await showPage(
    readMarketSearch,
    (search, onSearch) => <MarketPage search={search} onSearch={onSearch} />,
    { at, merchant: merchant({ role }) },
  );
  return { ...shown, asked, user: userEvent.setup() };
}

describe("the market", () => {
  it("says of each deal what, whose, what next, how it stands and for how much", async () => {
    await open(
      pageOf([
        dealSummary(),
        dealSummary({
          id: "019ab000-0000-7000-8000-0000000000df",
          kind: "offer",
          format: "open",
          title: "Cardamom, 2 t",
          status: "open",
          counterparty_name: null,
          budget_paise: 25_000_000,
          waiting: null,
        }),
      ]),
    );
    const table = await screen.findByRole("table", { name: "Deals, newest first" });
    const [, direct, auction] = within(table).getAllByRole("row");
    expect(direct).toHaveTextContent(
      /Pumps for Pune.*Buying · Asha Exports with Malabar Spices.*The other side.*Proposed.*–/,
    );
    expect(auction).toHaveTextContent(/Cardamom.*Selling.*Open for bids.*₹2,50,000\.00asked for/);
    expect(within(table).getByRole("link", { name: /Pumps for Pune/ })).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/deals/${DEAL_ID}`,
    );
  });

  it("is filtered in its address, and asked for so", async () => {
    const { user, asked, address } = await open(pageOf([]), { at: "/?category=machinery" });
    expect(await screen.findByText("No deal fits")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Requests" }));
    await user.click(screen.getByRole("button", { name: "More filters" }));
    await user.type(screen.getByLabelText(/^Amount from/), "5,000{Enter}");
    expect(address()).toBe("/?category=machinery&kind=request&least=500000");
    expect(asked.at(-1)?.query).toEqual({
      category: "machinery",
      kind: "request",
      amount_from_paise: "500000",
    });
    await user.click(screen.getByRole("button", { name: "Watched" }));
    expect(asked.at(-1)?.query).toMatchObject({ mine: "watched", kind: "request" });
    await user.click(screen.getByRole("button", { name: "Show all deals" }));
    expect(address()).toBe("/?mine=watched");
    expect(await screen.findByText("You watch no deal")).toBeInTheDocument();
  });

  it("takes no amount that is none", async () => {
    const { user, address } = await open(pageOf([]), { at: "/?most=100" });
    const field = screen.getByLabelText(/^Amount to/);
    expect(field).toHaveValue("1.00");
    await user.clear(field);
    await user.type(field, "many{Enter}");
    expect(screen.getByText(/Enter an amount in rupees/)).toBeInTheDocument();
    expect(address()).toBe("/?most=100");
  });

  it("is watched and left again with one click, that leads nowhere", async () => {
    const { user, asked, address } = await open(pageOf([dealSummary({ is_watched: true })]));
    const watch = answering("post", `/api/v1/deals/${DEAL_ID}/unwatch/`, deal());
    const [button] = await screen.findAllByRole("button", { name: "Stop watching Pumps for Pune" });
    if (button) await user.click(button);
    await screen.findAllByRole("button", { name: "Stop watching Pumps for Pune" });
    expect(watch).toHaveLength(1);
    expect(asked.length).toBeGreaterThan(1);
    expect(address()).toBe("/");
  });

  it("teaches where it is empty, and offers to write to whoever may", async () => {
    await open(pageOf([]));
    expect(await screen.findByText("Nothing is open just now")).toBeInTheDocument();
    expect(screen.getAllByRole("link", { name: "Write a deal" })[0]).toHaveAttribute(
      "href",
      `/m/${MERCHANT_ID}/deals/new`,
    );
  });

  it("offers a viewer nothing to write", async () => {
    await open(pageOf([]), { role: "viewer" });
    expect(await screen.findByText("Nothing is open just now")).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "Write a deal" })).toBeNull();
  });

  it("says why it could not be had", async () => {
    await open(refusal(503, "unavailable", { retryable: true }));
    expect(await screen.findByText("The platform is busy or restarting.")).toBeInTheDocument();
  });
});

describe("the address of the market", () => {
  it("leaves out what it does not understand", () => {
    expect(
      readMarketSearch({
        mine: "all", category: "gold", kind: "offer", least: "-1", most: "x", from: "2026-02-30",
        status: "deleted",
      }),
    ).toEqual({ kind: "offer" }); // prettier-ignore
  });

  it("counts days from where the reader is, to the end of the last of them", () => {
    expect(queryOf({ from: "2026-11-21", to: "2026-11-21" })).toEqual({
      deadline_after: "2026-11-20T18:30:00.000Z",
      deadline_before: "2026-11-21T18:30:00.000Z",
    });
  });

  it("tells a list of one's own from a filter", () => {
    expect(hasFilters({ mine: "posted", offset: 25 })).toBe(false);
    expect(hasFilters({ mine: "posted", most: 1 })).toBe(true);
    expect(withoutFilters({ mine: "posted", most: 1, offset: 25 })).toEqual({ mine: "posted" });
  });
});
