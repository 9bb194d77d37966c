import type { Page } from "@playwright/test";
import { atTheDesk } from "./back-office";
import { deccan, demo } from "./demo";
import { newReference } from "./platform";
import { Receiver } from "./receiver";
import { expect, lineWith, test } from "./stage";

const TESTED = "webhook_endpoint.tested";

async function act(page: Page, url: string, name: string, verb: string) {
  await page.getByRole("button", { name: `${name} ${url}` }).click();
  const panel = page.getByRole("region", { name: `${verb}: ${url}` });
  await panel.getByRole("button", { name: verb }).click();
  await expect(panel).toHaveCount(0);
}

test("a server of an owner's is told, refuses, and is told again", async ({ visit }) => {
  const receiver = await Receiver.start();
  try {
    await tell(await visit("/webhooks", { as: deccan.user, merchant: deccan }), receiver);
  } finally {
    await receiver.stop();
  }
});

test("an operator sees what a server was told, and stops it with a reason", async ({
  visit,
  browser,
}) => {
  const receiver = await Receiver.start();
  try {
    const page = await visit("/webhooks", { as: deccan.user, merchant: deccan });
    const desk = await atTheDesk(browser, demo.operator, "/admin/webhook-endpoints/");
    await stop(page, desk, receiver);
  } finally {
    await receiver.stop();
  }
});

async function stop(page: Page, desk: Page, receiver: Receiver) {
  const { url } = receiver;
  const description = await create(page, receiver);
  receiver.answer = { status: 500, text: "The books are closed." };
  await act(page, url, "Test", "Send a test event");
  await expect.poll(() => receiver.received.length).toBeGreaterThan(0);

  await desk.getByLabel("Merchant's id").fill(deccan.id);
  await desk.getByRole("button", { name: "Show", exact: true }).click();
  // The newest stands first; of its address the host is shown, and not what stands behind it.
  await desk.locator(".results tbody tr").first().getByRole("link").first().click();
  await expect(desk.getByText(description)).toBeVisible();
  await expect(desk.getByText(new URL(url).pathname)).toHaveCount(0);
  await desk.getByRole("link", { name: TESTED }).click();
  // What was answered is written down a moment later.
  await expect(async () => {
    await desk.reload();
    await expect(desk.getByText("The books are closed.").first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await expect(desk.getByText(receiver.secret)).toHaveCount(0);

  await desk.goBack();
  await desk.getByLabel("Reason").fill("It answers nothing");
  await desk.getByRole("button", { name: "Disable" }).click();
  await expect(desk.getByText("It answers nothing")).toBeVisible();
  await desk.getByRole("button", { name: "Yes, disable it" }).click();
  await expect(desk.getByRole("heading", { name: /disabled \(by operator\)/ })).toBeVisible();
  await page.reload();
  await expect(lineWith(page, url).getByText("by an operator of ours")).toBeVisible();
  await act(page, url, "Archive", "Archive");
}

async function create(page: Page, receiver: Receiver): Promise<string> {
  const { url } = receiver;
  const description = newReference("books");
  await page.getByRole("button", { name: "Create endpoint" }).first().click();
  await page.getByLabel("Address").fill(url);
  await page.getByLabel("Description").fill(description);
  // Of what other stories do, it is not told.
  await page.getByRole("radio", { name: "Only what I choose" }).check();
  await page.getByLabel("Find an event").fill("chargeback");
  await page.getByRole("checkbox", { name: "chargeback.*" }).check();
  const form = page.getByRole("region", { name: "New endpoint" });
  await form.getByRole("button", { name: "Create endpoint" }).click();
  receiver.secret = await page.getByText(/^whsec_/).innerText();
  await page.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByText(receiver.secret)).toHaveCount(0);
  return description;
}

async function tell(page: Page, receiver: Receiver) {
  const { url } = receiver;
  await create(page, receiver);
  await act(page, url, "Test", "Send a test event");
  await lineWith(page, url).getByRole("link", { name: url }).click();
  await expect(page.getByRole("heading", { name: "Deliveries" })).toBeVisible();
  await expect(lineWith(page, TESTED).getByText("Delivered", { exact: true })).toBeVisible();
  expect(receiver.received).toMatchObject([{ type: TESTED, isSigned: true }]);

  receiver.answer = { status: 500, text: "The books are closed." };
  await page.getByRole("link", { name: "Webhooks" }).first().click();
  await act(page, url, "Test", "Send a test event");
  await lineWith(page, url).getByRole("link", { name: url }).click();
  await lineWith(page, "Tried again").getByRole("link").click();
  const attempts = page.getByRole("list", { name: "Attempts" });
  await expect(attempts.getByText("It did not take the event (500)").first()).toBeVisible();
  await expect(attempts.getByText("The books are closed.").first()).toBeVisible();
  const delivery = page.url();

  // Whoever disables it gives up what waits; enabled again, that can be sent once more.
  await page.getByRole("link", { name: "Webhooks" }).first().click();
  await act(page, url, "Disable", "Disable");
  await act(page, url, "Enable", "Enable");
  await page.goto(delivery);
  await expect(page.getByText("Its endpoint was disabled.")).toBeVisible();
  receiver.answer = { status: 200, text: "Written down." };
  await page.getByRole("button", { name: "Send it again" }).click();
  await expect(attempts.getByText("It took the event (200)")).toBeVisible();
  await expect(attempts.getByText("Written down.")).toBeVisible();
  await expect(page.getByText("Delivered", { exact: true }).first()).toBeVisible();
  const again = receiver.received.slice(1);
  expect(new Set(again.map(({ id }) => id)).size, "however often, under one id").toBe(1);
  expect(again.every(({ isSigned }) => isSigned)).toBe(true);

  await page.getByRole("link", { name: "Webhooks" }).first().click();
  await act(page, url, "Archive", "Archive");
  await expect(lineWith(page, url)).toHaveCount(0);
}

test("webhooks are seen as they arrive at the receiving page, which answers as it is told", async ({
  visit,
}) => {
  const page = await visit("/sandbox", { as: deccan.user, merchant: deccan });
  await page.getByRole("link", { name: "Receive webhooks" }).click();
  await page.getByRole("button", { name: "Start receiving" }).click();
  const url = await page.getByText(/\/receiver\/in\/[0-9a-f-]{36}$/).innerText();
  const arrived = page.getByRole("list", { name: "Arrived, newest first" }).getByRole("listitem");
  try {
    await page.getByRole("button", { name: "Send a test event" }).click();
    const tested = arrived.filter({ hasText: TESTED });
    await expect(tested.first()).toContainText("Signature holds");

    // What is refused is sent again, under the same id.
    await page.getByRole("button", { name: "500" }).click();
    await expect(page.getByRole("button", { name: "500" })).toHaveAttribute("aria-pressed", "true");
    await page.getByRole("button", { name: "Send a test event" }).click();
    const again = tested.filter({ hasText: "Came before" }).first();
    await expect(again).toContainText("answered 500");
    await again.locator("summary").click();
    await expect(again.getByText("webhook-signature")).toBeVisible();

    await page.getByRole("button", { name: "410" }).click();
    await expect(page.getByRole("button", { name: "410" })).toHaveAttribute("aria-pressed", "true");
    await page.getByRole("button", { name: "Send a test event" }).click();
    await expect(page.getByText("Nothing is sent here any more")).toBeVisible();
    await expect(page.getByText("it answered 410")).toBeVisible();
  } finally {
    await page.goto(`/m/${deccan.id}/webhooks`);
    await act(page, url, "Archive", "Archive");
  }
});
