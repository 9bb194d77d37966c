import { render, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Table, type Column } from "./table";

interface Row {
  id: number;
  name: string;
  amount: string;
}

const COLUMNS: Column<Row>[] = [
  { name: "Id", cell: ({ id }) => id },
  { name: "Name", card: "title", cell: ({ name }) => name },
  { name: "Note", hideBelow: "lg", cell: () => "note" },
  { name: "State", card: "line", cell: () => "fine" },
  { name: "Amount", right: true, card: "amount", cell: ({ amount }) => amount },
];
const ROWS = [
  { id: 1, name: "Asha", amount: "₹1.00" },
  { id: 2, name: "Vikram", amount: "₹2.00" },
];

function open(more: Partial<Parameters<typeof Table<Row>>[0]> = {}) {
  const { container } = render(
    <Table caption="People" columns={COLUMNS} rows={ROWS} keyOf={({ id }) => id} {...more} />,
  );
  return {
    whole: container.firstElementChild,
    table: screen.getByRole("table", { name: "People" }),
    cards: screen.getByRole("list", { name: "People" }),
  };
}

describe("a table", () => {
  it("has a heading over every column, numbers on the right, and what gives way first", () => {
    const { table } = open();
    const headings = within(table).getAllByRole("columnheader");
    expect(headings.map(({ textContent }) => textContent)).toEqual(COLUMNS.map(({ name }) => name));
    expect(headings[4]).toHaveClass("text-right");
    expect(headings[2]).toHaveClass("max-lg:hidden");
    const cells = within(table).getAllByRole("cell");
    expect(cells[2]).toHaveClass("max-lg:hidden");
    expect(cells[4]).toHaveClass("text-right");
  });

  it("is cards below 640 px: title and amount, then lines; the rest is left out", () => {
    const { table, cards } = open();
    expect(table.parentElement).toHaveClass("max-sm:hidden");
    expect(cards).toHaveClass("sm:hidden");
    expect(
      within(cards)
        .getAllByRole("listitem")
        .map(({ textContent }) => textContent),
    ).toEqual(["Asha₹1.00fine", "Vikram₹2.00fine"]);
  });

  it("has one link a row, as large as the row, in both", () => {
    const { table, cards } = open({
      link: (row, content, className) => (
        <a href={`/people/${row.id}`} className={className}>
          {content}
        </a>
      ),
    });
    for (const face of [table, cards]) {
      const links = within(face).getAllByRole("link");
      expect(links.map((link) => link.getAttribute("href"))).toEqual(["/people/1", "/people/2"]);
      for (const link of links) expect(link).toHaveClass("after:absolute", "after:inset-0");
    }
  });

  it("is dimmed and busy while other rows are on their way", () => {
    const { whole } = open({ stale: true });
    expect(whole).toHaveClass("opacity-60");
    expect(whole).toHaveAttribute("aria-busy", "true");
  });

  it("is neither while they are there", () => {
    const { whole } = open();
    expect(whole).not.toHaveClass("opacity-60");
    expect(whole).toHaveAttribute("aria-busy", "false");
  });

  it("colours the rows it is told to, in both", () => {
    const { table, cards } = open({ toneOf: ({ id }) => (id === 2 ? "bg-bad-soft" : undefined) });
    expect(within(table).getAllByRole("row")[2]).toHaveClass("bg-bad-soft");
    expect(within(table).getAllByRole("row")[1]).not.toHaveClass("bg-bad-soft");
    expect(within(cards).getAllByRole("listitem")[1]).toHaveClass("bg-bad-soft");
  });
});
