/** Letters that were given up and news that nobody was told: an operator sees to it that they arrive. */
import { randomUUID } from "node:crypto";
import { atTheDesk, factsIn, untilListed } from "./back-office";
import { demo, malabar } from "./demo";
import { forgetWords } from "./instance";
import { emptyMailbox, fillMailbox, linkTo } from "./letters";
import { newAmount, printed } from "./platform";
import { expect, test } from "./stage";

test("a letter that a full mailbox refused is given up, and arrives once an operator tries it again", async ({
  request,
  browser,
}) => {
  const email = `binu-${randomUUID().slice(0, 8)}@stories.example`;
  fillMailbox(email);
  const signedIn = await request.post("/api/v1/auth/token/", { data: malabar.user });
  const { access } = (await signedIn.json()) as { access: string };
  const asked = await request.post("/api/v1/team/invitations/", {
    headers: { Authorization: `Bearer ${access}`, "X-Merchant-Id": malabar.id },
    data: { email, role: "viewer" },
  });
  expect(asked.status(), await asked.text()).toBe(201);
  const { id } = (await asked.json()) as { id: string };

  const desk = await atTheDesk(browser, demo.operator, "/admin/letters/");
  const letter = desk.getByRole("row").filter({ hasText: `invitation/${id}` });
  await untilListed(desk, "/admin/letters/", letter);
  await expect(letter).toContainText("552 mailbox full");
  await letter.getByRole("link").first().click();
  const facts = await factsIn(desk.locator("#content"));
  expect([facts.About, facts.Stands, facts.Tries, facts.Why]).toEqual([
    `invitation/${id}`,
    "failed",
    "1",
    "552 mailbox full",
  ]);
  // To whom it goes is not shown, to operators either.
  await expect(desk.getByText(email)).toHaveCount(0);

  emptyMailbox(email);
  await desk.getByLabel("Reason").fill("There is room again");
  await desk.getByRole("button", { name: "Retry …" }).click();
  await expect(desk.getByText("There is room again")).toBeVisible();
  await desk.getByRole("button", { name: "Yes, retry" }).click();
  await expect(desk.getByText("It is being sent again.")).toBeVisible();
  await expect(letter).toHaveCount(0);
  expect(await linkTo("invitation", email)).toMatch(/^\/invitation\?token=/);
  await desk.context().close();
});

test("news whose words were missing is told after all, to whoever should have heard it then", async ({
  platform,
  visit,
  browser,
}) => {
  const amount = newAmount();
  await platform.script("account_closed", amount);
  const { id } = await platform.send({ amount_paise: amount });
  const inbox = await visit("/inbox");
  const notice = inbox
    .getByRole("list", { name: "Notifications" })
    .getByRole("listitem")
    .filter({ hasText: `A payout failed: ${printed(amount)}` });
  await expect(notice).toHaveCount(1);
  forgetWords("payout.failed", `payout/${id}`);
  await inbox.reload();
  await expect(inbox.getByRole("heading", { name: "Inbox" })).toBeVisible();
  await expect(inbox.getByRole("list", { name: "Notifications" })).toBeVisible();
  await expect(notice).toHaveCount(0);

  const desk = await atTheDesk(browser, demo.operator, "/admin/untold/");
  const news = desk.getByRole("row").filter({ hasText: `payout/${id}` });
  await news.getByRole("link", { name: "payout.failed" }).click();
  const facts = await factsIn(desk.locator("#content"));
  expect([facts["What was missing"], facts["Told after all"]]).toEqual(["KeyError: 'amount'", "–"]);
  await desk.getByLabel("Reason").fill("The words are there again");
  await desk.getByRole("button", { name: "Tell now …" }).click();
  await expect(desk.getByText("in the words that there are now")).toBeVisible();
  await desk.getByRole("button", { name: "Yes, tell it" }).click();
  await expect(desk.getByText("It is told.")).toBeVisible();
  await expect(news).toHaveCount(0);
  // By the stream: nobody has to look again.
  await expect(notice).toHaveCount(1);
  await desk.context().close();
});
