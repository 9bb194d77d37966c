/** A report, by clicks: asked for, watched, read down to what is counted in it, and taken as a file. */
import { readFile } from "node:fs/promises";
import { newAmount, newReference, printed } from "./platform";
import { expect, fillPayout, test } from "./stage";

test("a payout is in the report of the day, which leads to it and leaves as a file", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("report")];
  await platform.script("ok", amount);
  const page = await visit("/payouts/new");
  await (await fillPayout(page, { amount, reference })).click();
  await expect(page.getByRole("heading", { name: "To Kumily Cardamom Growers" })).toBeVisible();
  const [payout] = await platform.payoutsCalled(reference);
  if (!payout) throw new Error("it was not sent");
  await platform.untilPayoutIs(payout.id, "completed");

  await page
    .getByRole("navigation", { name: "Places" })
    .getByRole("link", { name: "Reports", exact: true })
    .click();
  await expect(page.getByRole("heading", { name: "Reports", level: 1 })).toBeVisible();
  await page.getByLabel("About").selectOption("Payouts");
  // Of one day, by the clock that other stories have moved: what is behind a row is told up to a
  // number.
  const { now } = await platform.get<{ now: string }>("sandbox/clock/");
  const today = new Date(Date.parse(now) + 5.5 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel("First day").fill(today);
  await page.getByLabel("Last day").fill(today);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Payouts", level: 1 })).toBeVisible();

  // It is made in the background, and comes by itself.
  const rows = page.getByRole("table", { name: "Rows of the report" });
  await expect(rows).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("table", { name: "Totals" })).toContainText("Total");
  const mode = rows.getByRole("row").filter({ hasText: payout.mode });
  await mode.getByRole("button").click();
  const thing = page.getByRole("link", { name: `payout/${payout.id}` });
  await expect(thing).toBeVisible();

  const begun = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const file = await begun;
  expect(file.suggestedFilename()).toMatch(/^payouts-\d{4}-\d{2}-\d{2}-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  expect(lines[0]).toContain("paid_minor");
  expect(lines.at(-1)).toContain("Total,INR");

  await thing.click();
  await expect(page.getByRole("heading", { name: "To Kumily Cardamom Growers" })).toBeVisible();
  await expect(page.getByText(printed(amount)).first()).toBeVisible();
});
