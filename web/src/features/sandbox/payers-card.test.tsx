import { screen } from "@testing-library/react";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { show } from "@/testing/render";
import { MERCHANT_ID } from "@/testing/world";
import { CARDS, PayersCard } from "./payers-card";

test("every card does what the simulated gateway says of it", () => {
  const page = readFileSync("../src/simulators/README.md", "utf8");
  const theirs = new Map(
    [...page.matchAll(/^\| (\d{16}) \| `([a-z_0-9]+)` \|/gm)].map(([, number, name]) => [
      number,
      name,
    ]),
  );
  expect(theirs.size).toBeGreaterThan(60);
  for (const card of CARDS)
    expect([card.number, theirs.get(card.number)]).toEqual([card.number, card.behaviour]);
});

test("a card stands there as it is printed, beside the way to use it", async () => {
  await show(<PayersCard />);
  expect(screen.getAllByText("4000 0000 0000 0119").length).toBeGreaterThan(0);
  expect(screen.getByRole("link", { name: "Add money" })).toHaveAttribute(
    "href",
    `/m/${MERCHANT_ID}/deposits/new`,
  );
});
