/** What operators let happen again: an event arrives once more, and somebody who was shut out signs in. */
import type { Locator, Page } from "@playwright/test";
import { atTheDesk, factsIn } from "./back-office";
import { demo, type Login } from "./demo";
import { register, test } from "./newcomers";
import { newReference, type Platform } from "./platform";
import { Receiver } from "./receiver";
import { expect } from "./stage";

const TESTED = "webhook_endpoint.tested";

test("an event that was taken is replayed for a reason, and arrives once more under the same id", async ({
  platform,
  browser,
}) => {
  const receiver = await Receiver.start();
  const endpoint = await toldOfNothingElse(platform, receiver);
  try {
    receiver.answer = { status: 200, text: "Written down." };
    await platform.post(`webhook-endpoints/${endpoint}/test/`);
    await expect.poll(() => receiver.received.length).toBe(1);

    const desk = await atTheDesk(browser, demo.operator, "/admin/webhook-deliveries/");
    await desk.getByLabel("Endpoint's id").fill(endpoint);
    await desk.getByRole("button", { name: "Show", exact: true }).click();
    await desk.getByRole("link", { name: TESTED }).click();
    await untilHeaded(desk, `${TESTED}: delivered`);
    await expect(desk.getByText("Written down.")).toHaveCount(1);
    const id = (await factsIn(desk.locator("#content")))["webhook-id"] ?? "";

    receiver.answer = { status: 200, text: "I had it already." };
    await desk.getByLabel("Reason").fill("Their books were lost");
    await desk.getByRole("button", { name: "Replay …" }).click();
    await expect(desk.getByText("Their books were lost")).toBeVisible();
    expect(receiver.received, "nothing is sent before it is confirmed").toHaveLength(1);
    await desk.getByRole("button", { name: "Yes, replay it" }).click();
    await expect(desk.getByText("It is being sent again.")).toBeVisible();
    await expect.poll(() => receiver.received.length).toBe(2);
    const event = { id, type: TESTED, isSigned: true };
    expect(receiver.received).toEqual([event, event]);
    await untilHeaded(desk, `${TESTED}: delivered`);
    // Both attempts stand there, with what was answered to each.
    await expect(desk.getByText("Written down.")).toHaveCount(1);
    await expect(desk.getByText("I had it already.")).toHaveCount(1);
    await desk.context().close();
  } finally {
    await platform.post(`webhook-endpoints/${endpoint}/archive/`);
    await receiver.stop();
  }
});

test("somebody is shut out where they are, and signs in there once they are let in again", async ({
  stranger,
  browser,
}) => {
  const page = await stranger();
  const login = await register(page, { person: "Chitra Nair", merchant: newReference("Chitra") });
  await page.getByRole("link", { name: "Team" }).click();
  const themselves = page.getByRole("row").filter({ hasText: "Chitra Nair" });
  await expect(themselves).toContainText("You");

  const desk = await atTheDesk(browser, demo.operator, "/admin/people/");
  await desk.getByLabel(/^E-mail, id/).fill(login.email);
  await desk.getByRole("button", { name: "Show", exact: true }).click();
  await expect(desk.locator(".results tbody tr")).toHaveCount(1);
  await desk.getByRole("link", { name: "Chitra Nair" }).click();
  expect(await standing(desk)).toEqual(["active", "1"]);
  await act(desk, "Deactivate", "Their phone was stolen");
  expect(await standing(desk)).toEqual(["deactivated", "0"]);

  // The stream of news is looked at every fifteen seconds, and ends with what let it in.
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog).toBeVisible({ timeout: 60_000 });
  await signIn(dialog, login);
  // As to whoever mistypes: nobody learns that they are known.
  await expect(dialog.getByRole("alert")).toBeVisible();
  await expect(dialog).toBeVisible();

  await act(desk, "Reactivate", "They have a new one");
  // What had ended stays so.
  expect(await standing(desk)).toEqual(["active", "0"]);
  await signIn(dialog, login);
  await expect(dialog).toHaveCount(0);
  await expect(themselves).toContainText("You");
  await desk.reload();
  expect(await standing(desk)).toEqual(["active", "1"]);
  await desk.context().close();
});

/** A server that is told of what nobody brings about; its id. */
async function toldOfNothingElse(platform: Platform, receiver: Receiver): Promise<string> {
  const { id, secret } = await platform.post<{ id: string; secret: string }>("webhook-endpoints/", {
    url: receiver.url,
    description: newReference("again"),
    types: ["chargeback.*"],
  });
  receiver.secret = secret;
  return id;
}

/** What came of it is written down a moment after it was answered. */
async function untilHeaded(desk: Page, name: string): Promise<void> {
  await expect(async () => {
    await desk.reload();
    await expect(desk.getByRole("heading", { name })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

async function act(desk: Page, verb: string, reason: string): Promise<void> {
  await desk.getByLabel("Reason").fill(reason);
  await desk.getByRole("button", { name: `${verb} …` }).click();
  await expect(desk.getByText(reason)).toBeVisible();
  await desk.getByRole("button", { name: `Yes, ${verb.toLowerCase()}` }).click();
  await expect(desk.getByText(`${verb}: done.`)).toBeVisible();
}

/** How they stand, and how many sessions of theirs live. */
async function standing(desk: Page) {
  const facts = await factsIn(desk.locator("#content"));
  return [facts.Stands, facts["Live sessions"]];
}

async function signIn(dialog: Locator, { email, password }: Login): Promise<void> {
  await expect(dialog.getByLabel("E-mail")).toHaveValue(email);
  await dialog.getByLabel("Password").fill(password);
  await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
}
