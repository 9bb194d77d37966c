/** The whole of it, as people live through it: from two strangers to money in a bank, and two reviews. */
import type { Page } from "@playwright/test";
import { atTheDesk } from "./back-office";
import { demo } from "./demo";
import { paper, register, showWhoItIs, test, verify } from "./newcomers";
import { newAmount, newReference, printed, type Platform } from "./platform";
import { paiseIn, rupees } from "./rupees";
import { expect, fillPayout, untilLive } from "./stage";
import { traderCalled } from "./traders";

const RUPEE = 100;
const DEPOSIT = 50_000 * RUPEE;
const BUDGET = 40_000 * RUPEE;
const PRICE = 36_000 * RUPEE;
const [SAMPLES, REST] = [(PRICE * 40) / 100, (PRICE * 60) / 100];
const HOUR_MS = 3_600_000;

test("two strangers sign up, are verified, trade by bids through escrow, and one is paid out", async ({
  stranger,
  visit,
  platform,
  request,
  browser,
}) => {
  // For slow machines; a minute is enough for others.
  test.setTimeout(600_000);
  const title = newReference("Pumps");
  const asha = { person: "Asha Rao", merchant: newReference("Asha Waterworks") };
  const binu = { person: "Binu Das", merchant: newReference("Binu Pumps") };
  const [buyer, seller] = [await stranger(), await stranger()];

  await test.step("1: both register, say who they are, and are verified", async () => {
    for (const [page, who] of [
      [buyer, asha],
      [seller, binu],
    ] as const) {
      await register(page, who);
      await showWhoItIs(page, who);
    }
    const operator = await atTheDesk(browser, demo.operator, "/admin/");
    for (const [page, who] of [
      [buyer, asha],
      [seller, binu],
    ] as const) {
      await verify(operator, who.merchant);
      // Where they are, and without a reload.
      await expect(page.getByText("This merchant is verified", { exact: true })).toBeVisible();
    }
    await operator.context().close();
  });

  await test.step("the buyer brings money, over the payment page", async () => {
    await goTo(buyer, "Deposits");
    await buyer.getByRole("link", { name: "Add money" }).first().click();
    await buyer.getByRole("textbox", { name: "Amount" }).fill(rupees(DEPOSIT));
    await buyer.getByRole("textbox", { name: "Description" }).fill("For the pumps");
    await buyer.getByRole("button", { name: `Add ${printed(DEPOSIT)}` }).click();
    await expect(buyer).toHaveURL(/\/gateway\/checkout\/pi_/);
    await buyer.getByRole("textbox", { name: "Card number" }).fill("4000000000000002");
    await buyer.getByRole("button", { name: /^Pay / }).first().click();
    // It stays there once the money has cleared, which it does within twenty seconds.
    await expect(buyer.getByText(/^Paid: the money is pending/)).toBeVisible();
    await platform.passTime(60);
    await expect(buyer.getByText("Available", { exact: true })).toBeVisible({ timeout: 60_000 });
  });

  await test.step("2: the buyer posts what is wanted, in two parts, for whoever bids best", async () => {
    await goTo(buyer, "Market");
    await buyer.getByRole("link", { name: "Write a deal" }).first().click();
    await buyer.getByRole("button", { name: "Open auction" }).click();
    await buyer.getByRole("textbox", { name: "Title" }).fill(title);
    await buyer.getByRole("combobox", { name: "Category" }).selectOption("machinery");
    await buyer.getByRole("textbox", { name: "What you pay at most" }).fill(rupees(BUDGET));
    await buyer.getByLabel("Bids until").fill(await inHours(platform, 2));
    await buyer.getByRole("textbox", { name: "Scope" }).fill("Forty pumps, delivered to Pune.");
    await buyer.getByRole("button", { name: "Add a milestone" }).click();
    await fillMilestone(buyer, 1, "Ten of them", "40");
    await fillMilestone(buyer, 2, "All the others", "60");
    await expect(buyer.getByText("100 % together")).toBeVisible();
    await buyer.getByRole("button", { name: "Save draft" }).click();
    await expect(buyer.getByRole("heading", { name: title })).toBeVisible();

    await buyer.getByRole("link", { name: "How bids are taken" }).click();
    await expect(buyer.getByRole("textbox", { name: "Ceiling" })).toBeVisible();
    await buyer.getByRole("button", { name: "Save these rules" }).click();
    await expect(buyer.getByText("Saved.", { exact: true })).toBeVisible();
    await buyer.getByRole("link", { name: "The deal" }).click();
    await buyer.getByRole("button", { name: "Publish it" }).click();
    await buyer.getByRole("dialog").getByRole("button", { name: "Publish it" }).click();
    await buyer.getByRole("link", { name: "Go to the auction" }).click();
    await expect(buyer.getByText("Bids are being taken")).toBeVisible();
    await untilLive(buyer);
  });

  await test.step("3: two bid against each other, and the buyer looks on", async () => {
    await goTo(seller, "Market");
    await seller.getByRole("searchbox").fill(title);
    await expect(seller).toHaveURL(new RegExp(`search=${title}`));
    await seller.getByRole("link", { name: title }).filter({ visible: true }).click();
    await seller.getByRole("link", { name: "Go to the auction" }).click();
    await untilLive(seller);
    await seller.getByRole("button", { name: `Bid ${printed(BUDGET)}` }).click();
    await expect(seller.getByText("Taken: you lead with it.")).toBeVisible();

    const tea = await traderCalled(request, "Tea");
    const path = new URL(seller.url()).pathname.replace(/^\/m\/[^/]+/, "");
    const rival = await visit(path, { as: tea.user, merchant: tea });
    const better = BUDGET - BUDGET / 100;
    await rival.getByRole("button", { name: `Bid ${printed(better)}` }).click();
    await expect(standing(rival)).toContainText("You lead");
    await expect(standing(seller)).toContainText("You are outbid");
    await expect(price(buyer)).toContainText(printed(better));

    await seller.getByLabel("Your bid").fill(rupees(PRICE));
    await seller.getByRole("button", { name: `Bid ${printed(PRICE)}` }).click();
    await expect(standing(seller)).toContainText("You lead");
    await expect(standing(rival)).toContainText("You are outbid");
    await expect(price(buyer)).toContainText(printed(PRICE));
  });

  await test.step("4: it closes, the best is chosen, and confirms", async () => {
    await platform.passTime((2 * HOUR_MS) / 1000);
    await buyer.getByRole("button", { name: `Award to Bidder 1 at ${printed(PRICE)}` }).click();
    await expect(buyer.getByText("To be confirmed", { exact: true })).toBeVisible();
    await expect(buyer.getByText(`Bidder 1: ${binu.merchant}`)).toBeVisible();
    await expect(standing(seller)).toContainText("You were chosen");
    await seller.getByRole("button", { name: `Confirm at ${printed(PRICE)}` }).click();
    await expect(standing(seller)).toContainText("The deal is yours");
    for (const page of [buyer, seller]) await page.getByRole("link", { name: "The deal" }).click();
    await expect(escrow(buyer)).toContainText(`Altogether${printed(PRICE)}`);
  });

  let promised = 0;
  for (const [name, amount] of [
    ["Ten of them", SAMPLES],
    ["All the others", REST],
  ] as const) {
    await test.step(`5 to 7: “${name}” is paid in, delivered with evidence, released`, async () => {
      await payIn(buyer, name);
      await handIn(seller, name);
      await expect(milestone(buyer, name)).toContainText("Handed in");
      await milestone(buyer, name).getByText("Evidence and what happened").click();
      await expect(milestone(buyer, name).getByText("delivery.pdf").first()).toBeVisible();
      await buyer.getByRole("button", { name: `Approve: ${name}` }).click();
      const amounts = buyer.getByLabel("Who gets what");
      await expect(amounts).toContainText("Arrives in the seller’s wallet");
      promised += paiseIn(await amounts.locator("dd").first().innerText());
      await buyer.getByRole("button", { name: `Release ${printed(amount)}` }).click();
      for (const page of [buyer, seller]) {
        await expect(milestone(page, name)).toContainText(`${printed(amount)} released`);
      }
    });
  }

  await test.step("8: both say how it was, and neither reads the other's word before", async () => {
    for (const page of [buyer, seller]) {
      await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible();
    }
    await review(buyer, 5, "On the day.");
    await expect(seller.getByText(`${asha.merchant} has given a review.`)).toBeVisible();
    await review(seller, 4, "Paid in time.");
    await expect(seller.getByText("On the day.")).toBeVisible();
    await expect(buyer.getByText("Paid in time.")).toBeVisible();
  });

  await test.step("and the seller has it paid out to a bank account that was looked at", async () => {
    await goTo(seller, "Bank accounts");
    await addBankAccount(seller, binu.merchant);
    await goTo(seller, "Payouts");
    await seller.getByRole("link", { name: "Send money" }).first().click();
    // To the paisa what both releases said would arrive.
    expect(promised).toBeLessThanOrEqual(PRICE);
    await expect(seller.getByText(`${printed(promised)} is available.`)).toBeVisible();
    const [amount, reference] = [newAmount(), newReference("earned")];
    await platform.script("ok", amount);
    await (await fillPayout(seller, { to: binu.merchant, amount, reference })).click();
    await expect(seller.getByRole("heading", { name: `To ${binu.merchant}` })).toBeVisible();
    await expect(seller.getByRole("listitem").filter({ hasText: /^Completed/ })).toBeVisible();
    await goTo(seller, "Overview");
    await expect(seller.getByText(printed(promised - amount)).first()).toBeVisible();
  });
});

// --- where they are -------------------------------------------------------------------------------

async function goTo(page: Page, place: string): Promise<void> {
  const places = page.getByRole("navigation", { name: "Places" });
  await places.getByRole("link", { name: place, exact: true }).click();
  await expect(page.getByRole("heading", { name: place, exact: true })).toBeVisible();
}

const price = (page: Page) => page.getByRole("region", { name: "How it stands" });
const standing = (page: Page) => price(page).getByRole("status").last();
const escrow = (page: Page) => page.getByRole("region", { name: "Escrow" });

function milestone(page: Page, name: string) {
  return escrow(page).getByRole("listitem", { name: new RegExp(`^\\d+\\. ${name}$`) });
}

// --- what they do ---------------------------------------------------------------------------------

async function fillMilestone(page: Page, place: number, name: string, share: string) {
  const fields = page.getByRole("listitem", { name: `Milestone ${place}` });
  await fields.getByRole("textbox", { name: "Name" }).fill(name);
  await fields.getByRole("textbox", { name: "Share of the price" }).fill(share);
}

async function payIn(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Pay in: ${name}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Pay in ₹/ }).click();
  await expect(milestone(page, name)).toContainText("Waiting for the seller");
}

async function handIn(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `Hand in: ${name}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "What was done" }).fill("As agreed.");
  await dialog.getByLabel("Evidence").setInputFiles(paper("delivery.pdf"));
  // Its name alone is there while it is on its way.
  await expect(dialog.getByRole("list", { name: "Evidence" })).toContainText("delivery.pdf");
  await dialog.getByRole("button", { name: "Hand it in" }).click();
  await expect(dialog).toHaveCount(0);
}

async function review(page: Page, stars: number, words: string): Promise<void> {
  await page.getByRole("radio", { name: new RegExp(`^${stars} stars`) }).check();
  await page.getByRole("textbox", { name: "In words" }).fill(words);
  await page.getByRole("button", { name: "Give this review" }).click();
}

/** Added, and confirmed by a penny drop: a new one would have to wait for a day otherwise. */
async function addBankAccount(page: Page, holder: string): Promise<void> {
  await page.getByRole("link", { name: "Add bank account" }).first().click();
  await page.getByLabel("Account holder").fill(holder);
  for (const name of ["Account number", "Account number again"]) {
    await page.getByRole("textbox", { name, exact: true }).fill("50100099887766");
  }
  await page.getByLabel("IFSC").fill("HDFC0000240");
  await page.getByRole("button", { name: "Add bank account" }).click();
  await page.getByRole("button", { name: `Actions for ${holder}` }).click();
  await page.getByRole("menuitem", { name: "Verify" }).click();
  const asking = page.getByRole("region", { name: `Verify ${holder}` });
  await asking.getByRole("button", { name: "Verify" }).click();
  await expect(asking.getByText(/^The names fit/)).toBeVisible();
}

/** For a field of date and time, which is where one is: in India. */
async function inHours(platform: Platform, hours: number): Promise<string> {
  const indian = 5.5 * HOUR_MS;
  const then = Date.now() + (await platform.aheadMs()) + indian + hours * HOUR_MS;
  return new Date(then).toISOString().slice(0, 16);
}
