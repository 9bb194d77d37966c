import type { APIRequestContext } from "@playwright/test";
import { readFileSync } from "node:fs";
import type { Verification } from "../src/api/verification";
import { deccan, demo, type DemoMerchant, type Login } from "./demo";
import { newReference } from "./platform";
import { expect, test, untilLive } from "./stage";

test("a merchant says and shows who it is, is refused with a reason, mends it and is verified", async ({
  visit,
  request,
}) => {
  const owner = await Person.named(request, deccan.user);
  const operator = await Person.named(request, demo.operator);
  const name = newReference("Konkan Weavers");
  const { id } = await owner.post<{ id: string }>("merchants/", { name, kind: "business" });
  const merchant: DemoMerchant = { ...deccan, id, name, bank_account_ids: [] };

  const page = await visit("/verification", { as: deccan.user, merchant });
  await untilLive(page);
  await expect(page.getByRole("region", { name: "Still missing" })).toContainText("PAN");

  // A draft, with a number that cannot be one: said at the number, and nothing else is lost.
  await page.getByLabel("Legal name").fill(name);
  await page.getByLabel("Legal form").selectOption("Private limited company");
  await page.getByLabel("Directors, partners or trustees").fill("Asha Rao");
  await page.getByRole("textbox", { name: "PAN" }).fill("ABCDE1234");
  await page.getByLabel("Street and number").fill("12 MG Road");
  await page.getByLabel("City").fill("Bengaluru");
  await page.getByRole("combobox", { name: "State" }).selectOption("Karnataka");
  await page.getByLabel("Postal code").fill("560001");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByText("This is not a PAN.")).toBeVisible();
  await page.getByRole("textbox", { name: "PAN" }).fill("abcce 1234 f");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByText("Saved. Nobody has seen it yet.")).toBeVisible();
  await expect(page.getByText("••••••234F").first()).toBeVisible();

  for (const [purpose, file] of [
    ["Registration certificate", "certificate.pdf"],
    ["Proof of identity", "passport.pdf"],
    ["Proof of address", "bill.pdf"],
  ] as const) {
    await page.getByLabel(`File: ${purpose}`, { exact: true }).setInputFiles({
      name: file,
      mimeType: "application/pdf",
      buffer: pdf(file),
    });
    await expect(page.getByRole("list", { name: `${purpose}: files` })).toContainText(file);
  }
  // What is called a PDF and is none is found out by the platform.
  await page.getByLabel("File: PAN card", { exact: true }).setInputFiles({
    name: "card.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("this is no PDF"),
  });
  await expect(page.getByText(/card\.pdf: Files of this kind are not taken here/)).toBeVisible();

  // What was uploaded comes back as it was.
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download passport.pdf" }).click();
  expect(readFileSync(await (await saved).path())).toEqual(pdf("passport.pdf"));

  await expect(page.getByRole("region", { name: "Ready to submit" })).toContainText("3 documents");
  await page.getByRole("button", { name: "Submit for verification" }).click();
  await expect(page.getByText("Waiting for an operator of the platform")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save draft" })).toHaveCount(0);

  // An operator refuses it; nobody touches the page.
  const first = await owner.get<Verification>("verification/", id);
  await operator.post(`operator/verifications/${id}/refuse/`, {
    submission_id: first.submission_id,
    reasons: [
      {
        code: "document_unreadable",
        name: "identity_proof",
        note: "The lower half is cut off.",
      },
    ],
  });
  await expect(page.getByText("Action required: it could not be accepted as it is")).toBeVisible();
  const proof = page.getByRole("listitem", { name: "Proof of identity" });
  await expect(proof).toContainText("The document cannot be read; scan it again.");
  await expect(proof).toContainText("The lower half is cut off.");

  await proof.getByRole("button", { name: "Remove passport.pdf" }).click();
  await expect(page.getByRole("region", { name: "Still missing" })).toBeVisible();
  await page.getByLabel("File: Proof of identity", { exact: true }).setInputFiles({
    name: "passport-again.pdf",
    mimeType: "application/pdf",
    buffer: pdf("again"),
  });
  await expect(proof).toContainText("passport-again.pdf");
  await page.getByRole("button", { name: "Submit for verification" }).click();
  await expect(page.getByText("Waiting for an operator of the platform")).toBeVisible();

  const second = await owner.get<Verification>("verification/", id);
  expect(second.submission_number).toBe(2);
  await operator.post(`operator/verifications/${id}/verify/`, {
    submission_id: second.submission_id,
    tier: "starter",
  });
  await expect(page.getByText("This merchant is verified", { exact: true })).toBeVisible();
  await expect(page.getByText("Tier: Starter")).toBeVisible();
  await expect(page.getByText("••••••234F")).toBeVisible();
  await expect(page.getByText("passport-again.pdf")).toBeVisible();
});

/** The smallest there is. */
function pdf(told: string): Buffer {
  return Buffer.from(
    "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" +
      "2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n" +
      `% ${told}\ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF\n`,
    "latin1",
  );
}

/** Somebody with a session of their own, asking as a program asks. */
class Person {
  readonly #request: APIRequestContext;
  readonly #access: string;

  private constructor(request: APIRequestContext, access: string) {
    this.#request = request;
    this.#access = access;
  }

  static async named(request: APIRequestContext, login: Login): Promise<Person> {
    let access = "";
    // Ten a minute for each account: whoever tells the stories twice in a row waits their turn.
    await expect(async () => {
      const answer = await request.post("/api/v1/auth/token/", { data: login });
      expect(answer.status()).toBe(200);
      access = ((await answer.json()) as { access: string }).access;
    }).toPass({ timeout: 90_000 });
    return new Person(request, access);
  }

  async get<T>(path: string, merchantId: string): Promise<T> {
    const answer = await this.#request.get(`/api/v1/${path}`, {
      headers: { Authorization: `Bearer ${this.#access}`, "X-Merchant-Id": merchantId },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as T;
  }

  async post<T>(path: string, data: object): Promise<T> {
    const answer = await this.#request.post(`/api/v1/${path}`, {
      headers: { Authorization: `Bearer ${this.#access}` },
      data,
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as T;
  }
}
