/** Money that nobody knows what it is for: two operators say whose it is, or send it back. */
import type { Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { atTheDesk, confirm, factsIn, propose, untilListed } from "./back-office";
import { demo } from "./demo";
import { Outside } from "./instance";
import { newMerchant, type Merchant } from "./merchants";
import { newAmount, printed } from "./platform";
import { expect, test } from "./stage";

const SUSPENSE = "/admin/suspense/";

test("a transfer that names nobody is given to a merchant by two, and the ledger leads from it to the merchant and back", async ({
  request,
  browser,
}) => {
  const amount = newAmount();
  const merchant = await newMerchant(request, "Found Foods");
  const utr = `STORY${randomUUID().slice(0, 8).toUpperCase()}`;
  await new Outside(request).bank("credits", {
    virtual_account: `NOBODY${utr}`,
    amount_paise: amount,
    payer_name: "Kochi Tea Stall",
    utr,
    notify: true,
  });

  const one = await atTheDesk(browser, demo.operator, SUSPENSE);
  await untilListed(one, SUSPENSE, asked(one, utr));
  await expect(asked(one, utr)).toContainText(printed(amount));
  await asked(one, utr).getByRole("link", { name: "decide" }).click();
  const assigning = one.getByRole("form", { name: "Propose: assign" });
  await assigning.getByLabel("Merchant").fill(merchant.id);
  await assigning.getByLabel("Note").fill("The payer wrote to us");
  await propose(one, "assign");
  const other = await atTheDesk(browser, demo.second_operator, SUSPENSE);
  await asked(other, utr).getByRole("link", { name: "decide" }).click();
  await expect(other.getByText(merchant.name).first()).toBeVisible();
  await confirm(other, "assign");
  await other.goto(SUSPENSE);
  await expect(other.getByText("In the ledger")).toBeVisible();
  await expect(asked(other, utr)).toHaveCount(0);
  await other.context().close();

  await followed(one, { utr, amount, merchant });
  await one.context().close();
});

test("a payment that nobody asked for is sent back by two", async ({ request, browser }) => {
  const amount = newAmount();
  const outside = new Outside(request);
  const payment = await outside.gateway<{ id: string }>("bank-transfer", {
    account_number: `NOBODY${randomUUID().slice(0, 8)}`,
    amount_minor: amount,
    name: "Kochi Tea Stall",
  });

  const one = await atTheDesk(browser, demo.operator, SUSPENSE);
  await untilListed(one, SUSPENSE, asked(one, payment.id));
  await expect(asked(one, payment.id)).toContainText(printed(amount));
  await asked(one, payment.id).getByRole("link", { name: "decide" }).click();
  await propose(one, "return");
  const other = await atTheDesk(browser, demo.second_operator, SUSPENSE);
  await asked(other, payment.id).getByRole("link", { name: "decide" }).click();
  await confirm(other, "return");
  await other.goto(SUSPENSE);
  await expect(other.getByText("In the ledger")).toBeVisible();
  await expect(asked(other, payment.id)).toHaveCount(0);
  await one.context().close();
  await other.context().close();
});

/** The line of the queue about this money. */
function asked(desk: Page, name: string) {
  return desk.getByRole("row").filter({ hasText: name });
}

interface Found {
  utr: string;
  amount: number;
  merchant: Merchant;
}

/** From the subject to its entries, from one of them to an account, and on to whose that is. */
async function followed(desk: Page, { utr, amount, merchant }: Found): Promise<void> {
  const mine = `merchant/${merchant.id}/available/INR`;
  await desk.getByRole("link", { name: "Ledger", exact: true }).click();
  await desk.getByLabel("Subject (payout/<id> …)").fill(`credit/simbank/${utr}`);
  await desk.getByRole("button", { name: "Show", exact: true }).click();
  const entries = desk.locator(".results tbody tr");
  await expect(entries).toHaveCount(2);
  await expect(entries.filter({ hasText: printed(amount) })).toHaveCount(2);
  await entries.filter({ hasText: "/explained" }).getByRole("link").first().click();
  await expect(desk.getByRole("link", { name: "platform/suspense/INR" })).toBeVisible();
  const entry = new URL(desk.url()).pathname;

  await desk.getByRole("link", { name: mine }).click();
  await expect(desk.getByRole("heading", { name: mine })).toBeVisible();
  expect((await factsIn(desk.locator("#content")))["Holds now"]).toBe(printed(amount));
  await desk.getByLabel(/^Balance at a moment/).fill("2020-01-31 14:00");
  await desk.getByRole("button", { name: "Show", exact: true }).click();
  const then = await factsIn(desk.locator("#content"));
  expect([then["Holds now"], then["Held, as recorded by then"]]).toEqual([
    printed(amount),
    printed(0),
  ]);

  // The only line there is leads back to the entry.
  await desk.locator(".results tbody").getByRole("link").first().click();
  await expect(desk).toHaveURL(entry);
  await desk.getByRole("link", { name: `merchant/${merchant.id}`, exact: true }).click();
  await expect(desk.getByRole("heading", { name: merchant.name })).toBeVisible();
  await desk.goBack();
  await desk
    .getByRole("row")
    .filter({ has: desk.getByRole("link", { name: `merchant/${merchant.id}`, exact: true }) })
    .getByRole("link", { name: "entries about it" })
    .click();
  await expect(desk.locator(`.results a[href="${entry}"]`)).toBeVisible();
}
