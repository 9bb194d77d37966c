import type { BrowserContext, Page } from "@playwright/test";
import { demo, malabar } from "./demo";
import { newAmount, newReference, printed } from "./platform";
import { expect, fillPayout, test, untilLive, withoutNews } from "./stage";

/** What opens anything. That somebody signed in from this browser before is known for longer, and opens nothing. */
async function keysIn(context: BrowserContext) {
  const cookies = await context.cookies(`${demo.base_url}/api/v1/auth/token/`);
  return cookies.filter(({ name }) => name !== "adulis_device");
}

test("whoever signs in gets where they wanted, and after signing out nothing is left", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: demo.base_url });
  const page = await context.newPage();
  await page.goto(`/m/${malabar.id}/ledger`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("E-mail").fill(malabar.user.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Password").fill(malabar.user.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Ledger" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Ledger" })).toBeVisible();

  await page.getByRole("button", { name: "You: settings, theme, sign out" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect.poll(() => keysIn(context)).toEqual([]);
  await page.goto(`/m/${malabar.id}/ledger`);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await context.close();
});

test("whoever signs out without a connection is out at once, and the platform is told later", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: demo.base_url });
  const page = await context.newPage();
  await page.goto(`/m/${malabar.id}/ledger`);
  await page.getByLabel("E-mail").fill(malabar.user.email);
  await page.getByLabel("Password").fill(malabar.user.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Ledger" })).toBeVisible();

  await context.setOffline(true);
  await page.getByRole("button", { name: "You: settings, theme, sign out" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("Signed out on this page only, so far")).toBeVisible();
  expect(await keysIn(context)).toHaveLength(1);

  await context.setOffline(false);
  await expect(page.getByText("The platform knows it now as well.")).toBeVisible();
  expect(await keysIn(context)).toEqual([]);
  await page.goto(`/m/${malabar.id}/ledger`);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await context.close();
});

test("whoever leaves a page before its new tokens have come is still signed in", async ({
  visit,
}) => {
  const page = await visit("/ledger", { before: exchangeElsewhere });
  await untilLive(page);
  await expect(page.getByRole("heading", { name: "Ledger" })).toBeVisible();
});

/** What a page asked for that was left: the cookie is exchanged, and its answer is never heard here. */
async function exchangeElsewhere(page: Page): Promise<void> {
  const cookies = await page.context().cookies(`${demo.base_url}/api/v1/auth/token/`);
  const answer = await fetch(`${demo.base_url}/api/v1/auth/token/refresh/`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Client": "web",
      Origin: demo.base_url,
      Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    },
    body: "{}",
  });
  expect(answer.status).toBe(200);
}

test("a session that ends while the form is filled in loses nothing of it", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("ended")];
  const page = await visit("/payouts/new", { before: withoutNews });
  const send = await fillPayout(page, { amount, reference });
  // Ended elsewhere: all its tokens stop at once, and this page has not been told.
  const status = await page.evaluate(async () => {
    const answer = await fetch("/api/v1/auth/token/blacklist/", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Client": "web" },
      body: "{}",
    });
    return answer.status;
  });
  expect(status).toBe(200);

  await send.click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeVisible();
  expect(await platform.payoutsCalled(reference)).toHaveLength(0);
  await expect(dialog.getByLabel("E-mail")).toHaveValue(malabar.user.email);
  await dialog.getByLabel("Password").fill(malabar.user.password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();

  // What had been asked for is done, once, as it was asked for.
  await expect(page.getByRole("heading", { name: "To Kumily Cardamom Growers" })).toBeVisible();
  await expect(page.getByText(printed(amount)).first()).toBeVisible();
  expect(await platform.payoutsCalled(reference)).toHaveLength(1);
});

test("a session that ends before anything is sent leaves the form as it was", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("kept")];
  const page = await visit("/payouts/new", { before: withoutNews });
  await fillPayout(page, { amount, reference });
  await page.evaluate(() =>
    fetch("/api/v1/auth/token/blacklist/", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Client": "web" },
      body: "{}",
    }),
  );
  // The consequence above the button is asked for again, and that is how the page learns of it.
  await page.getByRole("textbox", { name: "Narration" }).fill("For May");
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await dialog.getByLabel("Password").fill(malabar.user.password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("radio", { name: "Kumily Cardamom Growers" })).toBeChecked();
  await expect(page.getByRole("textbox", { name: "Your reference" })).toHaveValue(reference);
  await expect(page.getByRole("textbox", { name: "Narration" })).toHaveValue("For May");
  await page.getByRole("button", { name: `Send ${printed(amount)}` }).click();
  await expect(page.getByRole("heading", { name: "To Kumily Cardamom Growers" })).toBeVisible();
  expect(await platform.payoutsCalled(reference)).toHaveLength(1);
});
