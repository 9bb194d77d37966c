import type { Page } from "@playwright/test";
import type { PageOf } from "../src/api/client";
import type { components } from "../src/api/schema";
import { atTheDesk, previewed, rule, told } from "./back-office";
import { agreed, agreementOf, fund } from "./dealing";
import { deccan, demo, malabar } from "./demo";
import { newAmount, newReference, Platform, printed } from "./platform";
import { paiseIn, rupees } from "./rupees";
import { expect, test, untilLive } from "./stage";

type Dispute = components["schemas"]["DisputeOut"];
type Line = components["schemas"]["LedgerLineOut"];

const HOUR = 3600;

test("a part is disputed, nobody gives in, and two operators rule, the second for good", async ({
  visit,
  platform,
  request,
  browser,
}) => {
  test.setTimeout(420_000);
  const [amount, title] = [newAmount(), newReference("Ruled")];
  const sides = { buying: platform, selling: new Platform(request, deccan) };
  // Most of it is disputed, of which the buyer wants three quarters and the seller two thirds.
  const disputed = amount - 10_001;
  const claimed = Math.trunc((disputed * 3) / 4);
  const answered = Math.trunc((disputed * 2) / 3);
  const deal = await agreed(sides, title, amount);
  const [only] = (await agreementOf(platform, deal)).milestones;
  const milestoneId = only?.id ?? "";
  await fund(platform, only);

  const buyer = await visit(`/deals/${deal.id}`);
  const seller = await visit(`/deals/${deal.id}`, { as: deccan.user, merchant: deccan });
  let disputeId = "";

  await test.step("the buyer disputes a part, and claims less than that", async () => {
    await buyer.getByRole("button", { name: "Dispute: All of it" }).click();
    const opening = buyer.getByRole("dialog");
    await opening.getByRole("combobox", { name: "Why" }).selectOption("defective");
    await opening.getByRole("button", { name: "A part" }).click();
    await opening.getByRole("textbox", { name: "Amount" }).fill(rupees(disputed));
    await opening.getByRole("button", { name: "Less" }).click();
    await opening.getByRole("textbox", { name: "Claimed" }).fill(rupees(disputed + 1));
    await expect(opening.getByText(`That is more than ${printed(disputed)}.`)).toBeVisible();
    await opening.getByRole("textbox", { name: "Claimed" }).fill(rupees(claimed));
    await opening.getByRole("textbox", { name: "What you say" }).fill("Ten of them leak.");
    await opening
      .getByRole("button", { name: `Dispute ${printed(disputed)}, and claim ${printed(claimed)}` })
      .click();
    await buyer.getByRole("link", { name: `${printed(disputed)} in dispute` }).click();
    await expect(said(buyer)).toContainText(`Claims ${printed(claimed)}`);
    disputeId = /disputes\/([0-9a-f-]+)/.exec(buyer.url())?.[1] ?? "";
    await untilLive(buyer);
  });

  await test.step("they answer, offer and refuse, each where they are", async () => {
    await seller.getByRole("link", { name: `${printed(disputed)} in dispute` }).click();
    await seller.getByRole("button", { name: "Answer it" }).click();
    const answering = seller.getByRole("dialog");
    await answering.getByRole("textbox", { name: "To be yours" }).fill(rupees(answered));
    await answering.getByRole("textbox", { name: "What you say" }).fill("Two of them do.");
    await answering.getByRole("button", { name: `claim ${printed(answered)}` }).click();
    await expect(answering).toHaveCount(0);
    await untilLive(seller);

    await expect(said(buyer)).toContainText("Two of them do.");
    await refuse(buyer);
    await seller.getByRole("button", { name: "Offer something else" }).click();
    const offering = seller.getByRole("dialog");
    await offering.getByRole("slider").fill("50");
    const half = Math.trunc(disputed / 2);
    await expect(offering.getByRole("textbox", { name: `To ${deccan.name}` })).toHaveValue(
      printed(half).slice(1),
    );
    await offering.getByRole("button", { name: "Make this offer" }).click();
    await expect(offering).toHaveCount(0);
    await expect(buyer.getByText("On the table:")).toContainText(printed(half));
    await refuse(buyer);
    await expect(
      seller.getByRole("listitem").filter({ hasText: `${deccan.name}: refused` }),
    ).toHaveCount(2);
  });

  await test.step("one of them asks for a ruling, and the other says nothing for two days", async () => {
    await buyer.getByRole("button", { name: "Ask for a ruling" }).click();
    await buyer.getByRole("dialog").getByRole("button", { name: "Ask for a ruling" }).click();
    await expect(buyer.getByRole("dialog")).toHaveCount(0);
    await platform.passTime(49 * HOUR);
    for (const page of [buyer, seller]) {
      await expect(page.getByText("Before an operator")).toBeVisible();
      await expect(page.getByRole("button", { name: "Choose a file" })).toHaveCount(0);
    }
  });

  const first = { toSeller: Math.trunc(disputed / 5), toBuyer: 0 };
  first.toBuyer = disputed - first.toSeller;
  await test.step("an operator sees what a ruling would do while typing it, and rules", async () => {
    const desk = await atTheDesk(browser, demo.operator, "/admin/disputes/");
    const even = { toSeller: Math.trunc(disputed / 2), toBuyer: Math.ceil(disputed / 2) };
    // Whoever types before the page is all there loses nothing of it.
    const sellers = desk.locator("input[name=to_seller_paise]");
    await desk.route("**/ruling*.js", async (route) => {
      await sellers.fill(String(even.toSeller));
      await route.continue();
    });
    await desk.locator(`a[href="/admin/disputes/${disputeId}/"]`).click();
    await expect(desk.locator("input[name=to_buyer_paise]")).toHaveValue(String(even.toBuyer));
    const before = await previewed(desk, even);
    const after = await previewed(desk, first);
    const net = `To ${deccan.name}, net`;
    expect(paiseIn(after[net] ?? "")).toBeLessThan(paiseIn(before[net] ?? ""));
    expect(after.Altogether).toBe(before.Altogether);

    // A paisa too many is seen at once, and not ruled.
    await desk.locator("input[name=to_buyer_paise]").fill(String(first.toBuyer + 1));
    await expect(desk.locator("#ruling-preview")).toContainText(`Locked: ${printed(disputed)}`);
    await desk.locator("input[name=to_buyer_paise]").fill(String(first.toBuyer));
    expect(await told(desk)).toEqual(after);
    expect(await rule(desk, "Rule", "The photographs show leaks.")).toMatchObject(after);
    await desk.context().close();
  });

  await test.step("who got less than they claimed appeals; nothing has moved", async () => {
    for (const page of [buyer, seller]) {
      const ruling = page.getByRole("region", { name: "The ruling" });
      await expect(ruling).toContainText(`${printed(first.toSeller)} to ${deccan.name}`);
      await expect(ruling).toContainText("The photographs show leaks.");
    }
    await expect(buyer.getByRole("button", { name: "Accept the ruling" })).toBeVisible();
    await expect(buyer.getByRole("button", { name: "Appeal" })).toHaveCount(0);
    await seller.getByRole("button", { name: "Appeal" }).click();
    const appealing = seller.getByRole("dialog");
    await appealing.getByRole("textbox", { name: "What you say" }).fill("They were fitted wrong.");
    await appealing.getByRole("button", { name: "Appeal" }).click();
    await expect(appealing).toHaveCount(0);
    await expect(said(buyer)).toContainText("They were fitted wrong.");
    expect((await disputeOf(platform, disputeId)).status).toBe("appealed");
    for (const each of [sides.buying, sides.selling])
      expect(await posted(each, milestoneId)).toBe(0);
  });

  await test.step("another operator rules for good, and each has what was shown, to the paisa", async () => {
    const last = { toSeller: Math.trunc(disputed / 3) + 1, toBuyer: 0 };
    last.toBuyer = disputed - last.toSeller;
    const path = `/admin/disputes/${disputeId}/`;
    const desk = await atTheDesk(browser, demo.second_operator, path);
    await expect(desk.getByText("They were fitted wrong.")).toBeVisible();
    const shown = await previewed(desk, last);
    const done = await rule(desk, "Rule on the appeal", "Both have a point.");
    expect(done).toMatchObject(shown);
    await desk.context().close();

    for (const page of [buyer, seller]) {
      await expect(page.getByText("It is over")).toBeVisible();
      await expect(page.getByRole("region", { name: "The rulings" })).toContainText(
        `${printed(last.toBuyer)} back to ${malabar.name}, which is final.`,
      );
    }
    const { status, to_seller_paise, to_buyer_paise } = await disputeOf(platform, disputeId);
    expect({ status, to_seller_paise, to_buyer_paise }).toEqual({
      status: "executed",
      to_seller_paise: last.toSeller,
      to_buyer_paise: last.toBuyer,
    });
    expect(await posted(sides.selling, milestoneId)).toBe(
      paiseIn(shown[`To ${deccan.name}, net`] ?? ""),
    );
    expect(await posted(sides.buying, milestoneId)).toBe(
      paiseIn(shown[`Back to ${malabar.name}`] ?? ""),
    );

    // What was not in dispute was not touched, and goes on.
    await buyer.getByRole("link", { name: "The deal" }).click();
    await expect(buyer.getByText(`${printed(10_001)} in escrow`)).toBeVisible();
    await expect(buyer.getByRole("button", { name: "Approve: All of it" })).toBeVisible();
  });
});

const said = (page: Page) => page.getByRole("region", { name: "What both say" });

async function refuse(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Refuse the offer" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Refuse it" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

async function disputeOf(platform: Platform, disputeId: string): Promise<Dispute> {
  return platform.get<Dispute>(`disputes/${disputeId}/`);
}

/** What the book of a side has of disputes about the milestone. */
async function posted(platform: Platform, milestoneId: string): Promise<number> {
  const { results } = await platform.get<PageOf<Line>>("ledger/", { kind: "dispute_resolved" });
  return results
    .filter(({ subject }) => subject === `milestone/${milestoneId}`)
    .reduce((sum, { amount_paise: paise }) => sum + paise, 0);
}
