/** Merchants of the market nobody owns who owns another one: they may bid on what others put up. */
import { expect, type APIRequestContext } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { demo, type DemoMerchant } from "./demo";
import type { DealBody, Platform } from "./platform";

type Trader = Pick<DemoMerchant, "id" | "name" | "user"> & {
  bid: (dealId: string, amount: number) => Promise<void>;
};

/** One of the traders of the demo world, by a word of its name. */
export async function traderCalled(request: APIRequestContext, word: string): Promise<Trader> {
  const known = demo.traders.find(({ name }) => name.includes(word));
  if (!known) throw new Error(`no trader is called ${word}`);
  const { name, user } = known;
  const signedIn = await request.post("/api/v1/auth/token/", { data: user });
  expect(signedIn.ok(), await signedIn.text()).toBe(true);
  const { access } = (await signedIn.json()) as { access: string };
  const asked = await request.get("/api/v1/merchants/", {
    headers: { Authorization: `Bearer ${access}` },
  });
  const { results } = (await asked.json()) as { results: { id: string; name: string }[] };
  const id = results.find((merchant) => merchant.name === name)?.id;
  if (id === undefined) throw new Error(`${name} is not there`);
  const bid = async (dealId: string, amount: number): Promise<void> => {
    const answer = await request.post(`/api/v1/deals/${dealId}/auction/bids/`, {
      headers: {
        Authorization: `Bearer ${access}`,
        "X-Merchant-Id": id,
        "Idempotency-Key": randomUUID(),
      },
      data: { amount_paise: amount, terms_version: 1 },
    });
    expect(answer.status(), await answer.text()).toBe(201);
  };
  return { id, name, user, bid };
}

/** Something of Malabar’s to bid on, for ten minutes, from two lakh rupees up. */
export async function nutmeg(platform: Platform): Promise<DealBody> {
  const deadline = new Date(Date.now() + (await platform.aheadMs()) + 600_000);
  return {
    kind: "offer",
    format: "open",
    title: "Nutmeg, a hundred kilos",
    category: "food",
    budget_paise: START,
    deadline: deadline.toISOString(),
    terms: {
      scope: "Whole nutmeg of this year.",
      milestones: [
        { title: "On delivery of half", share_bp: 5000 },
        { title: "On delivery of the rest", share_bp: 5000 },
      ],
    },
  };
}

export const START = 20_000_000;
