/** Deals in every state, made as programs make them, so that stories and pages begin where they want to. */
import { expect } from "@playwright/test";
import type { components } from "../src/api/schema";
import type { Platform } from "./platform";

export type Deal = components["schemas"]["DealOut"];
export type Agreement = components["schemas"]["AgreementOut"];
type Milestone = components["schemas"]["MilestoneOut"];

interface Sides {
  buying: Platform;
  selling: Platform;
}

const DAY_MS = 86_400_000;

/** A direct deal that the buyer has proposed. */
export async function proposed(
  { buying, selling }: Sides,
  title: string,
  ...amounts: number[]
): Promise<Deal> {
  const draft = await buying.post<Deal>("deals/", {
    kind: "request",
    format: "direct",
    title,
    category: "machinery",
    description: "For the new waterworks; the drawings are attached.",
    counterparty: selling.merchant.id,
    terms: {
      scope: "Pumps of 5 kW, tested and packed, delivered to Pune.",
      milestones: amounts.map((amount, place) => ({
        title: amounts.length === 1 ? "All of it" : `Part ${place + 1}`,
        amount_paise: amount,
      })),
      fee_split: { buyer_bp: 5_000 },
    },
  });
  return buying.post<Deal>(`deals/${draft.id}/propose/`);
}

export function consentTo({ terms }: Deal) {
  return { version: terms?.version, terms_hash: terms?.hash };
}

/** One that both have agreed on. */
export async function agreed(sides: Sides, title: string, ...amounts: number[]): Promise<Deal> {
  const deal = await proposed(sides, title, ...amounts);
  return sides.selling.post<Deal>(`deals/${deal.id}/accept/`, consentTo(deal));
}

export async function agreementOf(platform: Platform, deal: Deal): Promise<Agreement> {
  return platform.get<Agreement>(`agreements/${deal.agreement_id ?? ""}/`);
}

/** What others may bid on, as a draft of whoever is asked. */
export async function auctioned(platform: Platform, title: string): Promise<Deal> {
  const deadline = new Date(Date.now() + (await platform.aheadMs()) + 7 * DAY_MS).toISOString();
  return platform.post<Deal>("deals/", {
    kind: "request",
    format: "open",
    title,
    category: "food",
    budget_paise: 12_500_000,
    deadline,
    terms: {
      scope: "Two tonnes of cardamom, first grade.",
      milestones: [
        { title: "Samples", share_bp: 1_000 },
        {
          title: "The rest",
          share_bp: 9_000,
          conditions: {
            all: [{ type: "buyer_approves" }, { type: "document", name: "bill_of_lading" }],
          },
        },
      ],
    },
  });
}

export interface DealsToLookAt {
  draft: string;
  open: string;
  answering: string;
  active: string;
  completed: string;
  dispute: string;
}

/** One of each, of which the first side of `sides` is the buyer. */
export async function dealsToLookAt(sides: Sides, amount: () => number): Promise<DealsToLookAt> {
  const { buying, selling } = sides;
  const draft = await auctioned(buying, "Cardamom, first grade");
  const open = await auctioned(buying, "Cardamom, two tonnes");
  await buying.post(`deals/${open.id}/publish/`);
  const offered = await proposed(sides, "Pumps that wait for an answer", amount(), amount());
  const { terms } = offered;
  // The seller has answered with a shorter time to inspect.
  await selling.post(`deals/${offered.id}/counter/`, {
    ...consentTo(offered),
    terms: {
      scope: terms?.scope,
      milestones: terms?.milestones.map(({ title, amount_paise }) => ({ title, amount_paise })),
      inspection_days: 5,
    },
  });
  const active = await agreed(sides, "Pumps under way", amount(), amount(), amount());
  const [first, second] = (await agreementOf(buying, active)).milestones;
  await fund(buying, first);
  await fund(buying, second);
  await selling.post(`milestones/${first?.id ?? ""}/submit/`, { note: "Ten pumps, as agreed." });
  await selling.post(`milestones/${second?.id ?? ""}/proposals/`, {
    to_seller_paise: 50_000,
    to_buyer_paise: 10_000,
    note: "Some of it is late.",
  });
  await selling.post(`deals/${active.id}/messages/`, { text: "The first ten are on their way." });
  await buying.post(`deals/${active.id}/messages/`, { text: "Thank you." });
  const completed = await agreed(sides, "Pumps that have come", amount());
  const [only] = (await agreementOf(buying, completed)).milestones;
  await fund(buying, only);
  await selling.post(`milestones/${only?.id ?? ""}/submit/`, { note: "All of it." });
  await buying.post(`milestones/${only?.id ?? ""}/approve/`, {
    expected_payee_id: only?.payee_id,
    amount_paise: only?.amount_paise,
  });
  // The deal hears of its milestones a moment later.
  await expect
    .poll(async () => (await buying.get<Deal>(`deals/${completed.id}/`)).status)
    .toBe("completed");
  await selling.post(`deals/${completed.id}/reviews/`, { stars: 5, comment: "Paid at once." });
  return {
    draft: draft.id,
    open: open.id,
    answering: offered.id,
    active: active.id,
    completed: completed.id,
    dispute: await disputed(sides, amount()),
  };
}

/** One that both sides have spoken about, and that the buyer may settle; its id. */
async function disputed({ buying, selling }: Sides, amount: number): Promise<string> {
  const deal = await agreed({ buying, selling }, "Pumps that leak", amount);
  const [only] = (await agreementOf(buying, deal)).milestones;
  await fund(buying, only);
  const { id } = await buying.post<{ id: string }>(`milestones/${only?.id ?? ""}/dispute/`, {
    reason: "defective",
    amount_paise: only?.amount_paise,
    statement: "Ten of them leak.",
  });
  await selling.post(`disputes/${id}/respond/`, {
    claimed_paise: Math.trunc((only?.amount_paise ?? 0) / 2),
    statement: "Two of them do, and two new ones are on their way.",
  });
  return id;
}

/** All that is missing, out of the wallet. */
export async function fund(buying: Platform, milestone: Milestone | undefined): Promise<void> {
  await buying.post(`milestones/${milestone?.id ?? ""}/fund/`);
}
