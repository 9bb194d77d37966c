import type { Page } from "@playwright/test";
import { demo } from "./demo";
import { layLine } from "./line";
import { newAmount, newReference, printed } from "./platform";
import {
  expect,
  fillPayout,
  lineWith,
  test,
  untilLive,
  withoutIntervals,
  withoutNews,
} from "./stage";

test("what is sent in one browser is seen to complete in another, without reload or polling", async ({
  visit,
  platform,
}, testInfo) => {
  const [amount, reference] = [newAmount(), newReference("live")];
  await platform.script("ok", amount);
  const watcher = await visit("/payouts", { as: demo.demo_user, before: withoutIntervals });
  await untilLive(watcher);
  // The proof that nothing but the stream is left to learn by: the same browser without one.
  const deaf = await visit("/payouts", { as: demo.demo_user, before: withoutNews });
  await expect(deaf.getByText("Reconnecting")).toBeVisible();
  await expect(deaf.getByRole("heading", { name: "Payouts" })).toBeVisible();

  const seen = seenAt(watcher, [printed(amount), "Completed"]);
  const sender = await visit("/payouts/new");
  await (await fillPayout(sender, { amount, reference })).click();
  await expect(sender.getByRole("heading", { name: "To Kumily Cardamom Growers" })).toBeVisible();
  await expect(sender.getByRole("listitem").filter({ hasText: /^Completed/ })).toBeVisible();

  await expect(lineWith(watcher, printed(amount)).getByText("Completed")).toBeVisible();
  const [payout] = await platform.payoutsCalled(reference);
  const { steps } = await platform.timeline(payout?.id ?? "");
  const committed = steps.find(({ what }) => what === "payout.completed");
  const ahead = await platform.aheadMs();
  const delay = (await seen) + ahead - Date.parse(committed?.at ?? "");
  const told = `from the platform's word to the other screen: ${Math.round(delay)} ms (2,000 promised)`;
  testInfo.annotations.push({ type: "measured", description: told });
  console.log(`    ${told}`);
  await expect(lineWith(deaf, printed(amount))).toHaveCount(0);
});

test("a lost stream is said and made up for by asking, and goes on where it stopped", async ({
  visit,
  platform,
}) => {
  const [first, second] = [newAmount(), newAmount()];
  await platform.script("ok", first);
  await platform.script("ok", second);
  const line = await layLine();
  const page = await visit("/payouts", { context: { baseURL: line.url } });
  let lists = 0;
  page.on("request", (request) => {
    if (/\/api\/v1\/payouts\/(\?|$)/.test(request.url())) lists += 1;
  });
  await untilLive(page);

  line.cut();
  await expect(page.getByText("Reconnecting – refreshing every 3 s")).toBeVisible();
  const payout = await platform.send({ amount_paise: first });
  await platform.untilPayoutIs(payout.id, "completed");
  await expect(lineWith(page, printed(first)).getByText("Completed")).toBeVisible();
  const asked = lists;
  await expect.poll(() => lists, "it goes on asking").toBeGreaterThan(asked + 1);
  await expect(page.getByText("Reconnecting – refreshing every 3 s")).toBeVisible();

  const resumed = page.waitForResponse((answer) => {
    return answer.url().endsWith("/api/v1/stream/") && answer.ok();
  });
  line.mend();
  expect((await resumed).request().headers()["last-event-id"]).toBeTruthy();
  await untilLive(page);
  // Only an event is announced: this one was told again, to a screen that had missed it.
  await expect(page.getByRole("link", { name: `${printed(first)} arrived` })).toBeVisible();
  const next = await platform.send({ amount_paise: second });
  await expect(lineWith(page, printed(second)).getByText("Completed")).toBeVisible();
  await platform.untilPayoutIs(next.id, "completed");
  await line.close();
});

/** When one line of the page first had all these words; by the clock of this machine. */
function seenAt(page: Page, words: string[]): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = (): boolean =>
          [...document.querySelectorAll("tr")].some((line) =>
            wanted.every((word) => line.textContent.includes(word)),
          );
        new MutationObserver((_, observer) => {
          if (!look()) return;
          observer.disconnect();
          resolve(Date.now());
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    words,
  );
}
