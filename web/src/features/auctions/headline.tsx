import clsx from "clsx";
import {
  CircleAlert,
  CircleCheck,
  Clock,
  Eye,
  Gavel,
  WifiOff,
  type LucideIcon,
} from "lucide-react";
import { Amount } from "@/money/amount";
import { Badge, type Tone } from "@/ui/badge";
import { isRunning, type Auction } from "./calls";
import { Countdown } from "./countdown";
import { bidderName, priceWord, standingOf, STATES } from "./words";

interface HeadlineProps {
  auction: Auction;
  isPoster: boolean;
  /** There is no stream: what stands here may be as old as the last question. */
  isAskedFor: boolean;
}

/** Price, leader, place and time: each in a place of its own, whatever comes. */
export function Headline({ auction, isPoster, isAskedFor }: HeadlineProps) {
  const state = STATES[auction.status];
  return (
    <section
      aria-label="How it stands"
      className="grid gap-4 rounded border border-line bg-surface px-5 py-4 max-sm:px-4"
    >
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-[minmax(0,1fr)_auto]">
        <div className="grid min-w-0 gap-0.5">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
            {priceWord(auction)} <Badge tone={state.tone}>{state.word}</Badge>
            {isAskedFor && isRunning(auction) && (
              <span className="inline-flex items-center gap-1.5 text-wait">
                <WifiOff aria-hidden className="size-4 shrink-0" />
                {/* What is below must not move when it comes. */}
                <span>
                  Not live<span className="max-sm:sr-only">: looked at every 3 s</span>
                </span>
              </span>
            )}
          </p>
          <p className="min-h-12 text-3xl font-semibold max-sm:text-[min(var(--text-3xl),8vw)]">
            <Price auction={auction} />
          </p>
          <p className="min-h-5.5 text-sm text-muted">{leaderWords(auction)}</p>
        </div>
        <Countdown auction={auction} />
      </div>
      {!isPoster && <Standing auction={auction} />}
    </section>
  );
}

function Price({ auction }: { auction: Auction }) {
  const { price_paise: price, rules } = auction;
  if (price !== null) return <Amount paise={price} />;
  const isHidden =
    rules.visibility !== "price" && rules.format === "open" && auction.bidders_count > 0;
  if (isHidden) return <span className="text-muted">–</span>;
  return <Amount paise={rules.start_paise} className="text-muted" />;
}

function leaderWords(auction: Auction): string {
  const { leader, mine, rules, bidders_count: many, is_reserve_met: isMet } = auction;
  const is = isRunning(auction) ? "is" : "was";
  const reserve =
    isMet === false
      ? `; the reserve ${is} not met`
      : isMet === true
        ? `; the reserve ${is} met`
        : "";
  if (leader !== null) {
    const who = bidderName(leader, mine?.bidder ?? null);
    const lead = isRunning(auction) ? (who === "You" ? "lead" : "leads") : "led";
    const own = mine && who !== "You" ? `, you are Bidder ${mine.bidder}` : "";
    return `${who} ${lead}${own}${reserve}`;
  }
  const own = mine ? `You are Bidder ${mine.bidder}` : "";
  if (many === 0) return "Nobody has bid yet";
  if (rules.format === "sealed") return own || "Bids are opened at the end";
  return own;
}

const ICONS: Record<Tone, LucideIcon> = {
  good: CircleCheck,
  bad: CircleAlert,
  wait: Clock,
  sea: Gavel,
  doubt: Clock,
  plain: Eye,
};
const LOOKS: Record<Tone, string> = {
  good: "bg-good-soft text-good",
  bad: "bg-bad-soft text-bad",
  wait: "bg-wait-soft text-wait",
  sea: "bg-sea-soft text-sea",
  doubt: "bg-doubt-soft text-doubt",
  plain: "bg-sunken text-muted",
};

/** Where the viewer stands. The strip is always there, and is read out when it says something else. */
function Standing({ auction }: { auction: Auction }) {
  const { tone, title, text } = standingOf(auction);
  const Icon = ICONS[tone];
  return (
    <div
      role="status"
      className={clsx("flex min-h-14 items-center gap-3 rounded px-4 py-2", LOOKS[tone])}
    >
      <Icon aria-hidden className="size-5 shrink-0" />
      <p className="min-w-0">
        <span className="block font-semibold">{title}</span>
        <span className="block text-sm text-ink">{text}</span>
      </p>
    </div>
  );
}
