/** What a bid has to be, and what would come of it, as far as the viewer may know. Nothing here is decided: the platform does that. */
import { formatPaise, paise } from "@/money/money";
import type { Auction, Mine, Rules } from "./calls";

/** Whether `one` is the better bid: higher where something is sold, lower where it is asked for. */
export function beats(rules: Rules, one: number, other: number): boolean {
  return rules.direction === "forward" ? one > other : one < other;
}

/** The platform's own word for the least it would take now; null: it takes none. */
export function tooLittle(auction: Auction, amount: number): string | null {
  const least = auction.required_paise;
  if (auction.status === "final_round") {
    const mine = auction.mine?.bid_paise ?? null;
    if (mine === null || !beats(auction.rules, mine, amount)) return null;
    return `Not worse than your bid that stands, ${formatPaise(paise(mine))}.`;
  }
  if (least === null) return "No better bid than what is there can be made.";
  if (!beats(auction.rules, least, amount)) return null;
  const bound = auction.rules.direction === "forward" ? "at least" : "at most";
  return `${capital(bound)} ${formatPaise(paise(least))} is taken now.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export type Outlook =
  /** Nobody would be before it, whatever others have told the platform in secret. */
  | "leads"
  /** It leads unless somebody's auto-bid goes further. */
  | "leads unless answered"
  /** They lead already: it raises the limit they lead with. */
  | "raises own limit"
  /** Nobody is told who leads. */
  | "not shown"
  /** Opened at the end. */
  | "sealed";

export function outlookOf(auction: Auction): Outlook {
  if (auction.rules.format === "sealed" || auction.status === "final_round") return "sealed";
  if (auction.mine?.is_leading === true) return "raises own limit";
  if (auction.rules.visibility !== "price") return "not shown";
  return auction.leader === null ? "leads" : "leads unless answered";
}

export const OUTLOOKS: Record<Outlook, string> = {
  leads: "You lead with it.",
  "leads unless answered":
    "You lead with it, unless the leader’s auto-bid goes further: then that answers at once, and the price you see is the new one.",
  "raises own limit":
    "You lead already: the price does not move. It is kept as how far you would go, and nobody else sees it.",
  "not shown": "Others’ prices are not shown here. You are told at once where you stand with it.",
  sealed: "It is sealed: nobody, we included, reads it before the end.",
};

/** Where a lead taken now moves the end to; null: it does not. `now` is the platform's time. */
export function movedEnd(auction: Auction, now: number): string | null {
  const { rules } = auction;
  if (auction.status !== "open" || rules.format === "sealed") return null;
  if (auction.mine?.is_leading === true) return null;
  const ends = Date.parse(auction.ends_at);
  if (now < ends - rules.window_seconds * 1000) return null;
  const wanted = now + rules.extension_seconds * 1000;
  const end = Math.max(ends, Math.min(wanted, Date.parse(auction.ends_at_latest)));
  return end > ends ? new Date(end).toISOString() : null;
}

/** What has to be set aside with the first bid. */
export function bondDue(auction: Auction): number {
  const has = auction.mine !== null && auction.mine.bond_paise > 0;
  return has ? 0 : auction.rules.bond_paise;
}

/** Whether a standing instruction goes further than what has been bid for them. */
export function hasAutoBid(auction: Auction): boolean {
  return auction.allowed_moves.includes("cancel_auto_bid") && goesFurther(auction.mine);
}

function goesFurther(mine: Mine | null): boolean {
  return mine !== null && mine.limit_paise !== null && mine.limit_paise !== mine.bid_paise;
}

/** Before this moment a slip may be corrected and a limit lowered, by the platform's time. */
export function lateFrom(auction: Auction): number {
  return Date.parse(auction.ends_at) - 2 * auction.rules.window_seconds * 1000;
}

export const CORRECTION_MS = 60_000;
