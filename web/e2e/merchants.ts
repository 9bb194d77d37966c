/** Merchants of nobody else's story, made as a program makes them. */
import { expect, type APIRequestContext } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { malabar } from "./demo";

export interface Merchant {
  id: string;
  name: string;
}

/** Of Malabar's owner, and with no money yet. */
export async function newMerchant(request: APIRequestContext, called: string): Promise<Merchant> {
  const signedIn = await request.post("/api/v1/auth/token/", { data: malabar.user });
  const { access } = (await signedIn.json()) as { access: string };
  const name = `${called} ${randomUUID().slice(0, 8)}`;
  const made = await request.post("/api/v1/merchants/", {
    headers: { Authorization: `Bearer ${access}`, "Idempotency-Key": randomUUID() },
    data: { name, kind: "business" },
  });
  expect(made.status(), await made.text()).toBe(201);
  return (await made.json()) as Merchant;
}
