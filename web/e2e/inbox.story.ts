import type { Page, Response } from "@playwright/test";
import { proposed } from "./dealing";
import { deccan, malabar } from "./demo";
import { newAmount, newReference, Platform, printed } from "./platform";
import { expect, test, untilLive, withoutIntervals } from "./stage";

test("what went wrong is counted at once, read where it leads, and told no more once that is not wanted", async ({
  visit,
  platform,
  request,
}) => {
  const [wanted, other, unwanted] = [newAmount(), newAmount(), newAmount()];
  // Nothing but the stream says that there is something new.
  let asked: Promise<Response> | undefined;
  const page = await visit("/inbox", {
    before: async (fresh) => {
      await withoutIntervals(fresh);
      asked = fresh.waitForResponse((answer) => answer.url().includes("/notifications/summary/"));
    },
  });
  await untilLive(page);
  await asked;
  // Something may still come of what others did before.
  await expect(async () => {
    if ((await counted(page)) > 0)
      await page.getByRole("button", { name: "Mark all as read" }).click({ timeout: 1_000 });
    expect(await counted(page)).toBe(0);
  }).toPass({ timeout: 60_000 });

  await fail(platform, other);
  const failed = await fail(platform, wanted);
  await expect(noticeOf(page, other)).toContainText("New");
  await expect.poll(() => counted(page)).toBeGreaterThan(1);
  const notice = noticeOf(page, wanted);
  await expect(notice).toContainText("New");
  const before = await counted(page);
  await notice.getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/m/${malabar.id}/payouts/${failed}$`));
  await expect.poll(() => counted(page)).toBeLessThan(before);
  await page.goBack();
  await expect(notice).not.toContainText("New");
  await expect(noticeOf(page, other)).toContainText("New");

  await page.goto("/settings/notifications");
  const disputes = page.getByRole("row", { name: /^Disputes and rulings/ });
  for (const each of await disputes.getByRole("checkbox", { name: /always on/ }).all()) {
    await expect(each).toBeChecked();
    await expect(each).toBeDisabled();
  }
  await expect(disputes.getByRole("checkbox", { name: /always on/ })).toHaveCount(2);
  await choose(page, false);
  try {
    await fail(platform, unwanted);
    // What happens is told in its order: once this is told, the payout would have been.
    const title = newReference("Told");
    const buying = new Platform(request, deccan);
    await proposed({ buying, selling: platform }, title, newAmount());
    await page.goto(`/m/${malabar.id}/inbox`);
    await expect(page.getByRole("link", { name: new RegExp(title) })).toBeVisible();
    await expect(noticeOf(page, wanted)).toHaveCount(1);
    await expect(noticeOf(page, unwanted)).toHaveCount(0);
  } finally {
    await page.goto("/settings/notifications");
    await choose(page, true);
  }
});

/** The bank refuses a payout of this amount; its id. */
async function fail(platform: Platform, amount: number): Promise<string> {
  await platform.script("account_closed", amount);
  const { id } = await platform.send({ amount_paise: amount });
  await platform.untilPayoutIs(id, "failed");
  return id;
}

function noticeOf(page: Page, amount: number) {
  return page
    .getByRole("list", { name: "Notifications" })
    .getByRole("listitem")
    .filter({ hasText: `A payout failed: ${printed(amount)}` });
}

/** What the bell says. */
async function counted(page: Page): Promise<number> {
  const bell = await page.getByTitle("Inbox").textContent();
  return Number(/(\d+)\+? unread/.exec(bell ?? "")?.[1] ?? 0);
}

/** Whether the inbox tells of payouts. */
async function choose(page: Page, isOn: boolean): Promise<void> {
  const box = page.getByRole("checkbox", { name: "Payouts: Inbox" });
  await expect(box).toBeVisible();
  if ((await box.isChecked()) === isOn) return;
  const saved = page.waitForResponse(
    (answer) =>
      answer.url().includes("/notification-preferences/") && answer.request().method() === "PATCH",
  );
  // It shows what is saved, so it changes when that is so, and not with the click.
  await box.click();
  expect((await saved).status()).toBe(200);
  await expect(box).toBeChecked({ checked: isOn });
}
