import { deccan, demo } from "./demo";
import { newAmount, newReference, printed } from "./platform";
import { expect, fillPayout, test } from "./stage";

test("a bank account is added with its bank found by IFSC, and seen in the list", async ({
  visit,
  platform,
}) => {
  const page = await visit("/bank-accounts/new");
  await page.getByLabel("Account holder").fill("Idukki Pepper Traders");
  const number = (name: string) => page.getByRole("textbox", { name, exact: true });
  await number("Account number").fill("50100099887766");
  await number("Account number again").fill("50100099887765");
  const ifsc = page.getByLabel("IFSC");
  await ifsc.fill("hdfc 0000 240");
  await expect(ifsc).toHaveValue("HDFC0000240");
  await expect(page.getByText("HDFC Bank", { exact: true })).toBeVisible();
  await ifsc.fill("HDFC0ZZZZZZ");
  await expect(page.getByText("no branch of our list")).toBeVisible();
  await ifsc.fill("ZZZZ0000240");
  await expect(page.getByText("No bank of our list")).toBeVisible();
  await ifsc.fill("HDFC0000240");
  await page.getByLabel("Nickname").fill("Pepper");
  await page.getByRole("button", { name: "Add bank account" }).click();
  await expect(number("Account number again")).toBeFocused();
  await number("Account number again").fill("50100099887766");
  await page.getByRole("button", { name: "Add bank account" }).click();
  await expect(page.getByRole("heading", { name: "Bank accounts" })).toBeVisible();
  await expect(page.getByText("Idukki Pepper Traders").first()).toBeVisible();
  // However often the story is told: the same number again is the same account.
  const added = (await platform.bankAccounts()).filter(({ ifsc: of }) => of === "HDFC0000240");
  expect(added).toHaveLength(1);
});

test("an API key is shown once, opens what it may, and nothing after it is revoked", async ({
  visit,
  request,
}) => {
  const name = newReference("key");
  const page = await visit("/api-keys", { as: deccan.user, merchant: deccan });
  await page.getByRole("button", { name: "Create API key" }).first().click();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create API key" }).click();
  await expect(page.getByText("it is never shown again")).toBeVisible();
  const key = await page.getByText(/^sk_test_\w{40,}$/).innerText();
  const ask = () =>
    request.get("/api/v1/payouts/", {
      headers: { Authorization: `Bearer ${key}`, "X-Merchant-Id": deccan.id },
    });
  expect((await ask()).status()).toBe(200);
  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: name })).toBeVisible();
  await expect(page.getByText(key)).toHaveCount(0);
  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await page
    .getByRole("region", { name: `Revoke ${name}` })
    .getByRole("button", { name: `Revoke ${name}` })
    .click();
  await expect(page.getByRole("row").filter({ hasText: name }).getByText("Revoked")).toBeVisible();
  expect((await ask()).status()).toBe(401);
});

test("the palette finds a payout, a page and another merchant", async ({ visit, platform }) => {
  const [amount, reference] = [newAmount(), newReference("palette")];
  await platform.script("ok", amount);
  const sent = await platform.send({ amount_paise: amount, reference });
  const page = await visit("", { as: demo.demo_user });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const typed = page.getByPlaceholder("A page, a merchant");
  const chosen = page.getByRole("option", { selected: true });
  await page.keyboard.press("Control+k");
  await typed.fill(reference);
  await expect(chosen).toContainText(printed(amount));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(sent.id));

  await page.keyboard.press("Control+k");
  await typed.fill("ledger");
  await expect(chosen).toHaveText("Ledger");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Ledger" })).toBeVisible();

  await page.keyboard.press("Control+k");
  await typed.fill("deccan");
  await expect(chosen).toHaveText(deccan.name);
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("button", { name: `Switch merchant, now ${deccan.name}` }),
  ).toBeVisible();

  await page.keyboard.press("Control+k");
  await expect(typed).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(typed).toHaveCount(0);
  await platform.untilPayoutIs(sent.id, "completed");
});

test("money that arrives is added up in front of the eyes", async ({ visit, platform }) => {
  const amount = newAmount();
  const overview = await visit("");
  const before = await platform.balance();
  await expect(overview.getByText(printed(before.available_paise)).first()).toBeVisible();
  const page = await visit("/sandbox");
  await page.getByRole("textbox", { name: "Amount" }).fill(String(amount / 100));
  // Not the sum of thirty days, which is the same where nothing else came. It is told for seconds.
  const told = overview.getByText(`${printed(amount)} came in`, { exact: true });
  await Promise.all([
    expect(told).toBeVisible({ timeout: 60_000 }),
    page.getByRole("button", { name: "Let it arrive" }).click(),
  ]);
  await expect(page.getByText("is on its way to")).toBeVisible();
  const after = await platform.balance();
  await expect(overview.getByText(printed(after.available_paise)).first()).toBeVisible();
});

test("nothing moves for whoever asked for reduced motion", async ({ visit }) => {
  const page = await visit("/payouts/new", { context: { reducedMotion: "reduce" } });
  await fillPayout(page, { amount: newAmount(), reference: newReference("calm") });
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder("A page, a merchant")).toBeVisible();
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .map((element) => ({ element, style: getComputedStyle(element) }))
      .filter(
        ({ style }) =>
          style.animationName !== "none" ||
          style.transitionDuration.split(",").some((each) => parseFloat(each) > 0),
      )
      .map(({ element }) => element.outerHTML.slice(0, 120)),
  );
  expect(moving).toEqual([]);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});
