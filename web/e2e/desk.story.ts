/** The back office, worked at as operators do: by clicks, two of them where two are needed. */
import type { Browser, Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import type { Payout } from "../src/api/client";
import { atTheDesk, factsIn } from "./back-office";
import { demo, malabar } from "./demo";
import { newMerchant } from "./merchants";
import { newAmount, newReference, printed } from "./platform";
import { expect, test } from "./stage";

test("a limit is proposed by one operator, and is to come once another has agreed", async ({
  browser,
}) => {
  // A tier that nobody has: what others tell stories about is limited as it was.
  const tier = `story-${randomUUID().slice(0, 8)}`;
  const one = await atTheDesk(browser, demo.operator, "/admin/terms/");
  await one
    .getByRole("row", { name: /^Limit/ })
    .getByRole("link")
    .click();
  await one.locator("input[name=tier]").fill(tier);
  await one.locator("select[name=window]").selectOption("day");
  await one.locator("input[name=maximum_paise]").fill("5000000");
  await one.locator("input[name=reason]").fill("A story is told");
  await one.getByRole("button", { name: "Propose" }).click();
  await expect(one.getByText("Nothing is done before somebody else approves.")).toBeVisible();
  const asked = new URL(one.url()).pathname;
  // Whoever asked can take it back and nothing else.
  await expect(one.getByRole("button", { name: "Approve" })).toHaveCount(0);
  await one.goto("/admin/terms/");
  await expect(limitOf(one, tier)).toHaveCount(0);

  const other = await atTheDesk(browser, demo.second_operator, "/admin/inbox/");
  await other.locator(`a[href="${asked}"]`).click();
  await expect(other.getByText("₹50,000.00").first()).toBeVisible();
  await other.getByRole("button", { name: "Approve" }).click();
  await expect(other.getByText("It is approved")).toBeVisible();
  await one.reload();
  await expect(limitOf(one, tier)).toContainText("at most ₹50,000.00");
  await leave(one, other);
});

test("a merchant is frozen from its page by one, and let go by two", async ({
  request,
  browser,
}) => {
  const merchant = await newMerchant(request, "Frozen Foods");
  const one = await found(browser, merchant.name);
  await one.getByRole("link", { name: "Let no money leave" }).click();
  await expect(one.locator("input[name=merchant]")).toHaveValue(merchant.id);
  await one.locator("input[name=reason]").fill("A court order");
  await one.getByRole("button", { name: "Freeze" }).click();
  await expect(one.getByText("no money leaves any more")).toBeVisible();
  await one.goto(`/admin/merchants/${merchant.id}/`);
  expect((await factsIn(one.locator("#content"))).Because).toBe("A court order");

  await one.getByRole("link", { name: "Propose to lift it" }).click();
  await one.locator("input[name=reason]").fill("The order was lifted");
  await one.getByRole("button", { name: "Propose" }).click();
  await expect(one.getByText("Nothing is done before somebody else approves.")).toBeVisible();
  const asked = new URL(one.url()).pathname;
  const other = await atTheDesk(browser, demo.second_operator, asked);
  await other.getByRole("button", { name: "Approve" }).click();
  await expect(other.getByText("It is approved")).toBeVisible();
  await one.goto(`/admin/merchants/${merchant.id}/`);
  await expect(one.getByRole("link", { name: "Let no money leave" })).toBeVisible();
  await leave(one, other);
});

test("payouts are paused by one, wait, and go on once another has agreed", async ({
  platform,
  browser,
}) => {
  const amount = newAmount();
  await platform.script("ok", amount);
  const one = await atTheDesk(browser, demo.operator, "/admin/bank/");
  const other = await atTheDesk(browser, demo.second_operator, "/admin/bank/");
  await act(one, "Pause payouts", "Looking into a broken promise");
  try {
    await expect(one.getByText("Payouts are paused.")).toBeVisible();
    const { id } = await platform.send({ amount_paise: amount });
    await expect
      .poll(
        async () => (await platform.get<Payout>(`payouts/${id}/`)).waiting_for,
        "it waits for the bank",
      )
      .toBe("paused");
    await one.goto(`/admin/payouts/?q=${id}`);
    await one.getByRole("link", { name: "payouts are paused" }).click();
    const facts = await factsIn(one.locator("#content"));
    expect(facts.Because).toBe("Looking into a broken promise");
    expect(Number(facts["Payouts that wait for it"])).toBeGreaterThan(0);

    await act(one, "Propose to resume", "It was a report that counted twice");
    await expect(one.getByText("Nothing is done before somebody else approves.")).toBeVisible();
    await other.reload();
    await other.getByRole("link", { name: "another operator" }).click();
    await other.getByRole("button", { name: "Approve" }).click();
    await expect(other.getByText("It is approved")).toBeVisible();
    await platform.untilPayoutIs(id, "completed");
  } finally {
    await leave(one, other);
  }
});

/** A verb with its reason, and the question before it. */
async function act(desk: Page, verb: string, reason: string): Promise<void> {
  await desk.getByLabel("Reason").fill(reason);
  await desk.getByRole("button", { name: `${verb} …` }).click();
  await expect(desk.getByText(reason)).toBeVisible();
  await desk.getByRole("button", { name: /^Yes, / }).click();
}

test("what became of a payout that nothing is heard of is asked in a case, and the answer is taken back", async ({
  platform,
  browser,
}) => {
  const amount = newAmount();
  await platform.script("stuck", amount);
  const reference = newReference("Stuck");
  const { id } = await platform.send({ amount_paise: amount, reference });
  const desk = await atTheDesk(browser, demo.operator, "/admin/payouts/");
  await expect(async () => {
    await desk.goto(`/admin/payouts/?q=${id}`);
    await expect(desk.getByRole("row").filter({ hasText: printed(amount) })).toContainText(
      /bank (confirmation|processing)/,
      { timeout: 2_000 },
    );
  }).toPass();
  await desk.locator(`a[href="/admin/payouts/${id}/"]`).click();
  await expect(desk.getByRole("heading", { name: /^Payout of/ })).toContainText(printed(amount));
  const facts = await factsIn(desk.locator("#content"));
  expect(facts["Their reference"]).toBe(reference);
  expect(facts["Set aside"]).toBe("yes");
  await desk.getByRole("link", { name: malabar.name }).first().click();
  await expect(desk.getByRole("heading", { name: malabar.name })).toBeVisible();

  await expect(async () => {
    await desk.goto(`/admin/payouts/${id}/`);
    await desk.getByRole("link", { name: "in doubt" }).click({ timeout: 2_000 });
  }).toPass({ timeout: 90_000 });
  await answeredAndTakenBack(desk);
  await leave(desk);
});

/** The effect is told before a decision is proposed; whoever proposed it does not confirm it. */
async function answeredAndTakenBack(desk: Page): Promise<void> {
  await desk.getByRole("button", { name: "Propose: not paid …" }).click();
  await expect(desk.getByText("If another operator confirms it:")).toBeVisible();
  await desk.getByRole("button", { name: "Propose it" }).click();
  await expect(desk.getByText("Proposed: another operator confirms it.")).toBeVisible();
  await expect(desk.getByRole("button", { name: /^Confirm/ })).toHaveCount(0);
  await desk.getByRole("button", { name: /^Withdraw the proposal/ }).click();
  await desk.getByRole("button", { name: "Withdraw it" }).click();
  await expect(desk.getByText("Taken back.")).toBeVisible();
  await expect(desk.getByRole("button", { name: "Propose: not paid …" })).toBeVisible();
}

function limitOf(desk: Page, tier: string) {
  return desk.getByRole("row").filter({ hasText: tier });
}

/** Its page, found as it is called. */
async function found(browser: Browser, name: string): Promise<Page> {
  const desk = await atTheDesk(browser, demo.operator, "/admin/merchants/");
  await desk.locator("input[name=q]").fill(name.toLowerCase());
  await desk.getByRole("button", { name: "Show", exact: true }).click();
  await desk.getByRole("link", { name }).click();
  return desk;
}

async function leave(...desks: Page[]): Promise<void> {
  for (const desk of desks) await desk.context().close();
}
