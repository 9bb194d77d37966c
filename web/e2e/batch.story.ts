import { malabar } from "./demo";
import { newReference, printed } from "./platform";
import { expect, test } from "./stage";

const ROWS = 200;
const EACH = 1_100;
/** What is wrong with a line, and the words the preview has for it. */
const BAD: [line: number, row: (reference: string) => string, says: RegExp][] = [
  [7, (reference) => `${account(0)},10.50,${reference}`, /digits only/],
  [48, (reference) => `${account(0)},,${reference}`, /Give an amount/],
  [49, (reference) => `${account(0)},99,${reference}`, /at least ₹1\.00/],
  [103, (reference) => `,${EACH},${reference}`, /Give either account_number and ifsc, or vpa/],
  [201, (reference) => `${account(0)},${EACH},${reference},one too many`, /4 cells/],
];
/** Looks right from here; only the platform knows that there is no such account. */
const FOREIGN = 150;

test("two hundred rows: the bad ones are marked before anything is sent, the others are paid", async ({
  visit,
  platform,
}) => {
  const name = newReference("salaries");
  const page = await visit("/batches/new");
  await page.getByLabel("Choose a CSV file").setInputFiles({
    name: `${name}.csv`,
    mimeType: "text/csv",
    buffer: Buffer.from(fileOf(name)),
  });

  await expect(page.getByText("195 rows for")).toContainText("5 rows to mend");
  await expect(page.getByText(printed(195 * EACH), { exact: true })).toBeVisible();
  for (const [line, , says] of BAD) {
    const row = page
      .getByRole("row")
      .filter({ has: page.getByRole("cell", { name: String(line), exact: true }) });
    await expect(row.getByText(says)).toBeVisible();
  }
  await expect(page.getByRole("row")).toHaveCount(1 + BAD.length);
  await page.getByRole("button", { name: "All (200)" }).click();
  await expect(page.getByText("Looks right").first()).toBeVisible();
  expect(await platform.payoutsCalled(`${name}-2`)).toEqual([]);

  await page.getByRole("button", { name: "Check 200 rows" }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await expect(page.getByText("194 rows can be paid, 6 cannot")).toBeVisible();
  const batchId = page.url().split("/").at(-1) ?? "";
  expect(sum((await platform.batch(batchId)).payouts)).toBe(0);
  await page.getByRole("button", { name: "Mend this 6" }).click();
  await expect(page.getByRole("row")).toHaveCount(1 + BAD.length + 1);
  await expect(page.getByRole("row").filter({ hasText: String(FOREIGN) })).toBeVisible();

  await page.getByRole("button", { name: "Approve" }).click();
  const dialog = page.getByRole("dialog", { name: "Pay 194 rows?" });
  await dialog.getByRole("button", { name: `Send ${printed(194 * EACH)}` }).dblclick();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "All 200" }).click();
  await expect(page.getByText("194 of 194 payouts have come to their end")).toBeVisible({
    timeout: 100_000,
  });
  await expect(page.getByText("Completed").first()).toBeVisible();
  const paid = await platform.batch(batchId);
  expect(sum(paid.payouts)).toBe(194);
});

function fileOf(name: string): string {
  const lines = ["bank_account_id,amount_paise,reference"];
  for (let line = 2; line <= ROWS + 1; line += 1) {
    const reference = `${name}-${line}`;
    const bad = BAD.find(([at]) => at === line);
    if (bad) lines.push(bad[1](reference));
    else if (line === FOREIGN)
      lines.push(`00000000-0000-7000-8000-000000000000,${EACH},${reference}`);
    else lines.push(`${account(line % 3)},${EACH},${reference}`);
  }
  return `${lines.join("\n")}\n`;
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, each) => total + each, 0);
}

function account(index: number): string {
  return malabar.bank_account_ids[index] ?? "";
}
