/** The books, by clicks: they close with what there is, leave as files, and remember who did what. */
import type { Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { newAmount, newReference, printed } from "./platform";
import { expect, fillPayout, test } from "./stage";

/** The link in the rail; the page may say the same word. */
async function goTo(page: Page, place: string): Promise<void> {
  await page
    .getByRole("navigation", { name: "Places" })
    .getByRole("link", { name: place, exact: true })
    .click();
  await expect(page.getByRole("heading", { name: place, level: 1 })).toBeVisible();
}

async function download(page: Page, button: string): Promise<{ name: string; content: Buffer }> {
  const begun = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const file = await begun;
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}

test("a payout is in the statement, which closes with the balance of the overview, and in the audit log", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("books")];
  await platform.script("ok", amount);
  const page = await visit("/payouts/new");
  await (await fillPayout(page, { amount, reference })).click();
  await expect(page.getByRole("heading", { name: "To Kumily Cardamom Growers" })).toBeVisible();
  const [payout] = await platform.payoutsCalled(reference);
  if (!payout) throw new Error("it was not sent");
  await platform.untilPayoutIs(payout.id, "completed");

  await goTo(page, "Statement");
  const line = page.getByRole("row").filter({ hasText: reference });
  const next = page.getByRole("button", { name: "Next lines" });
  await expect(page.getByText("Closing balance").first()).toBeVisible();
  while ((await next.count()) > 0 && (await next.isEnabled())) {
    const before = await page.getByRole("row").nth(2).textContent();
    await next.click();
    await expect(page.getByRole("row").nth(2)).not.toHaveText(before ?? "");
  }
  await expect(line).toContainText(printed(amount + payout.fee_paise + payout.tax_paise));

  // Others may be paid meanwhile: both are read until nothing has happened in between.
  await expect(async () => {
    const { available_paise: before } = await platform.balance();
    await goTo(page, "Overview");
    await expect(page.getByText(printed(before)).first()).toBeVisible({ timeout: 5_000 });
    await goTo(page, "Statement");
    const closing = page.locator("dl").getByText("Closing balance").locator("xpath=..");
    await expect(closing).toContainText(printed(before), { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });

  const csv = await download(page, "Download CSV");
  expect(csv.name).toMatch(/^statement-available-\d{4}-\d{2}-01-\d{4}-\d{2}-\d{2}\.csv$/);
  const rows = csv.content.toString("utf8").trim().split("\r\n");
  expect(rows.filter((row) => row.includes(reference))).toHaveLength(1);
  expect(rows.at(-1)).toContain("Closing balance");
  const pdf = await download(page, "Download PDF");
  expect(pdf.name).toMatch(/^statement-available-.*\.pdf$/);
  expect(pdf.content.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.content.length).toBeGreaterThan(10_000);

  await goTo(page, "Audit log");
  await page.getByRole("textbox", { name: "Subject" }).fill(`payout/${payout.id}`);
  await page.getByRole("textbox", { name: "Action" }).fill("payout.create");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  const record = page.getByRole("list", { name: "Records, newest first" }).getByRole("listitem");
  await expect(record).toHaveCount(1);
  await expect(record).toContainText("Payout: create");
  await expect(record).toContainText(printed(amount));
  await record.getByRole("link", { name: `payout/${payout.id}` }).click();
  await expect(page.getByRole("heading", { name: "To Kumily Cardamom Growers" })).toBeVisible();
});

test("a fee is asked for, and promised", async ({ visit }) => {
  const page = await visit("/billing");
  await expect(page.getByRole("row").filter({ hasText: "Payout" })).toBeVisible();
  await page.getByRole("textbox", { name: "Of" }).fill("5000");
  await page.getByRole("button", { name: "Ask for the fee" }).click();
  await expect(page.getByText("Leaves your account")).toBeVisible();
  await expect(page.getByText("Promised until")).toBeVisible();
});
