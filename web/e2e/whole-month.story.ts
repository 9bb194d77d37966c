/** The last story of all: the clock of the whole sandbox goes on by as much as a month. */
import { readFile } from "node:fs/promises";
import type { PageOf } from "../src/api/client";
import type { Invoice } from "../src/api/books";
import { formatPaise, paise } from "../src/money/money";
import { indianDay, newAmount, printed } from "./platform";
import { expect, lineWith, test } from "./stage";

test("what a deposit cost stands on a tax invoice when the month is over, made out as verified", async ({
  visit,
  platform,
}) => {
  test.setTimeout(600_000);
  const deposit = await platform.askForMoney({ amount_minor: newAmount() });
  await platform.payByCard(deposit, "4000000000000002");
  const page = await visit(`/deposits/${deposit.id}`);
  // Twenty seconds, in this profile.
  await expect(page.getByText("Available", { exact: true })).toBeVisible({ timeout: 60_000 });
  const { fee_paise: fee, tax_paise: tax } = await platform.deposit(deposit.id);
  expect([fee, tax].map((each) => each > 0)).toEqual([true, true]);
  await expect(page.getByText(printed(fee)).first()).toBeVisible();

  await page.goto(`/m/${platform.merchant.id}/billing`);
  await expect(lineWith(page, "Deposit").first()).toContainText("2 %+ 18 % GST");
  const { results: earlier } = await platform.get<PageOf<Invoice>>("invoices/");
  const month = indianDay(await platform.now()).slice(0, 7);
  // Nobody stays signed in for so long.
  await page.close();
  await platform.liveIntoNextMonth();
  let invoice: Invoice | undefined;
  await expect
    .poll(
      async () => {
        const { results } = await platform.get<PageOf<Invoice>>("invoices/");
        const isNew = ({ id }: Invoice) => earlier.every((each) => each.id !== id);
        // The month before may have been waiting for its own.
        invoice = results.find(
          (each) => isNew(each) && each.kind === "invoice" && each.period.startsWith(month),
        );
        return invoice;
      },
      { timeout: 240_000 },
    )
    .toBeTruthy();
  if (!invoice) throw new Error("there is none");

  const later = await visit("/billing");
  await lineWith(later, invoice.number).getByRole("link").click();
  await expect(later.getByRole("heading", { name: `Tax invoice ${invoice.number}` })).toBeVisible();
  await expect(later.getByText(formatPaise(paise(invoice.total_paise))).first()).toBeVisible();
  // As an operator verified it: with its GSTIN, and its state.
  await expect(later.getByText("32ZZZFM1001Q1ZW")).toBeVisible();
  await expect(later.getByText("18 Jew Town Road", { exact: false })).toBeVisible();
  await expect(later.locator(`a[href$="/deposits/${deposit.id}"]`).first()).toBeVisible();

  const begun = later.waitForEvent("download");
  await later.getByRole("button", { name: "Download PDF" }).click();
  const file = await begun;
  expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe("%PDF-");
});

test("a demo merchant shows what it said and showed of itself, and that it was believed", async ({
  visit,
}) => {
  const page = await visit("/verification");
  await expect(page.getByText("This merchant is verified", { exact: true })).toBeVisible();
  await expect(page.getByText("18 Jew Town Road", { exact: false })).toBeVisible();
  await expect(page.getByText("gst_certificate.pdf")).toBeVisible();
});
