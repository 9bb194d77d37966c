import type { Transfer } from "../src/api/transfers";
import type { PageOf } from "../src/api/client";
import { deccan, demo, malabar } from "./demo";
import { newAmount, newReference, Platform, printed } from "./platform";
import { expect, lineWith, test, untilLive } from "./stage";

test("a transfer to another merchant is read, confirmed and sent, and both see it", async ({
  visit,
  platform,
  request,
}) => {
  const [amount, note] = [newAmount(), newReference("transfer")];
  const receiving = new Platform(request, deccan);
  const { virtual_account: number } = await receiving.balance();
  const there = await visit("/transfers", { as: deccan.user, merchant: deccan });
  await untilLive(there);

  const page = await visit("/transfers");
  await page.getByRole("link", { name: "Transfer money" }).first().click();
  await expect(page).toHaveURL(/\/transfers\/new$/);
  await page.getByRole("textbox", { name: "To" }).fill(number ?? "");
  await page.getByRole("checkbox", { name: `Yes, I mean ${deccan.name}` }).check();
  await page.getByRole("textbox", { name: "Amount" }).fill(String(amount / 100));
  await page.getByRole("textbox", { name: "Note" }).fill(note);
  await expect(page.getByText(`arrives at ${deccan.name} at once`)).toBeVisible();
  // Merchants of this tier have none, so none is named.
  await expect(page.getByText("Your limit lets you send")).toHaveCount(0);
  await page.getByRole("button", { name: `Transfer ${printed(amount)}` }).click();
  await expect(page.getByRole("heading", { name: `To ${deccan.name}` })).toBeVisible();
  await expect(page.getByText("Sent, and arrived")).toBeVisible();
  await expect(page.getByText("Altogether")).toBeVisible();

  // Nobody has touched the other browser.
  const line = lineWith(there, note);
  await expect(line).toContainText(`From ${malabar.name}`);
  await expect(line).toContainText(printed(amount));
  await line.getByRole("link").click();
  await expect(there.getByRole("heading", { name: `From ${malabar.name}` })).toBeVisible();
  await expect(there.getByText("Arrived", { exact: true })).toBeVisible();
  await expect(there.getByText("Altogether")).toHaveCount(0);

  const sent = await called(platform, note);
  const received = await called(receiving, note);
  expect(sent.map(({ status, amount_paise: paise }) => [status, paise])).toEqual([
    ["completed", amount],
  ]);
  expect(received.map(({ direction, fee_paise: fee }) => [direction, fee])).toEqual([["in", null]]);
});

test("above the threshold another owner has to agree, in a browser of their own", async ({
  visit,
  request,
}) => {
  const [agreed, refused] = [newAmount(), newAmount()];
  const [note, otherNote] = [newReference("agreed"), newReference("no")];
  const sending = new Platform(request, deccan);
  const receiving = new Platform(request, malabar);
  const { virtual_account: number } = await receiving.balance();

  // An owner lowers the threshold alone: it takes nothing from anybody's say.
  const page = await visit("/approvals", { as: deccan.user, merchant: deccan });
  const card = page.getByRole("region", { name: "From when two of you are needed" });
  await card.getByRole("button", { name: "Change" }).click();
  await card.getByRole("checkbox", { name: "Transfers need a second owner" }).check();
  await card.getByRole("textbox", { name: "Transfers above" }).fill("100");
  await card.getByRole("button", { name: "Save thresholds" }).click();
  await expect(card.getByText("Above ₹100.00")).toBeVisible();

  const second = await visit("", { as: demo.demo_user, merchant: deccan });
  await untilLive(second);
  await ask(page, { number: number ?? "", amount: agreed, note });
  await expect(page.getByText("Waiting for another owner of this merchant").first()).toBeVisible();
  // Not the balance: what earlier stories began may arrive meanwhile.
  expect((await called(sending, note)).map(({ status }) => status)).toEqual(["awaiting_approval"]);
  expect(await called(receiving, note)).toEqual([]);

  // The second owner learns of it where they are, and goes to it.
  await expect(second.getByText(/waits? for your approval/)).toBeVisible();
  await second.getByRole("link", { name: /^Approvals/ }).click();
  const item = second.getByRole("listitem").filter({ hasText: note });
  await expect(item).toContainText(printed(agreed));
  await expect(item).toContainText(`Transfer to ${malabar.name}`);
  await item.getByRole("button", { name: "Approve …" }).click();
  const dialog = second.getByRole("dialog", { name: "Approve this?" });
  await dialog.getByRole("button", { name: `Approve ${printed(agreed)}` }).click();
  await expect(dialog).toHaveCount(0);
  await expect(item).toHaveCount(0);

  // Whoever asked sees it happen, and the receiver has it.
  await expect(page.getByText("Sent, and arrived")).toBeVisible();
  expect((await called(receiving, note)).map(({ status }) => status)).toEqual(["completed"]);

  await page.goto(`/m/${deccan.id}/transfers/new`);
  await ask(page, { number: number ?? "", amount: refused, note: otherNote });
  await expect(page.getByText("Waiting for another owner of this merchant").first()).toBeVisible();
  const other = second.getByRole("listitem").filter({ hasText: otherNote });
  await other.getByRole("button", { name: "Refuse …" }).click();
  await second.getByRole("textbox", { name: "Note" }).fill("Not this month");
  await second.getByRole("button", { name: `Refuse ${printed(refused)}` }).click();
  await expect(page.getByText("Another owner refused it")).toBeVisible();
  await page.getByRole("link", { name: /^Approvals/ }).click();
  await page.getByRole("button", { name: "Asked by me" }).click();
  const mine = page.getByRole("listitem").filter({ hasText: otherNote });
  await expect(mine).toContainText("“Not this month”");
  expect((await called(receiving, otherNote)).map(({ status }) => status)).toEqual([]);
});

interface Asked {
  number: string;
  amount: number;
  note: string;
}

async function ask(
  page: Parameters<typeof untilLive>[0],
  { number, amount, note }: Asked,
): Promise<void> {
  if (!page.url().endsWith("/transfers/new")) {
    await page.getByRole("link", { name: "Transfers", exact: true }).click();
    await page.getByRole("link", { name: "Transfer money" }).first().click();
  }
  // The list has a field "To" as well, of days.
  await expect(page).toHaveURL(/\/transfers\/new$/);
  await page.getByRole("textbox", { name: "To" }).fill(number);
  await page.getByRole("checkbox", { name: `Yes, I mean ${malabar.name}` }).check();
  await page.getByRole("textbox", { name: "Amount" }).fill(String(amount / 100));
  await page.getByRole("textbox", { name: "Note" }).fill(note);
  await expect(page.getByText(/another owner of .* has to agree/)).toBeVisible();
  await page.getByRole("button", { name: `Transfer ${printed(amount)}` }).click();
  await expect(page.getByRole("heading", { name: `To ${malabar.name}` })).toBeVisible();
}

/** Both sides read the note, so it finds the transfer on either. */
async function called(platform: Platform, note: string): Promise<Transfer[]> {
  const { results } = await platform.get<PageOf<Transfer>>("transfers/", { limit: "100" });
  return results.filter((each) => each.note === note);
}
