/** The books as operators read them: the trial balance, the banks' days, the gateways' reports. */
import type { Locator, Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import type { PageOf, Refund } from "../src/api/client";
import { atTheDesk, confirm, factsIn, propose, untilListed } from "./back-office";
import { demo } from "./demo";
import { Outside } from "./instance";
import { indianDay, newAmount, newReference, type Platform, printed } from "./platform";
import { expect, test } from "./stage";

test("the trial balance comes to nothing, leads to an account as it was then, and leaves as a file", async ({
  browser,
}) => {
  const desk = await atTheDesk(browser, demo.operator, "/admin/trial-balance/");
  const rupees = desk
    .getByRole("row")
    .filter({ hasText: "as it must be" })
    .filter({ hasText: "INR" });
  await expect(rupees).toContainText("₹0.00");
  await expect(desk.getByText("Stop, and verify")).toHaveCount(0);

  const moment = "2026-01-31 14:00";
  await desk.getByLabel(/^At a moment/).fill(moment);
  await desk.getByRole("button", { name: "Show", exact: true }).click();
  await expect(desk.getByText("as the book said it then")).toBeVisible();
  await desk.getByRole("link", { name: "nostro", exact: true }).first().click();
  await expect(desk.getByLabel("Kind")).toHaveValue("nostro");
  await expect(desk.getByLabel(/^At a moment/)).toHaveValue(moment);
  await desk.getByRole("link", { name: "bank/simbank/nostro/INR" }).click();
  await expect(desk.getByRole("heading", { name: "bank/simbank/nostro/INR" })).toBeVisible();
  await expect(desk.getByText("Held, as recorded by then")).toBeVisible();

  await desk.goto("/admin/trial-balance/");
  const saved = desk.waitForEvent("download");
  await desk.getByRole("button", { name: "Download CSV …" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe("trial-balance.csv");
  const [head = "", ...rows] = readFileSync(await file.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(head).toBe("address,kind,currency,balance_minor,balance");
  const minor = rows
    .map((row) => row.split(","))
    .filter((row) => row[2] === "INR")
    .map((row) => Number(row[3]));
  expect(minor.length).toBeGreaterThan(5);
  expect(minor.reduce((sum, each) => sum + each, 0)).toBe(0);
  await desk.context().close();
});

test("a line that the bank tells twice is in question on its day, and noted once two have looked", async ({
  request,
  platform,
  browser,
}) => {
  const outside = new Outside(request);
  const { day, reference, id } = await paidToday(platform);
  const fault = { date: day, fault: "double", new_id: true, client_reference: reference };
  await outside.bank("statement-faults", fault);
  try {
    // The file of the running day is fetched every minute.
    await platform.passTime(61);
    const desk = await atTheDesk(browser, demo.operator, "/admin/reconciliation/");
    const its = desk.getByRole("link", { name: day, exact: true }).first();
    await untilListed(desk, "/admin/reconciliation/", its);
    await its.click();
    const heading = (part: string) =>
      desk.getByRole("heading", { name: `simbank, ${day}: ${part}` });
    await expect(heading("matched")).toBeVisible();
    const place = new URL(desk.url()).pathname;
    const line = desk.locator(".results tbody tr").filter({ hasText: reference });
    await untilListed(desk, `${place}?part=mismatched`, line);
    await line.getByRole("link", { name: "decide" }).click();
    const question = new URL(desk.url()).pathname;
    await propose(desk, "accept");
    const other = await atTheDesk(browser, demo.second_operator, question);
    await confirm(other, "accept");
    await other.context().close();

    await desk.goto(place);
    await desk.locator("select[name=part]").selectOption("noted");
    await desk.getByRole("button", { name: "Show", exact: true }).click();
    await expect(heading("noted")).toBeVisible();
    await expect(line).toHaveCount(1);
    await expect(line.getByRole("link", { name: "decide" })).toHaveCount(0);
    await ledBack(desk, place, reference, id);
    await desk.context().close();
  } finally {
    await outside.mendStatements();
  }
});

test("a line of a gateway's report that we have otherwise is in question, and noted once two have looked", async ({
  request,
  platform,
  browser,
}) => {
  const outside = new Outside(request);
  const given = await givenBackInSilence(platform, outside);
  const desk = await atTheDesk(browser, demo.operator, "/admin/reconciliation/");
  await desk
    .getByRole("row", { name: /^Settlement reports of/ })
    .getByRole("link")
    .click();
  const day = indianDay(await platform.now());
  const reports = new URL(desk.url()).pathname;
  const place = `${reports}simgate/${day}/?part=mismatched`;
  const shown = `−${printed(given)}`;
  await untilListed(desk, place, desk.getByRole("row").filter({ hasText: shown }));
  await desk
    .getByRole("row")
    .filter({ hasText: shown })
    .getByRole("link", { name: /^setl_/ })
    .click();
  await expect(desk.getByRole("heading", { name: /^Settlement of/ })).toBeVisible();
  const report = new URL(desk.url()).pathname;
  const line = desk.getByRole("row").filter({ hasText: shown });
  await expect(line).toContainText("questioned");
  expect((await factsIn(desk.locator("#content"))).Difference).toBe("₹0.00");
  await line.getByRole("link", { name: "decide" }).click();
  await expect(desk.getByText("our refund is failed").first()).toBeVisible();
  const question = new URL(desk.url()).pathname;
  await propose(desk, "accept");
  const other = await atTheDesk(browser, demo.second_operator, question);
  await confirm(other, "accept");
  await other.context().close();
  await desk.goto("/admin/settlements/");
  await desk.locator(`a[href="${report}"]`).click();
  await expect(line).toContainText("noted");
  await expect(line.getByRole("link", { name: "decide" })).toHaveCount(0);
  await desk.context().close();
});

/** A payout that the bank has made; how the bank calls it, and on which of its days. */
async function paidToday(platform: Platform) {
  const amount = newAmount();
  await platform.script("ok", amount);
  const { id } = await platform.send({ amount_paise: amount });
  await platform.untilPayoutIs(id, "completed");
  const { attempts } = await platform.get<{ attempts: { client_reference: string }[] }>(
    `sandbox/payouts/${id}/truth/`,
  );
  const day = indianDay(await platform.now());
  return { id, day, reference: attempts[0]?.client_reference ?? "" };
}

/** From the line that is matched to its entry, to what that is about, and to all entries about it. */
async function ledBack(desk: Page, place: string, reference: string, id: string): Promise<void> {
  const line = desk.locator(".results tbody tr").filter({ hasText: reference });
  await leafThrough(desk, `${place}?part=matched`, line);
  await line.locator('a[href^="/admin/ledger/entries/"]').click();
  await desk.getByRole("link", { name: `payout/${id}`, exact: true }).click();
  await expect(desk.getByRole("heading", { name: /^Payout of/ })).toBeVisible();
  await desk.getByRole("link", { name: `payout/${id}`, exact: true }).click();
  await expect(desk.getByRole("heading", { name: "Ledger" })).toBeVisible();
  await expect(
    desk.locator(".results tbody tr").filter({ hasText: `payout/${id}/` }),
  ).not.toHaveCount(0);
}

/** On one of the pages of the list at `path`: other stories' lines may fill the first ones. */
async function leafThrough(desk: Page, path: string, what: Locator): Promise<void> {
  for (let page = 1; page === 1 || ((await what.count()) === 0 && page < 20); page += 1) {
    await desk.goto(`${path}&page=${String(page)}`);
    await expect(desk.locator(".results tbody tr").first()).toBeVisible();
  }
  await expect(what).toHaveCount(1);
}

/**
 * The gateway gives a refund back, says nothing, and when asked says that it failed; the report of the
 * day has it all the same. How much it is, which nobody else gives back.
 */
async function givenBackInSilence(platform: Platform, outside: Outside): Promise<number> {
  const [part, reference] = [newAmount(), newReference("silent")];
  // So much that there is something to be paid out, whatever others have had back.
  const made = await platform.askForMoney({ amount_minor: 20 * part, currency: "INR", reference });
  await platform.payByCard(made, "4000000000000002");
  await outside.gateway("scenarios", {
    match: { object: "refund", amount_minor: part },
    behaviour: "contradicting_enquiry+lost_hooks",
  });
  const refunds = `deposits/${made.id}/refunds/`;
  await platform.post(refunds, { amount_paise: part, reason: "One bag was wet" });
  await expect
    .poll(async () => (await platform.get<PageOf<Refund>>(refunds)).results[0]?.status)
    .toBe("failed");
  // The gateway may have paid out by itself since: then there is something again.
  const more = { amount_minor: 2 * part, currency: "INR" as const };
  const again = await platform.askForMoney({ ...more, reference: newReference("more") });
  await platform.payByCard(again, "4000000000000002");
  await outside.gateway("settle", { currency: "INR" });
  return part;
}
