import { readFileSync } from "node:fs";
import { malabar } from "./demo";
import { newAmount, newReference, printed } from "./platform";
import { expect, fillPayout, lineWith, test } from "./stage";

test("a payout for tomorrow is cancelled, and its money was never gone", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("cancel")];
  const page = await visit("/payouts/new");
  await fillPayout(page, { amount, reference });
  await page.getByText("How, when and what for …").click();
  await page.getByLabel("Not before").fill(inDays(2, await platform.aheadMs()));
  await expect(page.getByText("later")).toBeVisible();
  await page.getByRole("button", { name: `Send ${printed(amount)}` }).click();
  await page.getByRole("button", { name: "Cancel payout" }).click();
  const dialog = page.getByRole("dialog", { name: "Cancel this payout?" });
  await dialog.getByRole("button", { name: `Cancel ${printed(amount)}` }).click();
  await expect(dialog).toHaveCount(0);
  await expect(happened(page, /^Cancelled/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel payout" })).toHaveCount(0);
  const [payout] = await platform.payoutsCalled(reference);
  expect(payout?.status).toBe("cancelled");
});

test("a refusal set in the sandbox is told with the bank's words, and paid again", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("refused")];
  const page = await visit("/sandbox");
  await page.getByLabel("What the bank does").selectOption("account_closed");
  await page.getByRole("button", { name: "Set it" }).click();
  await expect(page.getByText("It strikes the next payout")).toBeVisible();
  await page.getByRole("link", { name: "send something" }).click();
  await (await fillPayout(page, { amount, reference })).click();
  await expect(happened(page, /^Failed/)).toBeVisible();
  await expect(happened(page, /the bank said: refused/)).toBeVisible();
  await expect(page.getByText(`${printed(amount)} is available again`)).toBeVisible();

  await platform.script("ok", amount);
  await page.getByRole("link", { name: "Pay again" }).click();
  await expect(page.getByRole("heading", { name: "Pay again" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Your reference" })).toHaveValue(reference);
  await page.getByRole("button", { name: `Send ${printed(amount)}` }).click();
  await expect(happened(page, /^Completed/)).toBeVisible();
  await page.getByRole("link", { name: "the earlier payout" }).click();
  await expect(happened(page, /^Failed/)).toBeVisible();
  const [again, failed, ...others] = await platform.payoutsCalled(reference);
  expect(again?.retry_of).toBe(failed?.id);
  expect(others).toEqual([]);
});

test("a payout that is returned an hour later is seen to come back when the clock is moved", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("returned")];
  await platform.script("returned", amount, { after_seconds: "3000" });
  const sent = await platform.send({ amount_paise: amount, reference });
  await platform.untilPayoutIs(sent.id, "completed");
  const page = await visit(`/payouts/${sent.id}`);
  await expect(happened(page, /^Completed/)).toBeVisible();
  const sandbox = await visit("/sandbox");
  await sandbox.getByRole("button", { name: "+ 1 hour" }).click();
  await expect(happened(page, /^Returned by the bank/)).toBeVisible();
  await expect(page.getByText("The bank returned it:")).toContainText(printed(amount));
  await expect(page.getByText("Returned", { exact: true })).toBeVisible();
  await expect(sandbox.getByText(/ahead$/)).toBeVisible();
});

test("an answer that is lost is shown as doubt, and then as what the bank knows", async ({
  visit,
  platform,
}) => {
  const page = await visit("/payouts/new");
  const doubt = happened(page, /^In doubt/);
  let reference = "";
  // The statement of the day is fetched by the minute, and may tell of it before anybody has to doubt.
  for (let isDoubted = false; !isDoubted; isDoubted = await doubt.isVisible()) {
    const amount = newAmount();
    reference = newReference("doubt");
    await platform.script("timeout_after+lost_hooks", amount);
    await page.goto(`/m/${malabar.id}/payouts/new`);
    await (await fillPayout(page, { amount, reference })).click();
    const told = happened(page, /^The bank’s statement shows/);
    await expect(doubt.or(told).first()).toBeVisible({ timeout: 60_000 });
  }
  await expect(happened(page, /^Completed/)).toBeVisible({ timeout: 60_000 });
  expect(await platform.payoutsCalled(reference)).toHaveLength(1);
});

test("the list is filtered in its address and exported as it is filtered", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("export")];
  await platform.script("ok", amount);
  const sent = await platform.send({ amount_paise: amount, reference, narration: "Export story" });
  await platform.untilPayoutIs(sent.id, "completed");
  const page = await visit("/payouts");
  await page.getByRole("searchbox", { name: "Search by name" }).fill(reference);
  await page.getByRole("button", { name: "Completed" }).click();
  await expect(page).toHaveURL(new RegExp(`search=${reference}`));
  await expect(page).toHaveURL(/status=completed/);
  await page.reload();
  await expect(lineWith(page, printed(amount))).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(2);

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^payouts-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await file.path(), "utf8")
    .trim()
    .split(/\r?\n/);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(sent.id);
  expect(lines[1]).toContain(reference);

  await page.getByRole("searchbox", { name: "Search by name" }).fill("nobody is called this");
  await expect(page.getByText("No payout fits")).toBeVisible();
  await page.getByRole("button", { name: "Show all payouts" }).click();
  await expect(page).not.toHaveURL(/search=/);
});

/** A line of the timeline. */
function happened(page: Parameters<typeof lineWith>[0], what: RegExp) {
  return page
    .getByRole("list", { name: "What happened" })
    .getByRole("listitem")
    .filter({ hasText: what })
    .first();
}

/** For a field of date and time, which is where one is: in India. */
function inDays(days: number, aheadMs: number): string {
  const indian = 5.5 * 3_600_000;
  return new Date(Date.now() + aheadMs + indian + days * 86_400_000).toISOString().slice(0, 16);
}
