import type { Page } from "@playwright/test";
import { agreementOf, agreed, type Deal } from "./dealing";
import { deccan, malabar } from "./demo";
import { newAmount, newReference, Platform, printed } from "./platform";
import { paiseIn, rupees } from "./rupees";
import { expect, test, untilLive } from "./stage";

/** Nothing in it, but a file all the same. */
const PACKING_LIST = {
  name: "packing-list.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
};

test("a buyer and a seller go from a direct deal to released money, each in a browser", async ({
  visit,
  platform,
  request,
}) => {
  const [first, rest, title] = [newAmount(), newAmount(), newReference("Pumps")];
  const price = first + rest;
  const selling = new Platform(request, deccan);
  const { virtual_account: number } = await selling.balance();

  // Written as a draft, which nobody else sees.
  const buyer = await visit("/market");
  await buyer.getByRole("link", { name: "Write a deal" }).first().click();
  await buyer.getByRole("textbox", { name: "Title" }).fill(title);
  await buyer.getByRole("combobox", { name: "Category" }).selectOption("machinery");
  await buyer.getByRole("textbox", { name: "Their account number" }).fill(number ?? "");
  await expect(buyer.getByText(`This is ${deccan.name}.`)).toBeVisible();
  await buyer.getByRole("textbox", { name: "Scope" }).fill("Forty pumps, delivered to Pune.");
  await buyer.getByRole("button", { name: "Add a milestone" }).click();
  await fillMilestone(buyer, 1, "Ten of them", first);
  await fillMilestone(buyer, 2, "All the others", rest);
  await expect(buyer.getByText(`${printed(price)} together`)).toBeVisible();
  await buyer.getByRole("button", { name: "Save draft" }).click();
  await expect(buyer.getByRole("heading", { name: title })).toBeVisible();
  await expect(buyer.getByText(`${deccan.name} reads it, and has five days`)).toBeVisible();

  // Changed while it is a draft: whom it is for stays.
  await buyer.getByRole("link", { name: "Change it" }).click();
  await expect(buyer.getByText(deccan.name, { exact: true })).toBeVisible();
  await buyer.getByRole("spinbutton", { name: "Days to inspect" }).fill("10");
  await buyer.getByRole("button", { name: "Save draft" }).click();
  await expect(buyer.getByText("10 days ·")).toBeVisible();

  await buyer.getByRole("button", { name: "Propose it" }).click();
  await buyer.getByRole("button", { name: `Propose it to ${deccan.name}` }).click();
  await expect(buyer.getByText("Waiting for the other side")).toBeVisible();
  await untilLive(buyer);

  // The seller finds it, and answers with other terms.
  const seller = await visit("/market?mine=counterparty", { as: deccan.user, merchant: deccan });
  await seller.getByRole("link", { name: title }).filter({ visible: true }).click();
  await expect(seller.getByText("It is your turn to answer")).toBeVisible();
  await untilLive(seller);
  await seller.getByRole("link", { name: "Answer with other terms" }).click();
  await seller.getByRole("spinbutton", { name: "Days to inspect" }).fill("5");
  await seller.getByRole("button", { name: "Send these terms" }).click();
  await expect(seller.getByText("Waiting for whoever posted it")).toBeVisible();

  // The buyer, where they are, sees that it is their turn, what changed, and accepts exactly that.
  await expect(buyer.getByText("It is your turn to answer")).toBeVisible();
  await buyer.getByText("What changed since version 1").click();
  const changes = buyer.getByRole("list", { name: "Changes" }).first();
  await expect(changes).toContainText("10");
  await expect(changes).toContainText("5");
  await buyer.getByRole("button", { name: "Accept these terms" }).click();
  await buyer.getByRole("button", { name: `Accept for ${printed(price)}` }).click();
  const escrow = buyer.getByRole("region", { name: "Escrow" });
  await expect(escrow).toContainText(`Altogether${printed(price)}`);

  // Paid in: it leaves what is available, and the seller sees it in escrow.
  const before = await platform.balance();
  await buyer.getByRole("button", { name: "Pay in: Ten of them" }).click();
  await buyer
    .getByRole("dialog")
    .getByRole("button", { name: /^Pay in ₹/ })
    .click();
  await expect(milestone(buyer, "Ten of them")).toContainText("Waiting for the seller");
  const funded = await platform.balance();
  expect(before.available_paise - funded.available_paise).toBe(first);
  expect(funded.in_escrow_paise - before.in_escrow_paise).toBe(first);

  // Handed in with evidence; changes are asked for; handed in again.
  await handIn(seller, "Ten pumps, as agreed.");
  await expect(milestone(buyer, "Ten of them")).toContainText("Handed in");
  await buyer.getByRole("button", { name: "Ask for changes: Ten of them" }).click();
  await buyer.getByRole("textbox", { name: "What is not as agreed" }).fill("Two are dented.");
  await buyer.getByRole("dialog").getByRole("button", { name: "Ask for changes" }).click();
  await expect(milestone(seller, "Ten of them")).toContainText("Changes asked for");
  await handIn(seller, "Two new ones.");
  await expect(milestone(buyer, "Ten of them")).toContainText("handed in 2 times");
  await milestone(buyer, "Ten of them").getByText("Evidence and what happened").click();
  await expect(buyer.getByText("packing-list.png").first()).toBeVisible();

  // Words, both ways, without anybody reloading.
  await say(buyer, "They look good now.");
  await expect(seller.getByText("They look good now.")).toBeVisible();
  await say(seller, "Glad to hear it.");
  await expect(buyer.getByText("Glad to hear it.")).toBeVisible();

  // Approved, with the amounts shown: the seller has the money, less the fee.
  const earned = (await selling.balance()).available_paise;
  await buyer.getByRole("button", { name: "Approve: Ten of them" }).click();
  const amounts = buyer.getByLabel("Who gets what");
  await expect(amounts).toContainText("Arrives in the seller’s wallet");
  const promised = paiseIn(await amounts.locator("dd").first().innerText());
  await buyer.getByRole("button", { name: `Release ${printed(first)}` }).click();
  await expect(milestone(seller, "Ten of them")).toContainText(`${printed(first)} released`);
  expect((await selling.balance()).available_paise - earned).toBe(promised);

  // The rest is paid in, and divided as the seller proposes.
  const part = Math.trunc(rest / 4);
  await buyer.getByRole("button", { name: "Pay in: All the others" }).click();
  await buyer
    .getByRole("dialog")
    .getByRole("button", { name: /^Pay in ₹/ })
    .click();
  await seller.getByRole("button", { name: "Propose how to divide it: All the others" }).click();
  const proposing = seller.getByRole("dialog");
  await proposing.getByRole("textbox", { name: "To the seller" }).fill(rupees(rest - part));
  await proposing.getByRole("textbox", { name: "Back to the buyer" }).fill(rupees(part));
  await proposing.getByRole("textbox", { name: "Why" }).fill("A quarter is late.");
  await proposing.getByRole("button", { name: "Propose it" }).click();
  await expect(buyer.getByText("“A quarter is late.”")).toBeVisible();
  await buyer.getByRole("button", { name: "Accept the proposal: All the others" }).click();
  await buyer
    .getByRole("button", { name: `Accept: ${printed(rest - part)} to the seller` })
    .click();
  await expect(buyer.getByText("Completed", { exact: true }).first()).toBeVisible();
  await expect(seller.getByText("Completed", { exact: true }).first()).toBeVisible();

  // Reviews: neither reads the other's before both are in.
  await review(buyer, 5, "Mended at once.");
  await expect(seller.getByText(`${malabar.name} has given a review.`)).toBeVisible();
  await expect(seller.getByText("Mended at once.")).toHaveCount(0);
  await review(seller, 4, "Paid in time.");
  await expect(seller.getByText("Mended at once.")).toBeVisible();
  await expect(buyer.getByText("Paid in time.")).toBeVisible();

  // And the platform counts the same.
  const deal = await dealOf(platform, title);
  expect([deal.status, deal.price_paise]).toEqual(["completed", price]);
  const agreement = await agreementOf(platform, deal);
  expect([agreement.released_paise, agreement.refunded_paise, agreement.in_escrow_paise]).toEqual([
    price - part,
    part,
    0,
  ]);
});

test("a double click pays in once", async ({ visit, platform, request }) => {
  const [amount, title] = [newAmount(), newReference("Once")];
  const sides = { buying: platform, selling: new Platform(request, deccan) };
  const deal = await agreed(sides, title, amount);
  const page = await visit(`/deals/${deal.id}`);
  await page.getByRole("button", { name: "Pay in: All of it" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Pay in ₹/ })
    .dblclick();
  await expect(milestone(page, "All of it")).toContainText("Waiting for the seller");
  const { in_escrow_paise, milestones } = await agreementOf(platform, deal);
  expect(in_escrow_paise).toBe(milestones[0]?.due_paise);
});

test("a part is disputed, and settled where the slider stands", async ({
  visit,
  platform,
  request,
}) => {
  const [amount, title] = [newAmount(), newReference("Disputed")];
  const sides = { buying: platform, selling: new Platform(request, deccan) };
  const deal = await agreed(sides, title, amount);
  const buyer = await visit(`/deals/${deal.id}`);
  await buyer.getByRole("button", { name: "Pay in: All of it" }).click();
  await buyer
    .getByRole("dialog")
    .getByRole("button", { name: /^Pay in ₹/ })
    .click();

  await buyer.getByRole("button", { name: "Dispute: All of it" }).click();
  const opening = buyer.getByRole("dialog");
  await opening.getByRole("combobox", { name: "Why" }).selectOption("defective");
  await opening.getByRole("textbox", { name: "What you say" }).fill("Ten of them leak.");
  await opening.getByRole("button", { name: `Dispute ${printed(amount)}` }).click();
  await expect(milestone(buyer, "All of it")).toContainText("On hold");
  await buyer.getByRole("link", { name: /in dispute/ }).click();
  await expect(buyer.getByText("Waits for an answer")).toBeVisible();
  await untilLive(buyer);

  const seller = await visit(`/deals/${deal.id}`, { as: deccan.user, merchant: deccan });
  await seller.getByRole("link", { name: /in dispute/ }).click();
  await seller.getByRole("button", { name: "Answer it" }).click();
  const answering = seller.getByRole("dialog");
  await answering.getByRole("slider").fill("75");
  await answering.getByRole("textbox", { name: "What you say" }).fill("Two of them do.");
  await answering.getByRole("button", { name: /^Answer, and claim/ }).click();
  await expect(seller.getByText("Two of them do.")).toBeVisible();

  // The buyer, where they are, brings evidence and settles.
  await expect(buyer.getByText("Two of them do.")).toBeVisible();
  await buyer.getByLabel("Bring evidence").setInputFiles(PACKING_LIST);
  await expect(seller.getByText("packing-list.png")).toBeVisible();
  const earned = (await sides.selling.balance()).available_paise;
  await buyer.getByRole("button", { name: "Settle as offered" }).click();
  await buyer.getByRole("button", { name: /^Settle: ₹/ }).click();
  await expect(buyer.getByText("It is over")).toBeVisible();
  await expect(seller.getByText("It is over")).toBeVisible();
  expect((await sides.selling.balance()).available_paise).toBeGreaterThan(earned);
  const { released_paise, refunded_paise } = await agreementOf(platform, deal);
  expect([released_paise, refunded_paise]).toEqual([
    Math.trunc((amount * 75) / 100),
    amount - Math.trunc((amount * 75) / 100),
  ]);
});

async function fillMilestone(page: Page, place: number, name: string, amount: number) {
  const fields = page.getByRole("listitem", { name: `Milestone ${place}` });
  await fields.getByRole("textbox", { name: "Name" }).fill(name);
  await fields.getByRole("textbox", { name: "Amount" }).fill(rupees(amount));
}

function milestone(page: Page, name: string) {
  return page
    .getByRole("region", { name: "Escrow" })
    .getByRole("listitem", { name: new RegExp(`^\\d+\\. ${name}$`) });
}

async function handIn(page: Page, words: string): Promise<void> {
  await page.getByRole("button", { name: "Hand in: Ten of them" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "What was done" }).fill(words);
  await dialog.getByLabel("Evidence").setInputFiles(PACKING_LIST);
  // While it is on its way it is named as well.
  await expect(dialog.getByRole("list", { name: "Evidence" })).toContainText("packing-list.png");
  await dialog.getByRole("button", { name: "Hand it in" }).click();
  await expect(dialog).toHaveCount(0);
}

async function say(page: Page, words: string): Promise<void> {
  await page.getByRole("textbox", { name: "Write a message" }).fill(words);
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(page.getByRole("list", { name: "Messages, oldest first" })).toContainText(words);
}

async function review(page: Page, stars: number, words: string): Promise<void> {
  await page.getByRole("radio", { name: new RegExp(`^${stars} stars`) }).check();
  await page.getByRole("textbox", { name: "In words" }).fill(words);
  await page.getByRole("button", { name: "Give this review" }).click();
}

async function dealOf(platform: Platform, title: string): Promise<Deal> {
  const { results } = await platform.get<{ results: Deal[] }>("deals/", { mine: "posted" });
  const found = results.find((each) => each.title === title);
  if (!found) throw new Error(`there is no deal ${title}`);
  return platform.get<Deal>(`deals/${found.id}/`);
}
