/** Operators at the pages of the back office, which have a door of their own. */
import { expect, type Browser, type Locator, type Page } from "@playwright/test";
import { demo, type Login } from "./demo";

/** An operator signs in, in a browser of their own, and goes to a page. */
export async function atTheDesk(browser: Browser, who: Login, path: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: demo.base_url });
  const page = await context.newPage();
  await page.goto(`/admin/login/?next=${encodeURIComponent(path)}`);
  await page.locator("input[name=username]").fill(who.email);
  await page.locator("input[name=password]").fill(who.password);
  await page.locator("input[type=submit]").click();
  await expect(page).toHaveURL(new RegExp(`${path}$`));
  return page;
}

/** A table of facts, line by line, as it stands there. */
export async function factsIn(place: Locator): Promise<Record<string, string>> {
  // Whoever has pressed a button is on the next page before all of it is there.
  await place.page().waitForLoadState("domcontentloaded");
  const rows = await place.locator("table.facts tr").all();
  const facts = await Promise.all(
    rows.map(async (row) => [
      await row.locator("th").innerText(),
      await row.locator("td").innerText(),
    ]),
  );
  return Object.fromEntries(facts) as Record<string, string>;
}

interface Division {
  toSeller: number;
  toBuyer: number;
}

/** Types what goes to the seller; what goes back fills itself in. What it would do, once that is told. */
export async function previewed(page: Page, { toSeller, toBuyer }: Division) {
  await page.locator("input[name=to_seller_paise]").fill(String(toSeller));
  await expect(page.locator("input[name=to_buyer_paise]")).toHaveValue(String(toBuyer));
  return told(page);
}

/** What the page says of the amounts that are typed now. */
export async function told(page: Page): Promise<Record<string, string>> {
  const preview = page.locator("#ruling-preview");
  await expect(preview).toHaveAttribute("aria-busy", "false");
  await expect(preview.getByRole("status")).toHaveText("Nothing has moved yet.");
  return factsIn(preview);
}

/** Both steps of a ruling; what the second of them said it would do. */
export async function rule(page: Page, verb: string, reason: string) {
  await page.locator("textarea[name=reason]").fill(reason);
  await page.getByRole("button", { name: `${verb} …` }).click();
  await expect(page.getByRole("heading", { name: "Rule so?" })).toBeVisible();
  const facts = await factsIn(page.locator("#content"));
  await page.getByRole("button", { name: "Rule", exact: true }).click();
  await expect(page.getByText("Ruled.", { exact: true })).toBeVisible();
  return facts;
}

interface Alert {
  severity: "info" | "warning" | "critical";
  title: string;
  text: string;
}

/** Tells everybody, until it is ended. */
export async function publishAlert(page: Page, { severity, title, text }: Alert): Promise<void> {
  await page.goto("/admin/system-alerts/new/");
  await page.locator("select[name=severity]").selectOption(severity);
  await page.locator("select[name=audience]").selectOption("everybody");
  await page.locator("input[name=title]").fill(title);
  await page.locator("[name=text]").fill(text);
  await page.getByRole("button", { name: "Publish …" }).click();
  await page.getByRole("button", { name: "Yes, publish it" }).click();
  await expect(page.getByText("It is published.")).toBeVisible();
}

export async function endAlert(page: Page, title: string): Promise<void> {
  await page.goto("/admin/system-alerts/");
  await page.getByRole("link", { name: title }).first().click();
  await page.getByRole("button", { name: "End …" }).click();
  await page.getByRole("button", { name: "Yes, end it" }).click();
  await expect(page.getByText("It is over.")).toBeVisible();
}

/** What the worker brings about is there in a moment, in the list at `path`. */
export async function untilListed(page: Page, path: string, what: Locator): Promise<void> {
  await expect(async () => {
    await page.goto(path);
    await expect(what).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
}

/** The first of two operators, at the question: what is proposed is told before it is. */
export async function propose(page: Page, decision: string): Promise<void> {
  await page.getByRole("button", { name: `Propose: ${decision} …` }).click();
  await expect(page.getByText("If another operator confirms it:")).toBeVisible();
  await page.getByRole("button", { name: "Propose it" }).click();
  await expect(page.getByText("Proposed: another operator confirms it.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Confirm/ })).toHaveCount(0);
}

/** The second of them: it is done. */
export async function confirm(page: Page, decision: string): Promise<void> {
  await page.getByRole("button", { name: `Confirm: ${decision} …` }).click();
  await page.getByRole("button", { name: "Yes, do it" }).click();
  await expect(page.getByText("Done, as it was said.")).toBeVisible();
}
