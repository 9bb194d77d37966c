import type { Browser, Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { codeOf } from "./authenticator";
import { demo } from "./demo";
import { linkTo } from "./letters";
import { expect, test } from "./stage";

const PASSWORD = "kettle-Harbour-92-lantern";

/** Nobody else's address, however often the story is told. */
function newEmail(name: string): string {
  return `${name}-${randomUUID().slice(0, 8)}@stories.example`;
}

async function stranger(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: demo.base_url });
  return context.newPage();
}

/** From the form to the letter, and from its link through the door. */
async function signUp(page: Page, name: string, email: string): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  const address = page.getByLabel("E-mail");
  if (await address.isEditable()) await address.fill(email);
  await expect(address).toHaveValue(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("status").filter({ hasText: email })).toBeVisible();
  await page.goto(await linkTo("confirm-email", email));
  await page.getByLabel("Enter the password you chose").fill(PASSWORD);
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page.getByRole("heading", { name: "Who trades?" })).toBeVisible();
}

test("somebody signs up, founds a merchant, secures their login, and brings a colleague", async ({
  browser,
}) => {
  const [asha, binu] = [newEmail("asha"), newEmail("binu")];
  const merchant = `Asha Exports ${asha.slice(5, 13)}`;
  const page = await stranger(browser);

  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Create an account" }).click();
  await signUp(page, "Asha Rao", asha);
  await page.getByLabel("Name").fill(merchant);
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByText("This merchant is not verified")).toBeVisible();
  await expect(page.getByRole("link", { name: "Verify this merchant" })).toHaveAttribute(
    "href",
    /\/m\/[^/]+\/verification$/,
  );

  // The authenticator app.
  await page.getByRole("button", { name: "You: settings, theme, sign out" }).click();
  await page.getByRole("menuitem", { name: "Your settings" }).click();
  await page.getByRole("link", { name: "Authenticator app", exact: true }).click();
  await page.getByLabel("Your password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set up the app" }).click();
  await expect(page.getByRole("img", { name: "QR code for the authenticator app" })).toBeVisible();
  const secret = await page.locator("code").innerText();
  await page.getByRole("textbox", { name: "Code" }).fill("000000");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByRole("textbox", { name: "Code" }).fill(codeOf(secret));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(
    page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem"),
  ).toHaveCount(10);
  await page.getByLabel("I have kept them").check();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("10 codes left")).toBeVisible();
  await page.getByRole("link", { name: "Sessions" }).click();
  await expect(page.getByText("This device").first()).toBeVisible();

  // Out, and in again with the next code: no code opens twice.
  await page.getByRole("button", { name: "You: settings, theme, sign out" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByLabel("E-mail").fill(asha);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("textbox", { name: "Code" }).fill(codeOf(secret, 1));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();

  // A colleague.
  await page.getByRole("link", { name: "Team" }).click();
  await page.getByRole("button", { name: "Invite a colleague" }).click();
  await page.getByLabel("E-mail").fill(binu);
  await page.getByRole("radio", { name: "Finance" }).check();
  await page.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText(`A letter is on its way to ${binu}`)).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: binu })).toContainText("Pending");

  const theirs = await stranger(browser);
  const invitation = await linkTo("invitation", binu);
  await theirs.goto(invitation);
  await expect(theirs.getByText(merchant).first()).toBeVisible();
  await theirs.getByRole("link", { name: "Create an account" }).click();
  await signUp(theirs, "Binu Das", binu);
  await theirs.goto(invitation);
  await theirs.getByRole("button", { name: `Join ${merchant}` }).click();
  await theirs.getByRole("link", { name: "Team" }).click();
  const themselves = theirs.getByRole("row").filter({ hasText: "Binu Das" });
  await expect(themselves).toContainText("You");
  await expect(themselves).toContainText("Finance");
  await expect(theirs.getByRole("button", { name: "Invite a colleague" })).toHaveCount(0);

  // They appear without a reload, are removed, and see nothing any more.
  const member = page.getByRole("row").filter({ hasText: "Binu Das" });
  await expect(member).toContainText("Finance");
  await expect(page.getByRole("table", { name: "Invitations" })).toHaveCount(0);
  await member.getByRole("button", { name: "Remove Binu Das" }).click();
  await page
    .getByRole("region", { name: "Remove Binu Das" })
    .getByRole("button", { name: "Remove Binu Das" })
    .click();
  await expect(member).toHaveCount(0);
  await theirs.reload();
  await expect(theirs.getByText("Nothing lies at this address")).toBeVisible();

  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.getByText("You are the only owner.", { exact: true })).toBeVisible();
  await page.context().close();
  await theirs.context().close();
});
