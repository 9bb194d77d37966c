import type { APIRequestContext, Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { components } from "../src/api/schema";
import { agreed, agreementOf, fund, type Deal } from "./dealing";
import { deccan, demo, malabar, type DemoMerchant } from "./demo";
import { linkTo } from "./letters";
import { newAmount, newReference, Platform, printed } from "./platform";
import { expect, test, untilLive } from "./stage";
import { nutmeg, START, traderCalled } from "./traders";

type Message = components["schemas"]["DealMessageOut"];
type Milestone = components["schemas"]["MilestoneOut"];
type Thresholds = components["schemas"]["ThresholdsOut"];

/** Nothing in it, but a file all the same. */
const DRAWING = {
  name: "drawing.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
};

test("whoever is invited by a letter comes in by its link, and takes the drawings along", async ({
  visit,
  platform,
  browser,
}) => {
  const [amount, title] = [newAmount(), newReference("Invited")];
  const email = `invited-${randomUUID().slice(0, 8)}@stories.example`;
  const { id } = await platform.post<Deal>("deals/", {
    kind: "request",
    format: "direct",
    title,
    category: "machinery",
    terms: {
      scope: "Ten pumps, as drawn.",
      milestones: [{ title: "All of it", amount_paise: amount }],
    },
  });

  // The drawing is there before anybody comes.
  const poster = await visit(`/deals/${id}`);
  await untilLive(poster);
  const attached = poster.getByRole("list", { name: "Attachments" });
  await poster.getByLabel("Attach a file").setInputFiles(DRAWING);
  await expect(attached).toContainText(DRAWING.name);

  await poster.getByRole("textbox", { name: "E-mail" }).fill(email);
  await poster.getByRole("textbox", { name: "Note" }).fill("As we said on the phone.");
  await poster.getByRole("button", { name: "Send invitation" }).click();
  const invited = poster.getByRole("list", { name: "Who was invited" });
  await expect(invited).toContainText(email);
  // While it is a draft nobody else sees it.
  await poster.getByRole("button", { name: "Propose it" }).click();
  await poster.getByRole("dialog").getByRole("button", { name: "Propose it" }).click();
  await expect(poster.getByRole("dialog")).toHaveCount(0);

  // Who follows the link sees what it is about, signs in, and is back where they were.
  const context = await browser.newContext({ baseURL: demo.base_url });
  const guest = await context.newPage();
  const link = await linkTo("deal-invitation", email);
  await guest.goto(link);
  await expect(guest.getByText(title)).toBeVisible();
  await expect(guest.getByText(malabar.name)).toBeVisible();
  await guest.getByRole("link", { name: "Sign in to read it" }).click();
  await guest.getByLabel("E-mail").fill(deccan.user.email);
  await guest.getByLabel("Password").fill(deccan.user.password);
  await guest.getByRole("button", { name: "Sign in", exact: true }).click();
  await guest.getByRole("button", { name: `Read it as ${deccan.name}` }).click();
  await expect(guest).toHaveURL(new RegExp(`/m/${deccan.id}/deals/${id}$`));
  await expect(guest.getByRole("heading", { name: title })).toBeVisible();

  const saved = guest.waitForEvent("download");
  await guest.getByRole("button", { name: `Download ${DRAWING.name}` }).click();
  const drawing = await saved;
  expect(drawing.suggestedFilename()).toBe(DRAWING.name);
  expect(readFileSync(await drawing.path())).toEqual(DRAWING.buffer);

  // Whoever invited sees who came, and that it is their answer that is waited for.
  await expect(invited).toContainText(`Came in as ${deccan.name}`);
  await guest.getByRole("button", { name: "Accept these terms" }).click();
  await guest.getByRole("button", { name: `Accept for ${printed(amount)}` }).click();
  await expect(poster.getByRole("region", { name: "Escrow" })).toContainText(
    `Altogether${printed(amount)}`,
  );
  await context.close();

  // The link has let one merchant in, and lets in no other.
  const late = await visit("", { as: demo.traders[0]?.user ?? demo.demo_user });
  await late.goto(link);
  await expect(late.getByRole("alert")).toBeVisible();
  await expect(late.getByRole("button", { name: /^Read it as / })).toHaveCount(0);
});

test("what was said long ago is shown when it is asked for", async ({
  visit,
  platform,
  request,
}) => {
  const sides = { buying: platform, selling: new Platform(request, deccan) };
  const deal = await agreed(sides, newReference("Talk"), newAmount());
  for (let said = 1; said <= 52; said += 1) {
    const by = said % 2 ? sides.buying : sides.selling;
    await by.post<Message>(`deals/${deal.id}/messages/`, { text: `Word ${said} of many` });
  }
  const page = await visit(`/deals/${deal.id}`);
  const list = page.getByRole("list", { name: "Messages, oldest first" });
  await list.scrollIntoViewIfNeeded();
  await expect(list.getByText("Word 52 of many")).toBeInViewport();
  await expect(list.getByText("Word 2 of many", { exact: true })).toHaveCount(0);
  await list.getByRole("button", { name: "Show earlier" }).click();
  await expect(list.getByText("Word 1 of many", { exact: true })).toBeVisible();
  await expect(list.getByText(/^Word /)).toHaveCount(52);
  await expect(list.getByRole("button", { name: "Show earlier" })).toHaveCount(0);

  // What comes now is in sight, and nothing that was shown is gone.
  await untilLive(page);
  await sides.selling.post<Message>(`deals/${deal.id}/messages/`, { text: "Word 53 of many" });
  await expect(list.getByText("Word 53 of many")).toBeInViewport();
  await expect(list.getByText(/^Word /)).toHaveCount(53);
});

test("a deposit that is on its way pays for a milestone when it clears", async ({
  visit,
  platform,
  request,
}) => {
  const sides = { buying: platform, selling: new Platform(request, deccan) };
  const deal = await agreed(sides, newReference("Deposit"), newAmount());
  const { missing_paise: missing } = await theMilestone(platform, deal);
  const deposit = await platform.askForMoney({
    amount_minor: missing + 5_000,
    currency: "INR",
    reference: newReference("pays"),
  });

  const page = await visit(`/deals/${deal.id}`);
  await untilLive(page);
  await page.getByRole("button", { name: "Pay in: All of it" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "A deposit on its way" }).click();
  await dialog.getByRole("combobox", { name: "Which deposit" }).selectOption(deposit.id);
  await expect(dialog).toContainText(
    `As soon as the deposit of ${printed(missing + 5_000)} has cleared, ${printed(missing)} go into escrow`,
  );
  await dialog.getByRole("button", { name: "Let this deposit pay" }).click();
  await expect(dialog).toHaveCount(0);
  const milestone = page.getByRole("listitem", { name: "1. All of it" });
  await expect(milestone).toContainText(`A deposit of ${printed(missing + 5_000)} pays the`);
  await expect(milestone).toContainText("not paid yet");

  // The payer pays, and by and by it clears: nobody here has to do anything.
  await platform.payByCard(deposit, "4000000000000002");
  await expect(milestone).toContainText("Waiting for the seller", { timeout: 90_000 });
  await expect(milestone).not.toContainText("A deposit of");
  const paid = await theMilestone(platform, deal);
  expect([paid.missing_paise, paid.awaited_deposit_ids]).toEqual([0, []]);
});

test("an approval of a release leads to its deal, where one sees what was handed in", async ({
  visit,
  platform,
  request,
}) => {
  // Above what any other story releases, so that none of them waits for a second owner.
  const limit = 600_000;
  const amount = limit + newAmount();
  const title = newReference("Large");
  const buying = new Platform(request, deccan);
  await releasesAbove(request, deccan, limit);
  const deal = await agreed({ buying, selling: platform }, title, amount);
  await fund(buying, (await agreementOf(buying, deal)).milestones[0]);
  const { id } = await theMilestone(buying, deal);
  await platform.post(`milestones/${id}/submit/`, { note: "All forty pumps." });

  const first = await visit(`/deals/${deal.id}`, { as: deccan.user, merchant: deccan });
  await first.getByRole("button", { name: "Approve: All of it" }).click();
  await first
    .getByRole("dialog")
    .getByRole("button", { name: printed(amount) })
    .click();
  await expect(first.getByText("Waiting for another owner")).toBeVisible();

  const second = await visit("/approvals", { as: demo.demo_user, merchant: deccan });
  const item = second.getByRole("listitem").filter({ hasText: printed(amount) });
  await item.getByRole("link", { name: `“All of it” to ${malabar.name}` }).click();
  await expect(second.getByRole("heading", { name: title })).toBeVisible();
  await second.getByText("Evidence and what happened").click();
  await expect(second.getByText("All forty pumps.")).toBeVisible();
  await second.goBack();
  await item.getByRole("button", { name: "Approve …" }).click();
  await second.getByRole("button", { name: `Approve ${printed(amount)}` }).click();
  await expect(item).toHaveCount(0);
  await expect(completed(first)).toBeVisible();
});

test("an auto-bid goes on until whoever set it said, and no further", async ({
  visit,
  platform,
  request,
}) => {
  const [tea, boxes] = [
    await traderCalled(request, "Tea"),
    await traderCalled(request, "Packaging"),
  ];
  const inDays = async (days: number) =>
    new Date(Date.now() + (await platform.aheadMs()) + days * 86_400_000);
  const deadline = (await inDays(3)).toISOString();
  const dealId = await platform.putUp({ ...(await nutmeg(platform)), deadline }, {});
  const path = `/deals/${dealId}/auction`;
  const page = await visit(path, { as: tea.user, merchant: tea });
  await page.getByLabel("Limit").fill("230000");
  await page.getByLabel("Until").fill(localMinute(await inDays(-1)));
  await expect(page.getByText("That has passed.")).toBeVisible();
  await page.getByLabel("Until").fill(localMinute(await inDays(1)));
  await page.getByRole("button", { name: "Bid for me as far as ₹2,30,000.00" }).click();
  await expect(page.getByText(/It bids for you as far as ₹2,30,000.00, until/)).toBeVisible();
  const standing = page.getByRole("region", { name: "How it stands" });
  await boxes.bid(dealId, START + 1_000_000);
  await expect(standing).toContainText("You lead");

  await platform.passTime(25 * 3600);
  await expect(page.getByText(/answers nobody since/)).toBeVisible();
  // Whoever signed in a day ago signs in again.
  const later = await traderCalled(request, "Packaging");
  await later.bid(dealId, START + 2_000_000);
  await expect(standing).toContainText("You are outbid");
});

const INDIA = new Intl.DateTimeFormat("sv-SE", {
  dateStyle: "short",
  timeStyle: "short",
  timeZone: "Asia/Kolkata",
});

/** As a field of date and time has it, where these browsers are. */
function localMinute(at: Date): string {
  return INDIA.format(at).replace(" ", "T");
}

const completed = (page: Page) => page.getByText("Completed", { exact: true }).first();

async function theMilestone(platform: Platform, deal: Deal): Promise<Milestone> {
  const [only] = (await agreementOf(platform, deal)).milestones;
  if (!only) throw new Error("there is no milestone");
  return only;
}

/** As an owner does it; lowering it takes nothing from anybody's say. */
async function releasesAbove(
  request: APIRequestContext,
  { id, user }: DemoMerchant,
  paise: number,
): Promise<void> {
  const signedIn = await request.post("/api/v1/auth/token/", { data: user });
  const { access } = (await signedIn.json()) as { access: string };
  const headers = { Authorization: `Bearer ${access}`, "X-Merchant-Id": id };
  const path = "/api/v1/approvals/settings/";
  const now = (await (await request.get(path, { headers })).json()) as Thresholds;
  if (now.releases_above_paise === paise) return;
  const answer = await request.put(path, {
    headers,
    data: {
      payouts_above_paise: now.payouts_above_paise,
      transfers_above_paise: now.transfers_above_paise,
      releases_above_paise: paise,
    },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}
