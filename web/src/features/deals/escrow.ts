/** Where the money of an agreement is, so that the parts come to the whole. Pure. */
import type { Agreement, Milestone } from "@/api/deals";
import { paise, type Paise } from "@/money/money";

export interface EscrowParts {
  whole: Paise;
  released: Paise;
  refunded: Paise;
  disputed: Paise;
  /** In escrow, and undisputed. */
  held: Paise;
  /** Not paid in, and not given up either. */
  open: Paise;
  /** Of milestones that ended before they were paid in. */
  dropped: Paise;
}

const OVER = new Set<Milestone["status"]>(["released", "refunded", "cancelled"]);

/** Of amounts, without fees, which are nobody's milestone. */
export function partsOf(agreement: Pick<Agreement, "milestones">): EscrowParts {
  const parts = {
    whole: 0n, released: 0n, refunded: 0n, disputed: 0n, held: 0n, open: 0n, dropped: 0n,
  }; // prettier-ignore
  for (const each of agreement.milestones) {
    const amount = paise(each.amount_paise);
    const known =
      paise(each.released_paise) +
      paise(each.refunded_paise) +
      paise(each.disputed_paise) +
      paise(each.left_paise);
    const rest = amount > known ? amount - known : 0n;
    parts.whole += amount;
    parts.released += paise(each.released_paise);
    parts.refunded += paise(each.refunded_paise);
    parts.disputed += paise(each.disputed_paise);
    parts.held += paise(each.left_paise);
    if (OVER.has(each.status)) parts.dropped += rest;
    else parts.open += rest;
  }
  return parts;
}

/** What of the moves has a button here, in the order of buttons: the one way on comes first. */
const ORDER = [
  "fund", "submit", "approve", "request_changes", "accept_proposal", "refuse_proposal",
  "withdraw_proposal", "propose", "refund", "cancel", "dispute",
] as const; // prettier-ignore
export type MilestoneMove = (typeof ORDER)[number];

export function movesOf(milestone: Pick<Milestone, "allowed_moves">): MilestoneMove[] {
  return ORDER.filter((each) => milestone.allowed_moves.includes(each));
}

/** Two amounts of a proposal, and what is wrong with them together. */
export function wrongWithSplit(toSeller: Paise, toBuyer: Paise, left: Paise): string | undefined {
  if (toSeller + toBuyer === 0n) return "Name an amount for one of the two.";
  if (toSeller + toBuyer > left) return "Together that is more than is left.";
  return undefined;
}

type Leaf = Record<string, unknown>;

/** The documents that the terms of a milestone ask for. */
export function documentsOf(tree: Leaf): string[] {
  const branches = tree.all ?? tree.any;
  if (Array.isArray(branches)) return [...new Set((branches as Leaf[]).flatMap(documentsOf))];
  return tree.type === "document" && typeof tree.name === "string" ? [tree.name] : [];
}

/** What is waited for beside the word of the two sides. */
export function missingBesides(milestone: Pick<Milestone, "missing_conditions">): Leaf[] {
  return milestone.missing_conditions.filter(
    ({ type }) => type !== "buyer_approves" && type !== "both_approve",
  );
}

/** Signals that wait for the buyer's own word, since the terms name no key. */
export function signalsOfBuyer(
  milestone: Pick<Milestone, "missing_conditions" | "side" | "status">,
): string[] {
  if (milestone.side !== "buyer" || OVER.has(milestone.status)) return [];
  return milestone.missing_conditions.flatMap(({ type, name, key_id: keyId }) =>
    type === "signal" && typeof name === "string" && !keyId ? [name] : [],
  );
}
