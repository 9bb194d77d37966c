import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { Deposit, PageOf, Refund } from "../src/api/client";
import { newAmount, newReference, printed, type Platform } from "./platform";
import { expect, lineWith, test } from "./stage";

test("money is added on the payment page, seen to be pending and then available, and a part goes back", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("added")];
  const page = await visit("/deposits");
  await page.getByRole("link", { name: "Add money" }).first().click();
  await page.getByRole("textbox", { name: "Amount" }).fill(String(amount / 100));
  await page.getByRole("textbox", { name: "Description" }).fill("Twelve bags of cardamom");
  await page.getByRole("textbox", { name: "Your reference" }).fill(reference);
  await expect(page.getByText("Nothing moves before somebody pays there.")).toBeVisible();
  await page.getByRole("button", { name: `Add ${printed(amount)}` }).click();

  await expect(page).toHaveURL(/\/gateway\/checkout\/pi_/);
  await expect(page.getByText("Twelve bags of cardamom")).toBeVisible();
  await payByCard(page, "4000000000000002");

  await expect(page).toHaveURL(/\/deposits\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: "Twelve bags of cardamom" })).toBeVisible();
  await expect(happened(page, /^Paid: the money is pending/)).toBeVisible();
  const asked = await theDeposit(platform, reference);
  expect(asked.credited_paise).toBe(amount);
  expect(["captured", "cleared"]).toContain(asked.status);
  // Pending for twenty seconds, in this profile.
  await expect(happened(page, /^Cleared: the money is available/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Available", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Refund" }).click();
  const dialog = page.getByRole("dialog", { name: "Refund this deposit?" });
  await dialog.getByRole("button", { name: "A part" }).click();
  await dialog.getByRole("textbox", { name: "Amount" }).fill("100");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("One bag was wet");
  await dialog.getByRole("button", { name: "Refund ₹100.00" }).click();
  await expect(dialog).toHaveCount(0);
  const refunds = page.getByRole("list", { name: "Refunds" });
  await expect(refunds.getByText("One bag was wet")).toBeVisible();
  await expect(refunds.getByText("Given back")).toBeVisible();
  await expect(happened(page, /^Refund given back/)).toBeVisible();
  await expect(happened(page, /^Refunded by the payment gateway/)).toContainText("₹100.00");
  const { results } = await platform.get<PageOf<Refund>>(`deposits/${asked.id}/refunds/`);
  expect(results.map((each) => [each.amount_paise, each.status])).toEqual([[10_000, "processed"]]);

  await page.getByRole("link", { name: "Deposits" }).first().click();
  await expect(lineWith(page, "Twelve bags of cardamom").first()).toBeVisible();
});

test("dollars come in at the rate that was promised, with the paper that says so", async ({
  visit,
  platform,
}) => {
  const reference = newReference("dollars");
  const page = await visit("/deposits/new");
  await page.getByRole("button", { name: "USD" }).click();
  await page.getByRole("textbox", { name: "Amount" }).fill("1250");
  const rate = page.getByRole("region", { name: "The rate" });
  await expect(rate.getByRole("timer")).toHaveText(/^1[45]:\d\d$/);
  const promised = await rate.getByText(/^₹[\d,]+\.\d\d$/).textContent();
  await page.getByRole("textbox", { name: "Your reference" }).fill(reference);
  await page.getByRole("button", { name: "Add $1,250.00" }).click();
  await expect(page.getByText("Choose what it is for.")).toBeVisible();
  await page.getByRole("combobox", { name: "What it is paid for" }).selectOption("P0104");
  await page.getByRole("button", { name: "Add $1,250.00" }).click();
  await expect(page).toHaveURL(/\/gateway\/checkout\/pi_/);
  await payByCard(page, "4000000000000002");

  await expect(happened(page, /^Paid: the money is pending/)).toBeVisible();
  await expect(page.getByText("as it was promised")).toBeVisible();
  await expect(page.getByText(promised ?? "nothing").first()).toBeVisible();
  const deposit = await theDeposit(platform, reference);
  expect([deposit.amount_minor, deposit.currency, deposit.purpose_code]).toEqual([
    125_000,
    "USD",
    "P0104",
  ]);
  expect(printed(deposit.credited_paise ?? 0)).toBe(promised);

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Remittance advice (PDF)" }).click();
  const paper = await saved;
  expect(paper.suggestedFilename()).toBe(`remittance-advice-${deposit.id}.pdf`);
  expect(
    readFileSync(await paper.path())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
});

test("a card that is declined is told with its reason, and nothing came in", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("declined")];
  const page = await visit("/deposits/new");
  await page.getByRole("textbox", { name: "Amount" }).fill(String(amount / 100));
  await page.getByRole("textbox", { name: "Your reference" }).fill(reference);
  await page.getByRole("button", { name: `Add ${printed(amount)}` }).click();
  await expect(page).toHaveURL(/\/gateway\/checkout\/pi_/);
  await payByCard(page, "4000000000000119");
  await expect(page.getByRole("alert")).toContainText("does not cover the payment");
  await page.getByRole("link", { name: "Leave without paying" }).click();

  await expect(page).toHaveURL(/\/deposits\/[0-9a-f-]{36}$/);
  await expect(happened(page, /^Failed/)).toBeVisible();
  await expect(page.getByText("The payer’s account did not cover it.").first()).toBeVisible();
  const deposit = await theDeposit(platform, reference);
  expect([deposit.status, deposit.credited_paise]).toEqual(["failed", null]);
  await page.getByRole("link", { name: "Add money again" }).click();
  await expect(page.getByRole("heading", { name: "Add money" })).toBeVisible();
});

test("a deposit nobody has paid is cancelled from its page, to which back leads from the payment page", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("unpaid")];
  const page = await visit("/deposits/new");
  await page.getByRole("textbox", { name: "Amount" }).fill(String(amount / 100));
  await page.getByRole("textbox", { name: "Your reference" }).fill(reference);
  await page.getByRole("button", { name: `Add ${printed(amount)}` }).click();
  await expect(page).toHaveURL(/\/gateway\/checkout\/pi_/);
  await page.goBack();
  await expect(page.getByText("Waiting for the payer").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Go to the payment page" })).toHaveAttribute(
    "href",
    /\/gateway\/checkout\/pi_/,
  );
  await page.getByRole("button", { name: "Cancel deposit" }).click();
  const dialog = page.getByRole("dialog", { name: "Cancel this deposit?" });
  await dialog.getByRole("button", { name: `Cancel ${printed(amount)}` }).click();
  await expect(dialog).toHaveCount(0);
  await expect(happened(page, /^Cancelled/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel deposit" })).toHaveCount(0);
  expect((await theDeposit(platform, reference)).status).toBe("cancelled");
});

/** The hosted page, by clicks. */
async function payByCard(page: Page, card: string): Promise<void> {
  await page.getByRole("textbox", { name: "Card number" }).fill(card);
  await page.getByRole("button", { name: /^Pay / }).first().click();
}

/** A line of the timeline. */
function happened(page: Page, what: RegExp) {
  return page
    .getByRole("list", { name: "What happened" })
    .getByRole("listitem")
    .filter({ hasText: what })
    .first();
}

async function theDeposit(platform: Platform, reference: string): Promise<Deposit> {
  const { results } = await platform.get<PageOf<Deposit>>("deposits/", { reference });
  const [found, ...others] = results;
  expect(others).toEqual([]);
  if (!found) throw new Error(`there is no deposit called ${reference}`);
  return found;
}
