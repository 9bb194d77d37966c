/** The words of the auction room: states, standings, and what to do about a refusal. */
import { Problem, type ProblemCode } from "@/api/problems";
import { formatPaise, paise } from "@/money/money";
import type { Tone } from "@/ui/badge";
import { explain, type Explained } from "@/ui/explain";
import type { Auction, Rules } from "./calls";
import type { Line } from "./log";

export const STATES: Record<Auction["status"], { tone: Tone; word: string }> = {
  open: { tone: "sea", word: "Open for bids" },
  final_round: { tone: "wait", word: "Final round" },
  closed: { tone: "wait", word: "Closed, to be awarded" },
  awarded: { tone: "wait", word: "Awarded, to be confirmed" },
  agreed: { tone: "good", word: "Agreed" },
  failed: { tone: "plain", word: "Ended without a deal" },
  cancelled: { tone: "plain", word: "Called off" },
};

export interface Standing {
  tone: Tone;
  title: string;
  text: string;
}

/** Where the viewer stands, in a sentence that is there in every state, so that nothing jumps. */
export function standingOf(auction: Auction): Standing {
  const { mine, rules } = auction;
  if (auction.status === "final_round") return inFinalRound(auction);
  if (auction.status !== "open") return afterwards(auction);
  if (mine === null) {
    if (!auction.allowed_moves.includes("bid")) return ONLOOKER;
    return { tone: "plain", title: "You have not bid", text: firstStep(auction) };
  }
  if (mine.standing !== "active")
    return {
      tone: "bad",
      title: "You are out of this auction",
      text: "No more bids are taken from you here.",
    };
  if (mine.is_stale)
    return {
      tone: "wait",
      title: "The terms have changed",
      text: "Your bid counts again once you confirm it, before the end.",
    };
  if (rules.format === "sealed") return sealed(auction);
  if (mine.is_leading === true)
    return { tone: "good", title: "You lead", text: "Nobody is before you at this moment." };
  const rank = mine.rank === null ? "" : `, rank ${mine.rank}`;
  if (mine.is_leading === false && mine.bid_paise !== null)
    return { tone: "bad", title: `You are outbid${rank}`, text: nextStep(auction) };
  if (mine.bid_paise === null)
    return { tone: "plain", title: "You have no bid that counts", text: firstStep(auction) };
  return {
    tone: "plain",
    title: "Your bid is in",
    text: "Here nobody is told where they stand before the end.",
  };
}

const ONLOOKER: Standing = {
  tone: "plain",
  title: "You look on",
  text: "What you see is what everybody sees.",
};

function firstStep({ required_paise, rules }: Auction): string {
  if (required_paise === null) return "No better bid than what is there can be made.";
  const bound = rules.direction === "forward" ? "or more" : "or less";
  return `Bid ${formatPaise(paise(required_paise))} ${bound} to take part.`;
}

function nextStep({ required_paise, rules }: Auction): string {
  if (required_paise === null) return "No better bid than what is there can be made.";
  const bound = rules.direction === "forward" ? "or more" : "or less";
  return `Bid ${formatPaise(paise(required_paise))} ${bound} to go on.`;
}

function sealed({ allowed_moves }: Auction): Standing {
  return allowed_moves.includes("withdraw")
    ? {
        tone: "good",
        title: "Your sealed bid is in",
        text: "Until the end you can replace it, or take it back.",
      }
    : {
        tone: "plain",
        title: "You have no sealed bid here",
        text: "The last one put in before the end counts.",
      };
}

function inFinalRound({ mine }: Auction): Standing {
  if (mine?.has_shot)
    return {
      tone: "good",
      title: "Your final bid is in",
      text: "It is opened at the end, with the others’.",
    };
  if (mine?.is_finalist)
    return {
      tone: "wait",
      title: "You are in the final round",
      text: "One sealed bid, no worse than the one that stands. Without it that one counts.",
    };
  return {
    tone: "plain",
    title: "The final round is among the best three",
    text: mine ? "Your bid was not among them." : "Each of them has one sealed bid.",
  };
}

function afterwards({ status, mine, award }: Auction): Standing {
  if (status === "awarded" && award && mine?.bidder === award.bidder)
    return {
      tone: "good",
      title: "You were chosen",
      text: "Read the terms, and say whether you stand by your bid.",
    };
  if (status === "agreed" && award && mine?.bidder === award.bidder)
    return { tone: "good", title: "The deal is yours", text: "It goes on in the deal room." };
  return { tone: "plain", title: STATES[status].word, text: ENDS[status] };
}

const ENDS: Record<Auction["status"], string> = {
  open: "",
  final_round: "",
  closed: "Whoever put it up chooses now.",
  awarded: "The chosen bidder has been asked to confirm.",
  agreed: "Somebody was chosen, and has confirmed.",
  failed: "Nothing came of it. Every bond is back.",
  cancelled: "Whoever put it up has called it off. Every bond is back.",
};

/** `Bidder 3`, or `You`. */
export function bidderName(bidder: number, mine: number | null): string {
  return bidder === mine ? "You" : `Bidder ${bidder}`;
}

export function priceWord(auction: Auction): string {
  const { rules, leader, price_paise, status } = auction;
  if (rules.format === "sealed" && price_paise === null) return startWord(rules);
  if (price_paise === null && (rules.visibility === "price" || leader === null))
    return rules.visibility === "price" ? startWord(rules) : "Prices are not shown";
  if (status === "open" || status === "final_round")
    return rules.direction === "forward" ? "Highest bid" : "Lowest bid";
  return "Price at the end";
}

export function startWord({ direction }: Rules): string {
  return direction === "forward" ? "Starting price" : "Ceiling";
}

export function stepWords({ kind, value }: Rules["step"]): string {
  if (kind === "absolute") return formatPaise(paise(value));
  const whole = Math.trunc(value / 100);
  const part = String(value % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${whole}${part ? `.${part}` : ""} % of the price`;
}

/** What a line of the log says somebody did. */
export function lineWords(line: Line): string {
  const automatic = line.is_automatic === true;
  switch (line.kind) {
    case "bid":
      return automatic ? "bid by auto-bid" : "bid";
    case "instruct":
      return line.is_mine ? "set an auto-bid" : "bid by auto-bid";
    case "retract":
      return "took a bid back";
    case "withdraw":
      return "withdrew after the terms were changed";
    case "removed":
      return "is out of it";
    case "reconfirm":
      return "confirmed on the new terms";
    case "amend":
      return "The terms were changed";
    case "delay":
      return "We were away; the end was moved by as long";
    default:
      return line.kind;
  }
}

const EXPLAINED: Partial<Record<ProblemCode, (problem: Problem) => Explained>> = {
  outbid: (problem) => ({
    what: "Somebody was quicker, or goes further.",
    todo: least(problem),
  }),
  bid_not_improved: (problem) => ({
    what: "This does not improve on your own bid.",
    todo: least(problem),
  }),
  bid_out_of_range: (problem) => ({
    what: "This is on the wrong side of the starting price.",
    todo: least(problem),
  }),
  limit_below_price: (problem) => ({
    what: "Your bid stands at a price that this limit does not reach.",
    todo: least(problem),
  }),
  closed: () => ({
    what: "The time was up before your bid was there.",
    todo: "The database’s clock decides that, not this page’s. Nothing was bid.",
  }),
  stale_terms: () => ({
    what: "The terms were changed since you read them.",
    todo: "Read what is different, and bid again if you still want to.",
  }),
  stale_version: () => ({
    what: "Somebody has bid since you looked.",
    todo: "Look at the price as it is now, and bid again.",
  }),
  too_late_to_lower: () => ({
    what: "It is too close to the end to lower a limit, or to take an auto-bid away.",
    todo: "Else limits could be tried out and taken back. It goes no further than you have said.",
  }),
  insufficient_funds: (problem) => {
    const available = problem.number("available_paise");
    return {
      what:
        available === null
          ? "There is not enough money for the bond."
          : `There is not enough money for the bond: ${formatPaise(paise(available))} is available.`,
      todo: "Add money first. Nothing was bid, and nothing set aside.",
    };
  },
  bidder_affiliated: () => ({
    what: "You belong together with whoever put this up.",
    todo: "You share a member, a PAN, a GSTIN or a bank account. Nobody may bid on what is as good as their own.",
  }),
  own_auction: () => ({
    what: "You have put this up yourselves.",
    todo: "Wait for the bids of others.",
  }),
  bidder_not_verified: () => ({
    what: "A bid binds, so it is taken from verified merchants only.",
    todo: "Complete the verification; until then you can look.",
  }),
  bidder_excluded: () => ({
    what: "You cannot bid in this auction any more.",
    todo: "You did not stand by a bid here before. If that is wrong, ask us about it.",
  }),
  not_finalist: () => ({
    what: "The final round is among the best three.",
    todo: "If one of them does not stand by their bid, you may be asked.",
  }),
  one_shot_only: () => ({
    what: "Your bid of the final round is in already.",
    todo: "Everybody has one.",
  }),
  bids_are_sealed: () => ({
    what: "Here there are only sealed bids.",
    todo: "There is no price that an auto-bid could follow.",
  }),
  nothing_standing: () => ({
    what: "There is nothing of yours here that this could change.",
    todo: "It may have been done on another screen.",
  }),
  retraction_refused: (problem) => ({
    what: "This bid cannot be taken back.",
    todo:
      RETRACTIONS[problem.text("reason") ?? ""] ??
      "Who wins may still decline, and loses the bond by it.",
  }),
  bidder_not_ranked: () => ({
    what: "This bidder cannot be chosen.",
    todo: "They were chosen before, or have no bid that counts.",
  }),
  reason_required: () => ({
    what: "This is not the best bid.",
    todo: "Say why it is the one; the others may ask.",
  }),
  price_differs: () => ({
    what: "This is not the price you were chosen at.",
    todo: "Read it again: the page now shows it.",
  }),
  award_is_over: () => ({
    what: "The time to confirm has passed.",
    todo: "Whoever put it up goes on to the next best.",
  }),
  award_not_found: () => ({
    what: "Nothing here waits for your word.",
    todo: "The page now shows how it stands.",
  }),
  auction_not_found: () => ({
    what: "There is no auction here that you may see.",
    todo: "Check the address, and whether the right merchant is chosen.",
  }),
  auction_invalid: (problem) => ({
    what: problem.detail,
    todo: "Change it, and save it again.",
  }),
};

/** Why a bid is not taken back, by the `reason` of the refusal. */
const RETRACTIONS: Record<string, string> = {
  no_correction: "A slip is corrected by the right bid in its place, within a minute.",
  too_late_after_the_bid: "A slip is corrected within a minute, and that is over.",
  too_near_the_end: "It is too near the end for that.",
  not_a_correction: "What is better than your bid is simply bid.",
};

function least(problem: Problem): string {
  const required = problem.number("required_paise");
  return required === null
    ? "No better bid can be made."
    : `${formatPaise(paise(required))} or better would be taken now.`;
}

/** A refusal of this room in its own words; any other in those of all. */
export function explainBid(error: unknown): Explained {
  const said = error instanceof Problem ? EXPLAINED[error.code]?.(error) : undefined;
  return said ?? explain(error);
}

export const TOLD_CODES = Object.keys(EXPLAINED);
