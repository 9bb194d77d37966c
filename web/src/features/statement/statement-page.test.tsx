import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Statement, StatementLine } from "@/api/books";
import { savedFiles } from "@/testing/downloads";
import { showPage } from "@/testing/render";
import { answering, refusal } from "@/testing/server";
import { MERCHANT_ID } from "@/testing/world";
import { readStatementSearch } from "./search";
import { StatementPage } from "./statement-page";

const PATH = "/api/v1/statement/";
const saved = savedFiles();

function line(given: Partial<StatementLine> = {}): StatementLine {
  return {
    line: 7,
    booked_at: "2026-11-03T04:30:00Z",
    booked_on: "2026-11-03",
    value_on: "2026-11-03",
    description: "Payout · Asha Rao, XXXX4567",
    reference: "INV-7",
    utr: "SIMB01",
    debit_paise: 250_000,
    credit_paise: null,
    balance_paise: 750_000,
    kind: "payout_held",
    source_amount_minor: null,
    source_currency: null,
    rate: null,
    purpose_code: null,
    entry_id: "019ab000-0000-7000-8000-0000000000e1",
    ...given,
  };
}

const CREDIT = line({
  line: 8,
  value_on: "2026-10-31",
  description: "Deposit cleared",
  reference: "",
  utr: "",
  debit_paise: null,
  credit_paise: 826_167,
  balance_paise: 1_576_167,
  source_amount_minor: 10_000,
  source_currency: "USD",
  rate: "82.616688",
  purpose_code: "P0802",
});

function statement(given: Partial<Statement> = {}): Statement {
  return {
    merchant_id: MERCHANT_ID,
    merchant_name: "Malabar Spices",
    account: "available",
    currency: "INR",
    from: "2026-11-01",
    to: "2026-11-26",
    opening_paise: 1_000_000,
    credits_paise: 826_167,
    debits_paise: 250_000,
    closing_paise: 1_576_167,
    credit_count: 1,
    debit_count: 1,
    line_count: 2,
    final: false,
    lines: [line(), CREDIT],
    next_after: null,
    ...given,
  };
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 10, 26, 12), toFake: ["Date"] });
});

async function open(at = "/", ...answers: (object | (() => Response))[]) {
  const asked = answering("get", PATH, ...(answers.length > 0 ? answers : [statement()]));
  const shown = await showPage(
    readStatementSearch,
    (search, onSearch) => <StatementPage search={search} onSearch={onSearch} />,
    { at },
  );
  return { user: userEvent.setup(), asked, ...shown };
}

const table = () => screen.findByRole("table", { name: "Lines of the statement, oldest first" });
const texts = (rows: HTMLElement[]) => rows.map((row) => row.textContent);

describe("a statement", () => {
  it("adds up in front of the eyes, from the balance it opens with to the one it closes with", async () => {
    await open();
    const sums = (await screen.findByText("Opening balance", { selector: "dt" })).closest("dl");
    expect(sums).toHaveTextContent(
      "Opening balance₹10,000.001 credit+₹8,261.671 debit−₹2,500.00Closing balance=₹15,761.67",
    );
    const rows = within(await table()).getAllByRole("row");
    expect(texts(rows).slice(1)).toEqual([
      "1 NovOpening balance₹10,000.00",
      "3 NovPayout · Asha Rao, XXXX4567Ref. INV-7 · UTR SIMB01₹2,500.00₹7,500.00",
      "3 Novvalue date 31 OctDeposit cleared$100.00 at 82.616688Purpose P0802₹8,261.67₹15,761.67",
      "26 NovClosing balance₹15,761.67",
    ]);
    const cards = within(screen.getByRole("list")).getAllByRole("listitem");
    expect(cards[1]).toHaveTextContent("−₹2,500.003 NovBalance ₹7,500.00");
    expect(cards[2]).toHaveTextContent("+₹8,261.67");
  });

  it("is asked for by the days that were chosen, and the address says which", async () => {
    const { user, asked, address } = await open();
    await table();
    const days = () => {
      const { from, to, account } = asked.at(-1)?.query ?? {};
      return [from, to, account];
    };
    expect(days()).toEqual(["2026-11-01", "2026-11-26", "available"]);
    await user.click(screen.getByRole("button", { name: "Last month" }));
    await waitFor(() => {
      expect(days()).toEqual(["2026-10-01", "2026-10-31", "available"]);
    });
    await user.click(screen.getByRole("button", { name: "Financial year" }));
    await waitFor(() => {
      expect(days()).toEqual(["2026-04-01", "2026-11-26", "available"]);
    });
    await user.click(screen.getByRole("button", { name: "Held" }));
    await waitFor(() => {
      expect(days()).toEqual(["2026-04-01", "2026-11-26", "held"]);
    });
    expect(address()).toBe("/?period=financial-year&account=held");
    await user.click(screen.getByRole("button", { name: "Other days" }));
    expect(await screen.findByLabelText("First day")).toHaveValue("2026-04-01");
    expect(screen.getByLabelText("Last day")).toHaveAttribute("max", "2026-11-26");
  });

  it("says whether anything can still be added to it", async () => {
    const { user } = await open("/", statement(), statement({ final: true }));
    expect(await screen.findByText("Not final")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Last month" }));
    expect(await screen.findByText("Final")).toBeVisible();
    expect(screen.queryByText("Not final")).toBeNull();
  });

  it("carries its balance from page to page", async () => {
    const { user, asked } = await open(
      "/",
      statement({ line_count: 2, lines: [line()], next_after: 7 }),
      statement({ line_count: 2, lines: [CREDIT] }),
    );
    const rows = within(await table()).getAllByRole("row");
    expect(rows.at(-1)).toHaveTextContent("Carried forward₹7,500.00");
    await user.click(screen.getByRole("button", { name: "Next lines" }));
    await waitFor(async () => {
      expect(within(await table()).getAllByRole("row")[1]).toHaveTextContent(
        "Brought forward₹7,500.00",
      );
    });
    expect(asked.at(-1)?.query.after).toBe("7");
    expect(
      within(await table())
        .getAllByRole("row")
        .at(-1),
    ).toHaveTextContent("Closing balance₹15,761.67");
  });

  it("begins at its first line again when other days or another account are chosen", async () => {
    const { user, asked, address } = await open("/?after=7");
    await table();
    expect(asked.at(-1)?.query.after).toBe("7");
    await user.click(screen.getByRole("button", { name: "Held" }));
    await waitFor(() => {
      expect(address()).toBe("/?account=held");
    });
    expect(asked.at(-1)?.query.after).toBeUndefined();
  });

  it("has nothing but its balance where nothing was booked, and is a statement all the same", async () => {
    await open("/", statement({ line_count: 0, lines: [], credit_count: 0, debit_count: 0 }));
    expect(await screen.findByText("Nothing was booked in these days")).toBeVisible();
    expect(screen.queryByRole("table")).toBeNull();
    expect(screen.getByRole("button", { name: "Download PDF" })).toBeEnabled();
  });

  it("is told why there is none", async () => {
    await open(
      "/",
      refusal(422, "statement_period_invalid", { detail: "It ends before it begins." }),
    );
    expect(await screen.findByText("It ends before it begins.")).toBeVisible();
    expect(screen.getByText(/a year at most/)).toBeVisible();
  });

  it("is handed over as a file under the API's name, whole whatever page is shown", async () => {
    const csv = () =>
      new HttpResponse("line\n", {
        headers: {
          "Content-Type": "text/csv",
          "Content-Disposition": 'attachment; filename="statement-available-x.csv"',
        },
      });
    const { user, asked } = await open("/?after=7", statement({ account: "held" }), csv);
    await user.click(await screen.findByRole("button", { name: "Download CSV" }));
    await waitFor(() => {
      expect(saved.map(({ name }) => name)).toEqual(["statement-available-x.csv"]);
    });
    expect(asked.at(-1)?.query).toEqual({
      account: "held",
      from: "2026-11-01",
      to: "2026-11-26",
      format: "csv",
    });
  });

  it("that is too long for paper says how long, and what to do", async () => {
    const { user } = await open(
      "/",
      statement(),
      refusal(422, "export_too_large", { rows: 2_412, maximum_rows: 2_000 }),
    );
    await user.click(await screen.findByRole("button", { name: "Download PDF" }));
    expect(await screen.findByText("This is too long for paper")).toBeVisible();
    expect(screen.getByText(/It has 2,412 lines, and a PDF has room for 2,000/)).toBeVisible();
    expect(saved).toEqual([]);
  });
});

describe("the address of a statement", () => {
  it.each([
    [
      { period: "last-month", account: "held" },
      { period: "last-month", account: "held" },
    ],
    [
      { from: "2026-03-01", to: "2026-03-31" },
      { period: "free", from: "2026-03-01", to: "2026-03-31" },
    ],
    [{ period: "free", from: "2026-03-01" }, {}],
    [{ period: "next-month", account: "mine", after: "x" }, {}],
  ])("%j means %j", (given, meant) => {
    expect(readStatementSearch(given)).toEqual(meant);
  });
});
