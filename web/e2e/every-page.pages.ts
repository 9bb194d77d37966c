/**
 * Every page at every size, light and dark: for axe, against a document wider than its window, and, where
 * ADULIS_SCREENSHOTS names a folder, to be looked at.
 */
import type { APIRequestContext, Page } from "@playwright/test";
import type axe from "axe-core";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { atTheDesk, endAlert, publishAlert } from "./back-office";
import { dealsToLookAt, type DealsToLookAt } from "./dealing";
import { deccan, demo, malabar } from "./demo";
import { newAmount, newReference, Platform } from "./platform";
import { deliveryToLookAt } from "./receiver";
import { expect, test } from "./stage";
import { nutmeg, START, traderCalled } from "./traders";

const FOLDER = process.env.ADULIS_SCREENSHOTS;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const THEMES = ["light", "dark"] as const;
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };
const EXTREMES = [
  { width: 360, height: 740 },
  { width: 2560, height: 1440 },
];

interface Known {
  transfer: string;
  completed: string;
  failed: string;
  scheduled: string;
  batch: string;
  case: string;
  unpaid: string;
  refundable: string;
  disputed: string;
  auction: string;
  closed: string;
  draft: string;
  delivery: string;
}

interface Shown {
  name: string;
  path: (known: Known) => string;
  /** What is there once the page is. */
  until: string | RegExp;
  /** What is done before it is looked at. */
  then?: (page: Page) => Promise<void>;
}

const PAGES: Shown[] = [
  // First, as it has an end.
  {
    name: "auction",
    path: ({ auction }) => `/deals/${auction}/auction`,
    until: "You have not bid",
    then: async (page) => {
      await page.getByLabel("Your bid").fill("1");
      await page.getByLabel("Limit").fill("900000");
      await expect(page.getByText("From now on it bids for you")).toBeVisible();
    },
  },
  { name: "overview", path: () => "", until: "Latest payouts" },
  { name: "inbox", path: () => "/inbox", until: "Choose what you are told" },
  { name: "inbox-unread", path: () => "/inbox?unread=true", until: "Unread" },
  { name: "payouts", path: () => "/payouts", until: "Export CSV" },
  { name: "payouts-none-found", path: () => "/payouts?search=nobody", until: "No payout fits" },
  {
    name: "send-money",
    path: () => "/payouts/new",
    until: "Kumily Cardamom Growers",
    then: async (page) => {
      await page.getByRole("radio").first().check();
      await page.getByRole("textbox", { name: "Amount" }).fill("12500");
      await page.getByText("How, when and what for …").click();
      await page.getByText("The same with curl").click();
      await expect(page.getByText("It goes by")).toBeVisible();
    },
  },
  {
    name: "send-money-wrong",
    path: () => "/payouts/new",
    until: "Kumily Cardamom Growers",
    then: async (page) => {
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await expect(page.getByText("Choose to whom.")).toBeVisible();
    },
  },
  { name: "payout", path: ({ completed }) => `/payouts/${completed}`, until: "What happened" },
  { name: "payout-failed", path: ({ failed }) => `/payouts/${failed}`, until: "Pay again" },
  {
    name: "payout-cancelling",
    path: ({ scheduled }) => `/payouts/${scheduled}`,
    until: "What happened",
    then: async (page) => {
      await page.getByRole("button", { name: "Cancel payout" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  { name: "deposits", path: () => "/deposits", until: "Looked at by everybody" },
  { name: "deposits-none-found", path: () => "/deposits?currency=GBP", until: "No deposit fits" },
  {
    name: "add-money",
    path: () => "/deposits/new",
    until: "Or by bank transfer",
    then: async (page) => {
      await page.getByRole("textbox", { name: "Amount" }).fill("125000");
      await expect(page.getByText("in all.")).toBeVisible();
    },
  },
  {
    name: "add-dollars",
    path: () => "/deposits/new",
    until: "Or by bank transfer",
    then: async (page) => {
      await page.getByRole("button", { name: "USD" }).click();
      await page.getByRole("textbox", { name: "Amount" }).fill("1250");
      await expect(page.getByText("Promised for")).toBeVisible();
      await page.getByRole("button", { name: /^Add \$/ }).click();
      await expect(page.getByText("Choose what it is for.")).toBeVisible();
    },
  },
  { name: "deposit", path: ({ unpaid }) => `/deposits/${unpaid}`, until: "Go to the payment page" },
  {
    name: "deposit-charged-back",
    path: ({ disputed }) => `/deposits/${disputed}`,
    until: "Contest it",
  },
  {
    name: "deposit-contesting",
    path: ({ disputed }) => `/deposits/${disputed}`,
    until: "Contest it",
    then: async (page) => {
      await page.getByRole("button", { name: "Contest it" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "deposit-refunding",
    path: ({ refundable }) => `/deposits/${refundable}`,
    until: "On paper",
    then: async (page) => {
      await page.getByRole("button", { name: "Refund", exact: true }).click();
      await page.getByRole("button", { name: "A part" }).click();
      await page.getByRole("textbox", { name: "Amount" }).fill("100");
    },
  },
  { name: "transfers", path: () => "/transfers", until: "Others here send to you at" },
  {
    name: "transfer-money",
    path: () => "/transfers/new",
    until: "Only you see it.",
    then: async (page) => {
      await page.getByRole("textbox", { name: "To" }).fill(deccanAccount());
      await page.getByRole("checkbox", { name: /^Yes, I mean/ }).check();
      await page.getByRole("textbox", { name: "Amount" }).fill("5000");
      await expect(page.getByText("leaves")).toBeVisible();
    },
  },
  { name: "transfer", path: ({ transfer }) => `/transfers/${transfer}`, until: "Altogether" },
  {
    name: "approvals",
    path: () => "/approvals",
    until: "One person is enough for any amount.",
    then: async (page) => {
      await page.getByRole("button", { name: "Change" }).click();
      await page.getByRole("checkbox", { name: "Payouts need a second owner" }).check();
      await page.getByRole("textbox", { name: "Payouts above" }).fill("1000");
    },
  },
  { name: "verification", path: () => "/verification", until: "What was said" },
  { name: "batches", path: () => "/batches", until: "looked-at" },
  { name: "pay-by-file", path: () => "/batches/new", until: "What the file looks like" },
  { name: "batch", path: ({ batch }) => `/batches/${batch}`, until: "Mend this 1" },
  { name: "bank-accounts", path: () => "/bank-accounts", until: "Anjali Menon" },
  { name: "add-bank-account", path: () => "/bank-accounts/new", until: "Account holder" },
  { name: "ledger", path: () => "/ledger", until: /available/i },
  { name: "statement", path: () => "/statement", until: "Closing balance" },
  {
    name: "statement-held",
    path: () => "/statement?account=held&from=2026-01-01&to=2026-01-31",
    until: "Nothing was booked in these days",
  },
  {
    name: "fees-and-invoices",
    path: () => "/billing",
    until: "Money sent to a bank account",
    then: async (page) => {
      await page.getByRole("textbox", { name: "Of" }).fill("125000");
      await page.getByRole("button", { name: "Ask for the fee" }).click();
      await expect(page.getByText("Promised until")).toBeVisible();
    },
  },
  { name: "reports", path: () => "/reports", until: "Ask for a report" },
  {
    name: "report",
    path: () => "/reports",
    until: "Ask for a report",
    then: async (page) => {
      await page.getByRole("button", { name: "Ask", exact: true }).click();
      await expect(page.getByText("What it comes to")).toBeVisible({ timeout: 60_000 });
    },
  },
  { name: "audit", path: () => "/audit", until: "all of this subject" },
  { name: "cases", path: () => "/cases", until: "Paid after a refusal" },
  { name: "case", path: ({ case: id }) => `/cases/${id}`, until: "Paid after a refusal" },
  { name: "api-keys", path: () => "/api-keys", until: "Demo key" },
  { name: "webhooks", path: () => "/webhooks", until: "nobody-listens" },
  {
    name: "new-webhook-endpoint",
    path: () => "/webhooks",
    until: "nobody-listens",
    then: async (page) => {
      await page.getByRole("button", { name: "Create endpoint" }).first().click();
      await expect(page.getByRole("radio", { name: "Everything that happens" })).toBeChecked();
    },
  },
  {
    name: "choosing-events",
    path: () => "/webhooks",
    until: "nobody-listens",
    then: async (page) => {
      await page.getByRole("button", { name: "Create endpoint" }).first().click();
      await page.getByRole("radio", { name: "Only what I choose" }).check();
      await page.getByRole("button", { name: "Create endpoint" }).last().click();
      await expect(page.getByText("Choose at least one, or everything.")).toBeVisible();
      await page.getByLabel("Find an event").fill("refund");
      await page.getByRole("checkbox", { name: "refund.*" }).check();
      await page.getByRole("checkbox", { name: "milestone.refunded" }).check();
    },
  },
  {
    name: "replaying-webhooks",
    path: () => "/webhooks",
    until: "nobody-listens",
    then: async (page) => {
      await page
        .getByRole("button", { name: /^Replay / })
        .first()
        .click();
      await page.getByRole("button", { name: "Everything since" }).click();
      await expect(page.getByLabel("Since", { exact: true })).toBeVisible();
    },
  },
  {
    name: "webhook-deliveries",
    // Whoever receives everything has had more than a page of it.
    path: () => "/webhooks/deliveries?type=webhook_endpoint.tested",
    until: "webhook_endpoint.tested",
  },
  {
    name: "webhook-deliveries-none-found",
    path: () => "/webhooks/deliveries?type=nothing.like_it",
    until: "No delivery fits",
  },
  {
    name: "webhook-delivery",
    path: ({ delivery }) => `/webhooks/deliveries/${delivery}`,
    until: "Attempt 1",
  },
  {
    name: "events",
    path: () => "/events",
    until: "/1",
    then: async (page) => {
      await page.getByRole("list", { name: "Events" }).locator("summary").first().click();
    },
  },
  {
    name: "new-api-key",
    path: () => "/api-keys",
    until: "Demo key",
    then: async (page) => {
      await page.getByRole("button", { name: "Create API key" }).click();
      await expect(page.getByText("It ends after")).toBeVisible();
    },
  },
  {
    name: "rotate-api-key",
    path: () => "/api-keys",
    until: "Demo key",
    then: async (page) => {
      await page.getByRole("button", { name: /^Demo key/ }).click();
      await expect(page.getByText("Counts as")).toBeVisible();
      await page.getByRole("button", { name: "Rotate Demo key" }).first().click();
      await expect(page.getByText("The old key goes on for")).toBeVisible();
    },
  },
  { name: "team", path: () => "/team", until: malabar.user.email },
  {
    name: "inviting",
    path: () => "/team",
    until: malabar.user.email,
    then: async (page) => {
      await page.getByRole("button", { name: "Invite a colleague" }).click();
      await page.getByRole("button", { name: "Send invitation" }).click();
      await expect(page.getByText("Enter their e-mail address.")).toBeVisible();
    },
  },
  {
    name: "changing-a-role",
    path: () => "/team",
    until: malabar.user.email,
    then: async (page) => {
      await page
        .getByRole("button", { name: /^Change role of/ })
        .first()
        .click();
      await expect(page.getByRole("region", { name: /^Change role of/ })).toBeVisible();
    },
  },
  { name: "merchant-settings", path: () => "/settings", until: "Merchant ID" },
  { name: "sandbox", path: () => "/sandbox", until: "timeout_after" },
  {
    name: "receiving",
    path: () => "/sandbox/receiving",
    until: /Start receiving|What arrived/,
    then: async (page) => {
      const begin = page.getByRole("button", { name: "Start receiving" });
      const arrived = page.getByRole("list", { name: "Arrived, newest first" });
      await expect(begin.or(arrived)).toBeAttached();
      if (await begin.isVisible()) await begin.click();
      await page.getByRole("button", { name: "Send a test event" }).click();
      await expect(arrived.getByText("webhook_endpoint.tested").first()).toBeVisible();
      await arrived.locator("summary").first().click();
    },
  },
  {
    name: "auction-choosing",
    path: ({ closed }) => `/deals/${closed}/auction`,
    until: "Choose a bid",
    then: async (page) => {
      await page.getByRole("radio").last().check();
      await expect(page.getByLabel("Why not the best")).toBeVisible();
    },
  },
  {
    name: "auction-plan",
    path: ({ draft }) => `/deals/${draft}/auction`,
    until: "How it will be put up",
  },
  {
    name: "palette",
    path: () => "/payouts",
    until: "Export CSV",
    then: async (page) => {
      await page.keyboard.press("Control+k");
      await expect(page.getByPlaceholder("A page, a merchant")).toBeVisible();
    },
  },
  { name: "nothing-here", path: () => "/nothing-here", until: "Nothing lies at this address" },
];

test("every page is accessible and fits its window, in light and dark", async ({
  visit,
  platform,
  request,
}) => {
  test.setTimeout(1_200_000);
  const known = {
    ...(await somethingToLookAt(platform)),
    ...(await auctionsToLookAt(platform, request)),
  };
  const page = await visit("", { as: demo.demo_user });
  const wrong: string[] = [];
  for (const shown of PAGES) {
    await page.setViewportSize(SIZES.desktop);
    await page.goto(`/m/${malabar.id}${shown.path(known)}`);
    const there = page.getByText(shown.until).filter({ visible: true }).first();
    await expect(there, shown.name).toBeVisible();
    await expect(
      page.getByText("Live", { exact: true }).or(page.getByText("Nothing lies")),
    ).toBeVisible();
    await shown.then?.(page);
    wrong.push(...(await looked(page, shown.name)));
  }
  expect(wrong).toEqual([]);
});

const DEALS: (Omit<Shown, "path"> & { path: (known: DealsToLookAt) => string })[] = [
  { name: "market", path: () => "/market", until: "Cardamom, two tonnes" },
  {
    name: "market-none-found",
    path: () => "/market?search=nobodyhasthis&least=100",
    until: "No deal fits",
  },
  {
    name: "write-a-deal",
    path: () => "/deals/new",
    until: "What is to be done",
    then: async (page) => {
      await page.getByRole("button", { name: "Open auction" }).click();
      await page.getByRole("textbox", { name: "What you pay at most" }).fill("125000");
      await page.getByRole("button", { name: "Add a milestone" }).click();
      await page.getByRole("button", { name: "Divide evenly" }).click();
      await page.getByRole("button", { name: "Save draft" }).click();
      await expect(page.getByText("Say what is to be done.")).toBeVisible();
    },
  },
  { name: "deal-draft", path: ({ draft }) => `/deals/${draft}`, until: "It is a draft" },
  { name: "deal-changing", path: ({ draft }) => `/deals/${draft}/edit`, until: "Bids until" },
  {
    name: "deal-publishing",
    path: ({ draft }) => `/deals/${draft}`,
    until: "It is a draft",
    then: async (page) => {
      await page.getByRole("button", { name: "Publish it" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  { name: "deal-open", path: ({ open }) => `/deals/${open}`, until: "Go to the auction" },
  { name: "deal-amending", path: ({ open }) => `/deals/${open}/amend`, until: "Around the terms" },
  {
    name: "deal-answering",
    path: ({ answering }) => `/deals/${answering}`,
    until: "It is your turn to answer",
    then: async (page) => {
      await page.getByText("What changed since version 1").click();
      await expect(page.getByRole("list", { name: "Changes" }).first()).toBeVisible();
    },
  },
  {
    name: "deal-accepting",
    path: ({ answering }) => `/deals/${answering}`,
    until: "It is your turn to answer",
    then: async (page) => {
      await page.getByRole("button", { name: "Accept these terms" }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "deal-countering",
    path: ({ answering }) => `/deals/${answering}/counter`,
    until: "Send these terms",
  },
  {
    name: "deal-active",
    path: ({ active }) => `/deals/${active}`,
    until: "The first ten are on their way.",
    then: async (page) => {
      await page.getByText("Evidence and what happened").first().click();
      await expect(page.getByText("Ten pumps, as agreed.")).toBeVisible();
    },
  },
  {
    name: "deal-paying-in",
    path: ({ active }) => `/deals/${active}`,
    until: "Part 3",
    then: async (page) => {
      await page.getByRole("button", { name: "Pay in: Part 3" }).click();
      await expect(page.getByRole("dialog")).toContainText("Available:");
    },
  },
  {
    name: "deal-releasing",
    path: ({ active }) => `/deals/${active}`,
    until: "Part 1",
    then: async (page) => {
      await page.getByRole("button", { name: "Approve: Part 1" }).click();
      await page.getByRole("button", { name: "A part" }).click();
      await page.getByRole("dialog").getByRole("textbox", { name: "Amount" }).fill("100");
      await expect(page.getByLabel("Who gets what")).toBeVisible();
    },
  },
  {
    name: "deal-dividing",
    path: ({ active }) => `/deals/${active}`,
    until: "Part 2",
    then: async (page) => {
      await page.getByRole("button", { name: "Propose how to divide it: Part 2" }).click();
      await page.getByRole("button", { name: "Half each" }).click();
      await expect(page.getByLabel("Who gets what")).toBeVisible();
    },
  },
  {
    name: "deal-disputing",
    path: ({ active }) => `/deals/${active}`,
    until: "Part 1",
    then: async (page) => {
      await page.getByRole("button", { name: "Dispute: Part 1" }).click();
      await page.getByRole("button", { name: "Dispute ₹" }).click();
      await expect(page.getByText("Choose why.")).toBeVisible();
    },
  },
  {
    name: "dispute",
    path: ({ dispute }) => `/disputes/${dispute}`,
    until: "Two of them do, and two new ones are on their way.",
  },
  {
    name: "dispute-offering",
    path: ({ dispute }) => `/disputes/${dispute}`,
    until: "Two of them do, and two new ones are on their way.",
    then: async (page) => {
      await page.getByRole("button", { name: "Offer something else" }).click();
      await expect(page.getByLabel("Who gets what")).toBeVisible();
    },
  },
  {
    name: "deal-completed",
    path: ({ completed }) => `/deals/${completed}`,
    until: "How was it?",
    then: async (page) => {
      await page.getByRole("radio", { name: /^4 stars/ }).check();
    },
  },
];

test("the market and its deals are accessible and fit their window, in light and dark", async ({
  visit,
  platform,
  request,
}) => {
  test.setTimeout(1_200_000);
  const known = await dealsToLookAt(
    { buying: platform, selling: new Platform(request, deccan) },
    newAmount,
  );
  const page = await visit("");
  const wrong: string[] = [];
  for (const shown of DEALS) {
    await page.setViewportSize(SIZES.desktop);
    await page.goto(`/m/${malabar.id}${shown.path(known)}`);
    const there = page.getByText(shown.until).filter({ visible: true }).first();
    await expect(there, shown.name).toBeVisible();
    await expect(page.getByText("Live", { exact: true })).toBeVisible();
    await shown.then?.(page);
    wrong.push(...(await looked(page, shown.name)));
  }
  expect(wrong).toEqual([]);
});

const SETTINGS: { name: string; path: string; until: string; then?: Shown["then"] }[] = [
  { name: "profile", path: "/settings/profile", until: "Your merchants" },
  { name: "password", path: "/settings/password", until: "Change your password" },
  { name: "sessions", path: "/settings/sessions", until: "This device" },
  { name: "notifications", path: "/settings/notifications", until: "Inbox" },
  {
    name: "authenticator",
    path: "/settings/authenticator",
    until: "Set up an authenticator app",
    then: async (page) => {
      await page.getByLabel("Your password").fill(malabar.user.password);
      await page.getByRole("button", { name: "Set up the app" }).click();
      await expect(page.getByText("Scan this with the app")).toBeVisible();
    },
  },
  { name: "new-merchant", path: "/merchants/new", until: "Who else trades?" },
];

test("what belongs to a person is accessible and fits its window, in light and dark", async ({
  visit,
}) => {
  const page = await visit("");
  const wrong: string[] = [];
  for (const shown of SETTINGS) {
    await page.setViewportSize(SIZES.desktop);
    await page.goto(shown.path);
    const there = page.getByText(shown.until).filter({ visible: true }).first();
    await expect(there, shown.name).toBeVisible();
    await shown.then?.(page);
    wrong.push(...(await looked(page, shown.name)));
  }
  expect(wrong).toEqual([]);
});

test("the front doors are accessible and fit their window, in light and dark", async ({ page }) => {
  const wrong: string[] = [];
  for (const [name, path, until] of [
    ["sign-up", "/sign-up", "Create account"],
    ["confirm-email", "/confirm-email?token=t", "Enter the password you chose"],
    ["forgot-password", "/forgot-password", "Send me a link"],
    ["reset-password", "/reset-password?token=t", "New password"],
    ["deal-invitation", "/deal-invitation?token=t", "You are invited to a deal"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByText(until).first(), name).toBeVisible();
    wrong.push(...(await looked(page, name)));
  }
  expect(wrong).toEqual([]);
});

test("the sign-in page is accessible and fits its window, in light and dark", async ({ page }) => {
  await page.goto("/sign-in");
  await expect(page.getByText("Look around as the demo owner")).toBeVisible();
  expect(await looked(page, "sign-in")).toEqual([]);
});

test("what is wrong with the platform is accessible and fits every window, in light and dark", async ({
  visit,
  browser,
}) => {
  const alerts = (["info", "warning", "critical"] as const).map((severity) => ({
    severity,
    // Addresses are words that do not end.
    title: newReference(`Looked at: ${severity}-${"x".repeat(60)}`),
    text: `The bank is slow; see https://status.example/${"x".repeat(120)} for how long.`,
  }));
  const desk = await atTheDesk(browser, demo.operator, "/admin/system-alerts/");
  for (const alert of alerts) await publishAlert(desk, alert);
  const wrong: string[] = [];
  try {
    const [, , critical] = alerts;
    const inside = await visit("");
    const outside = await browser.newPage({ baseURL: demo.base_url });
    for (const [page, name, path] of [
      [inside, "alerts-overview", `/m/${malabar.id}`],
      [inside, "alerts-settings", "/settings/notifications"],
      [outside, "alerts-sign-in", "/sign-in"],
      [outside, "alerts-sign-up", "/sign-up"],
    ] as const) {
      await page.setViewportSize(SIZES.desktop);
      await page.goto(path);
      await expect(
        page.getByRole("alert").filter({ hasText: critical?.title ?? "" }),
      ).toBeVisible();
      wrong.push(...(await looked(page, name)));
    }
    await outside.close();
  } finally {
    for (const { title } of alerts) await endAlert(desk, title);
    await desk.context().close();
  }
  expect(wrong).toEqual([]);
});

/** An account number is the end of its merchant's id. */
function deccanAccount(): string {
  return `ADUL${deccan.id.replaceAll("-", "").slice(-12).toUpperCase()}`;
}

async function looked(page: Page, name: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await page.evaluate(() => document.fonts.ready);
      wrong.push(...(await foundByAxe(page)).map((each) => `${name}, ${size}, ${theme}: ${each}`));
      if (FOLDER === undefined) continue;
      mkdirSync(FOLDER, { recursive: true });
      await page.evaluate(() => {
        window.scrollTo(0, 0);
      });
      await page.screenshot({
        path: join(FOLDER, `${name}-${size}-${theme}.png`),
        fullPage: true,
        animations: "disabled",
      });
    }
  }
  for (const viewport of [...EXTREMES, ...Object.values(SIZES)]) {
    await page.setViewportSize(viewport);
    const { scrollWidth, clientWidth } = await page.evaluate(() => ({
      scrollWidth: document.documentElement.scrollWidth,
      clientWidth: document.documentElement.clientWidth,
    }));
    if (scrollWidth > clientWidth)
      wrong.push(`${name}: ${scrollWidth} px wide in a window of ${viewport.width}`);
  }
  return wrong;
}

async function foundByAxe(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const tool = (window as unknown as { axe: typeof axe }).axe;
    const { violations } = await tool.run(document, { resultTypes: ["violations"] });
    return violations.map(
      ({ id, help, nodes }) =>
        `${id} (${help}): ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
    );
  });
}

/** One of each kind, so that no page is looked at empty. */
async function somethingToLookAt(
  platform: Platform,
): Promise<Omit<Known, "auction" | "closed" | "draft">> {
  const [paid, refused, late, later] = [newAmount(), newAmount(), newAmount(), newAmount()];
  await platform.script("ok", paid);
  await platform.script("account_closed", refused);
  await platform.script("late_success", late, { after_seconds: "10" });
  const completed = await platform.send({
    amount_paise: paid,
    reference: newReference("looked-at"),
  });
  const failed = await platform.send({
    amount_paise: refused,
    reference: newReference("looked-at"),
  });
  const doubtful = await platform.send({
    amount_paise: late,
    reference: newReference("looked-at"),
  });
  const soon = new Date(Date.now() + (await platform.aheadMs()) + 2 * 86_400_000);
  const scheduled = await platform.send({ amount_paise: later, scheduled_at: soon.toISOString() });
  const [account = ""] = malabar.bank_account_ids;
  const batch = await platform.sendBatch(
    newReference("looked-at"),
    `bank_account_id,amount_paise,reference\n${account},25000,July\n${account},12,Too little\n`,
  );
  const deposits = await depositsToLookAt(platform);
  await platform.untilPayoutIs(completed.id, "completed");
  await platform.untilPayoutIs(failed.id, "failed");
  let found = "";
  await expect
    .poll(async () => {
      const { results } = await platform.get<{ results: Asked[] }>("cases/");
      found = results.find(({ subject }) => subject === `payout/${doubtful.id}`)?.id ?? "";
      return found;
    }, "a case is opened for what was paid late")
    .not.toBe("");
  const transfer = await platform.transfer({
    to: deccanAccount(),
    amount_paise: 12_500,
    note: "Looked at by everybody",
  });
  return {
    transfer: transfer.id,
    completed: completed.id,
    failed: failed.id,
    scheduled: scheduled.id,
    batch: batch.id,
    case: found,
    delivery: await deliveryToLookAt(platform),
    ...deposits,
  };
}

/** The one that always runs, one that Malabar chooses among, and a draft. */
async function auctionsToLookAt(
  platform: Platform,
  request: APIRequestContext,
): Promise<Pick<Known, "auction" | "closed" | "draft">> {
  const draft = await platform.draft(await nutmeg(platform));
  const closed = await platform.putUp(await nutmeg(platform), { window_seconds: 1 });
  for (const [word, amount] of [
    ["Tea", START],
    ["Packaging", START * 1.25],
  ] as const) {
    const trader = await traderCalled(request, word);
    await trader.bid(closed, amount);
  }
  await platform.passTime(601);
  let auction = "";
  await expect
    .poll(async () => {
      const query = { format: "open", status: "open" };
      const { results } = await platform.get<{ results: Running[] }>("deals/", query);
      // What is over is called open until the worker comes by: the next one has all of its time.
      const soon = Date.now() + (await platform.aheadMs()) + SOON_MS;
      const isNext = ({ poster_name, deadline }: Running) =>
        poster_name === "Konkan Coir Works" && Date.parse(deadline) > soon;
      auction = results.find(isNext)?.id ?? "";
      return auction;
    }, "an auction runs")
    .not.toBe("");
  return { auction, closed, draft };
}

interface Asked {
  id: string;
  subject: string;
}

/** Longer than it takes to come to it, which is looked at first. */
const SOON_MS = 7 * 60_000;

interface Running {
  id: string;
  poster_name: string;
  deadline: string;
}

/** One nobody has paid, one in dollars, and one the payer's bank has taken back. */
async function depositsToLookAt(
  platform: Platform,
): Promise<Pick<Known, "unpaid" | "refundable" | "disputed">> {
  const description = "Looked at by everybody";
  const unpaid = await platform.askForMoney({ amount_minor: newAmount(), description });
  const quote = await platform.quote({ amount_minor: 125_000, currency: "USD" });
  const refundable = await platform.askForMoney({
    amount_minor: 125_000,
    currency: "USD",
    quote_id: quote.id,
    purpose_code: "P0104",
    description,
  });
  await platform.payByCard(refundable, "4000000000000002");
  const disputed = await platform.askForMoney({ amount_minor: newAmount(), description });
  await platform.payByCard(disputed, "4000000000000408");
  await expect
    .poll(
      async () =>
        (await platform.get<{ count: number }>("chargebacks/", { deposit_id: disputed.id })).count,
      "it is charged back after ten seconds",
    )
    .toBe(1);
  return { unpaid: unpaid.id, refundable: refundable.id, disputed: disputed.id };
}
