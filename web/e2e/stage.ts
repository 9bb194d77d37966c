/** What every story needs: somebody at a browser, and the platform beside them. */
import { test as base, expect, type BrowserContextOptions, type Page } from "@playwright/test";
import { demo, malabar, type DemoMerchant, type Login } from "./demo";
import { Platform, printed } from "./platform";

interface Visit {
  as?: Login;
  merchant?: Pick<DemoMerchant, "id">;
  context?: BrowserContextOptions;
  /** Runs before the first page is asked for. */
  before?: (page: Page) => Promise<void>;
}

interface Stage {
  platform: Platform;
  /** Somebody signs in, in a browser of their own, and goes to a page of the merchant. */
  visit: (path: string, how?: Visit) => Promise<Page>;
}

export const test = base.extend<Stage>({
  platform: async ({ request }, use) => {
    await use(new Platform(request, malabar));
  },

  visit: async ({ browser }, use) => {
    const broken: string[] = [];
    const contexts: { close: () => Promise<void> }[] = [];
    await use(
      async (path, { as = malabar.user, merchant = malabar, context = {}, before } = {}) => {
        const theirs = await browser.newContext({ baseURL: demo.base_url, ...context });
        contexts.push(theirs);
        const page = await theirs.newPage();
        page.on("pageerror", (error) => broken.push(String(error)));
        page.on("console", (message) => {
          // A refusal is an answer; what is reported here is what the page itself does wrong.
          const isOfNetwork = /Failed to load resource|net::ERR_/.test(message.text());
          if (message.type() === "error" && !isOfNetwork)
            broken.push(`${page.url()} ${message.text()}`);
        });
        await signIn(page, as, context.baseURL ?? demo.base_url);
        await before?.(page);
        await page.goto(`/m/${merchant.id}${path}`);
        return page;
      },
    );
    for (const context of contexts) await context.close();
    expect(broken, "nothing breaks in the page").toEqual([]);
  },
});

export { expect } from "@playwright/test";

/** A session like the sign-in page's own; that page has a story of its own. */
async function signIn(page: Page, { email, password }: Login, origin: string): Promise<void> {
  // Ten a minute for each account: whoever tells the stories twice in a row waits their turn.
  await expect(async () => {
    const answer = await page.request.post("/api/v1/auth/token/", {
      headers: { "X-Client": "web", Origin: origin },
      data: { email, password },
    });
    expect(answer.status()).toBe(200);
  }).toPass({ timeout: 90_000 });
  await page.addInitScript(() => {
    localStorage.setItem("adulis.session", "1");
  });
}

/** Until it is so, nothing on the page can be said to have come by the stream. */
export async function untilLive(page: Page): Promise<void> {
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
}

interface Filled {
  to?: string;
  amount: number;
  reference: string;
}

/** The money form, filled in, up to its button, which is returned. */
export async function fillPayout(page: Page, { to, amount, reference }: Filled) {
  await page.getByRole("radio", { name: to ?? "Kumily Cardamom Growers" }).check();
  await page.getByRole("textbox", { name: "Amount" }).fill(String(amount / 100));
  await page.getByRole("textbox", { name: "Your reference" }).fill(reference);
  await expect(page.getByText("Available:", { exact: false }).last()).toBeVisible();
  return page.getByRole("button", { name: `Send ${printed(amount)}` });
}

/** Of a list, the line with this text. */
export function lineWith(page: Page, text: string) {
  return page.getByRole("row").filter({ hasText: text });
}

/** Neither told nor asking by itself: whatever this page learns, it learns by what is done on it. */
export async function withoutNews(page: Page): Promise<void> {
  await withoutIntervals(page);
  await page.route("**/api/v1/stream/", (route) => route.abort());
}

/** Whoever counts on being asked again every so often gets nothing. */
export async function withoutIntervals(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.setInterval = (() => 0) as never;
  });
}
