/** People nobody knew before: from the form to a merchant that was looked at, by clicks. */
import type { Page } from "@playwright/test";
import { randomInt, randomUUID } from "node:crypto";
import { demo, type Login } from "./demo";
import { linkTo } from "./letters";
import { expect, test as stage } from "./stage";

/** Browsers nobody has signed in with yet. */
export const test = stage.extend<{ stranger: () => Promise<Page> }>({
  stranger: async ({ browser }, use) => {
    const pages: Page[] = [];
    const broken: string[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL: demo.base_url });
      const page = await context.newPage();
      page.on("pageerror", (error) => broken.push(String(error)));
      pages.push(page);
      return page;
    });
    for (const page of pages) await page.context().close();
    expect(broken, "nothing breaks in the page").toEqual([]);
  },
});

const PASSWORD = "kettle-Harbour-92-lantern";

interface Newcomer {
  person: string;
  merchant: string;
}

/**
 * From the form to the letter, through its link, and up to a merchant that has shown nothing yet. Ten
 * an hour sign up from one address: all stories may be told twice, and then somebody has to wait.
 */
export async function register(page: Page, { person, merchant }: Newcomer): Promise<Login> {
  const [name = ""] = person.toLowerCase().split(" ");
  // Nobody else's address, however often the story is told.
  const email = `${name}-${randomUUID().slice(0, 8)}@stories.example`;
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Your name").fill(person);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("status").filter({ hasText: email })).toBeVisible();
  await page.goto(await linkTo("confirm-email", email));
  await page.getByLabel("Enter the password you chose").fill(PASSWORD);
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page.getByRole("heading", { name: "Who trades?" })).toBeVisible();
  await page.getByLabel("Name").fill(merchant);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByText("This merchant is not verified")).toBeVisible();
  return { email, password: PASSWORD };
}

/** What a company says and shows of itself, up to the moment in which an operator has it. */
export async function showWhoItIs(page: Page, { person, merchant }: Newcomer): Promise<void> {
  await page.getByRole("link", { name: "Verify this merchant" }).click();
  await page.getByLabel("Legal name").fill(merchant);
  await page.getByLabel("Legal form").selectOption("Private limited company");
  await page.getByLabel("Directors, partners or trustees").fill(person);
  await page.getByRole("textbox", { name: "PAN" }).fill(newPan());
  await page.getByLabel("Street and number").fill("12 MG Road");
  await page.getByLabel("City").fill("Bengaluru");
  await page.getByRole("combobox", { name: "State" }).selectOption("Karnataka");
  await page.getByLabel("Postal code").fill("560001");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByText("Saved. Nobody has seen it yet.")).toBeVisible();
  for (const [purpose, file] of [
    ["Registration certificate", "certificate.pdf"],
    ["Proof of identity", "passport.pdf"],
    ["Proof of address", "bill.pdf"],
  ] as const) {
    await page.getByLabel(`File: ${purpose}`, { exact: true }).setInputFiles(paper(file));
    await expect(page.getByRole("list", { name: `${purpose}: files` })).toContainText(file);
  }
  await page.getByRole("button", { name: "Submit for verification" }).click();
  await expect(page.getByText("Waiting for an operator of the platform")).toBeVisible();
}

/** An operator in the back office takes a merchant from the queue, and believes it. */
export async function verify(page: Page, merchant: string): Promise<void> {
  await page.getByRole("link", { name: "Adulis back office" }).click();
  await page.locator(".queues").getByRole("link", { name: "Verifications" }).click();
  await page.getByRole("link", { name: merchant }).click();
  await expect(page.getByText("certificate.pdf")).toBeVisible();
  await page.getByRole("button", { name: "Verify …" }).click();
  await page.getByRole("button", { name: "Yes, verify" }).click();
  await expect(page.getByText("Done: verify.")).toBeVisible();
}

/** The smallest PDF there is, and no other's. */
export function paper(name: string) {
  const buffer = Buffer.from(
    "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" +
      "2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n" +
      `% ${name} ${randomUUID()}\ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF\n`,
    "latin1",
  );
  return { name, mimeType: "application/pdf", buffer };
}

/** A company's (its fourth letter says so), and nobody else's: who shares one cannot trade together. */
function newPan(): string {
  const letter = (): string => String.fromCharCode(65 + randomInt(26));
  return `${letter()}${letter()}${letter()}C${letter()}${randomInt(1000, 10_000)}${letter()}`;
}
