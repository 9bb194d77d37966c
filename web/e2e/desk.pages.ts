/**
 * Every page of the back office, for each of its readers: for axe, against what its policy blocks, against a document
 * wider than its window, and, where ADULIS_SCREENSHOTS names a folder, to be looked at.
 */
import type { Page } from "@playwright/test";
import type axe from "axe-core";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { atTheDesk } from "./back-office";
import { demo } from "./demo";
import { expect, test } from "./stage";

const FOLDER = process.env.ADULIS_SCREENSHOTS;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** While axe is at work, which styles what it looks at: what a policy says to that is not about the page. */
let isLookedAt = false;

test("every page of the back office, and the first thing in each, are fit to be worked at", async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const page = await atTheDesk(browser, demo.operator, "/admin/");
  const broken: string[] = [];
  page.on("pageerror", (error) => broken.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !isLookedAt) broken.push(`${page.url()} ${message.text()}`);
  });
  await look(page, "overview");
  const places = await page
    .locator(".queues td a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(places.length).toBeGreaterThan(20);
  for (const place of places) {
    await page.goto(place);
    await look(page, named(place));
    const first = page.locator(".results tbody a").first();
    if ((await first.count()) === 0) continue;
    await first.click();
    await look(page, `${named(place)}-one`);
  }
  expect(broken, "nothing breaks in the page").toEqual([]);
  await page.context().close();
});

function named(place: string): string {
  return place.replace("/admin/", "").replaceAll("/", "-").replace(/-$/, "");
}

async function look(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("domcontentloaded");
  await expect(page.locator("h1").first()).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(DESKTOP);
    const found = await wrong(page);
    expect.soft(found, `${name} in ${colorScheme}`).toEqual([]);
    await keep(page, `${name}-${colorScheme}`);
  }
  await page.setViewportSize(PHONE);
  const { shown, wide } = await page.evaluate(() => ({
    shown: document.documentElement.clientWidth,
    wide: document.documentElement.scrollWidth,
  }));
  expect.soft(wide, `${name} on a phone`).toBeLessThanOrEqual(shown);
  await keep(page, `${name}-phone`);
  await page.setViewportSize(DESKTOP);
}

/** What axe finds, with where it is. */
async function wrong(page: Page): Promise<string[]> {
  // By the debugger's door: the page's own policy lets no script of others in.
  isLookedAt = true;
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const tool = (window as unknown as { axe: typeof axe }).axe;
    return tool.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa"] });
  });
  isLookedAt = false;
  return found.violations.map(
    (each) => `${each.id}: ${each.nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
}

async function keep(page: Page, name: string): Promise<void> {
  if (FOLDER === undefined) return;
  const folder = join(FOLDER, "desk");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
