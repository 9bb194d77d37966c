import { newAmount, newReference, printed } from "./platform";
import { expect, fillPayout, test } from "./stage";

const CREATE = "**/api/v1/payouts/";

test("a double click on the money button sends once", async ({ visit, platform }) => {
  const [amount, reference] = [newAmount(), newReference("double")];
  const page = await visit("/payouts/new");
  const sends: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/v1/payouts/"))
      sends.push(request.headers()["idempotency-key"] ?? "");
  });
  const button = await fillPayout(page, { amount, reference });
  await button.dblclick();
  await expect(page.getByRole("heading", { name: "To Kumily Cardamom Growers" })).toBeVisible();
  expect(await platform.payoutsCalled(reference)).toHaveLength(1);
  expect(sends).toHaveLength(1);
});

test("two clicks before the page can draw one, and Enter twice, send once", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("twice")];
  const page = await visit("/payouts/new");
  const button = await fillPayout(page, { amount, reference });
  await button.evaluate((element: HTMLButtonElement) => {
    element.click();
    element.click();
    element.form?.requestSubmit();
    element.form?.requestSubmit();
  });
  await expect(page.getByRole("heading", { name: "To Kumily Cardamom Growers" })).toBeVisible();
  expect(await platform.payoutsCalled(reference)).toHaveLength(1);
});

test("an answer that is lost leaves the form in doubt, through back, forward and reload, and one payout", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("lost")];
  const page = await visit("/payouts");
  await page.getByRole("link", { name: "Send money" }).first().click();
  // The platform does it; only its answer gets lost.
  let answers = 0;
  await page.route(CREATE, async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    await route.fetch();
    answers += 1;
    return route.abort();
  });
  await (await fillPayout(page, { amount, reference })).click();
  const doubt = page.getByText("We do not know yet whether it was sent");
  await expect(doubt).toBeVisible();
  expect(answers).toBe(1);

  await page.goBack();
  await expect(page.getByRole("heading", { name: "Payouts", exact: true })).toBeVisible();
  await page.goForward();
  await expect(doubt).toBeVisible();
  await page.reload();
  await expect(doubt).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Amount" })).toBeDisabled();

  await page.unroute(CREATE);
  await page.getByRole("button", { name: "Ask again" }).click();
  await expect(page.getByRole("heading", { name: "To Kumily Cardamom Growers" })).toBeVisible();
  expect(await platform.payoutsCalled(reference)).toHaveLength(1);
});

test("going back while it is sent, and sending from the form again, is one payout", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("back")];
  const page = await visit("/payouts");
  await page.getByRole("link", { name: "Send money" }).first().click();
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(CREATE, async (route) => {
    if (route.request().method() === "POST") await held;
    await route.continue();
  });
  const sent = page.waitForRequest(
    (request) => request.method() === "POST" && request.url().endsWith("/payouts/"),
  );
  await (await fillPayout(page, { amount, reference })).click();
  await sent;
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Payouts", exact: true })).toBeVisible();
  await page.goForward();
  await expect(page.getByText("We do not know yet whether it was sent")).toBeVisible();
  await page.getByRole("button", { name: "Ask again" }).click();
  letGo();
  await expect(page.getByRole("heading", { name: "To Kumily Cardamom Growers" })).toBeVisible();
  await expect.poll(() => platform.payoutsCalled(reference)).toHaveLength(1);
});

test("going back from what was sent leads past the form, not into it", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("past")];
  const page = await visit("/payouts");
  await page.getByRole("link", { name: "Send money" }).first().click();
  await (await fillPayout(page, { amount, reference })).click();
  await expect(page.getByRole("heading", { name: "To Kumily Cardamom Growers" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Payouts", exact: true })).toBeVisible();
  await page.goForward();
  await expect(page.getByText(printed(amount)).first()).toBeVisible();
  expect(await platform.payoutsCalled(reference)).toHaveLength(1);
});

test("the money form by keyboard alone, with a ring around whatever has the focus", async ({
  visit,
  platform,
}) => {
  const [amount, reference] = [newAmount(), newReference("keys")];
  const page = await visit("/payouts");
  await expect(page.getByRole("link", { name: "Send money" }).first()).toBeVisible();
  const tabTo = async (what: ReturnType<typeof page.getByRole>): Promise<void> => {
    for (let pressed = 0; pressed < 60; pressed += 1) {
      await page.keyboard.press("Tab");
      const ring = await page.evaluate(() => {
        const focused = document.activeElement;
        if (!focused || focused === document.body) return "nothing has the focus";
        const framed = [focused, focused.closest("label"), focused.closest("[class*=focus]")];
        return framed.some((each) => each && getComputedStyle(each).outlineStyle !== "none")
          ? "there"
          : `none around ${focused.outerHTML.slice(0, 200)}`;
      });
      // Past the last element the browser itself has its turn.
      if (ring !== "nothing has the focus") expect(ring).toBe("there");
      if (await what.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`${what.toString()} is not reached by Tab`);
  };
  await tabTo(page.getByRole("main").getByRole("link", { name: "Send money" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Send money" })).toBeVisible();
  const first = page.getByRole("radio").first();
  await expect(first).toBeVisible();
  await tabTo(first);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio").nth(1)).toBeChecked();
  await tabTo(page.getByRole("textbox", { name: "Amount" }));
  await page.keyboard.type(String(amount / 100));
  await tabTo(page.getByRole("textbox", { name: "Your reference" }));
  await page.keyboard.type(reference);
  await tabTo(page.getByRole("button", { name: `Send ${printed(amount)}` }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^To / })).toBeVisible();
  expect(await platform.payoutsCalled(reference)).toHaveLength(1);
});
