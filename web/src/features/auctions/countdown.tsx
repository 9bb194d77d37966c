import clsx from "clsx";
import { Clock, ClockAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { duration } from "@/lib/time";
import { ClockTime } from "@/ui/time";
import { isRunning, type Auction } from "./calls";
import { countdownText, useLeft } from "./server-clock";

/** When it is said aloud how much is left: seconds before the end. */
const SAID_AT = [3600, 600, 300, 120, 60, 30, 10];
const MOVED_SHOWN_MS = 12_000;

/** How long bids are taken, by the platform's clock. A moved end is seen, and heard, at once. */
export function Countdown({ auction }: { auction: Auction }) {
  const left = useLeft(auction.ends_at);
  const isOpen = isRunning(auction);
  const moved = useMoved(auction);
  const { window_seconds, format } = auction.rules;
  const isLate = isOpen && left <= window_seconds * 1000;
  const Icon = isLate ? ClockAlert : Clock;
  return (
    <div className="grid gap-0.5">
      <p className="flex items-center gap-1.5 text-sm text-muted">
        <Icon aria-hidden className="size-4 shrink-0" />
        {isOpen ? "Ends in" : "Ended"}
      </p>
      <p
        role="timer"
        aria-label="Time left"
        className={clsx(
          "text-2xl font-semibold whitespace-nowrap tabular-nums",
          isLate ? "text-bad" : "text-ink",
        )}
      >
        {isOpen ? left > 0 ? countdownText(left) : "Closing …" : <ClockTime at={auction.ends_at} />}
      </p>
      <p className="min-h-5 text-xs text-muted" aria-live="polite">
        {moved !== null && isOpen ? (
          <span className="font-medium text-wait">
            The end has moved by {duration(moved.bySeconds)}
            {moved.byLead ? ": somebody took the lead late." : "."}
          </span>
        ) : (
          isOpen && (
            <>
              At <ClockTime at={auction.ends_at} />
              {format === "open" && window_seconds > 0 && (
                <>, later if somebody takes the lead in the last {duration(window_seconds)}</>
              )}
            </>
          )
        )}
      </p>
      <p className="sr-only" role="status">
        {isOpen ? saidAloud(left) : ""}
      </p>
    </div>
  );
}

/** A clock that is read out every second is none; this changes a few times. */
function saidAloud(left: number): string {
  const due = SAID_AT.findLast((seconds) => left <= seconds * 1000);
  return due === undefined || left === 0 ? "" : `Less than ${duration(due)} left`;
}

/** By how many seconds the end was moved, and whether a late lead did it, for a while after it was. */
function useMoved(auction: Auction): { bySeconds: number; byLead: boolean } | null {
  const { ends_at: endsAt } = auction;
  const [known, setKnown] = useState({ auction, bySeconds: 0, byLead: false });
  if (known.auction !== auction) {
    const before = known.auction;
    const by = Math.round((Date.parse(endsAt) - Date.parse(before.ends_at)) / 1000);
    if (by === 0) setKnown({ ...known, auction });
    else setKnown({ auction, bySeconds: Math.max(0, by), byLead: movedByLead(before, auction) });
  }
  const { bySeconds } = known;
  useEffect(() => {
    if (bySeconds === 0) return undefined;
    const timer = setTimeout(() => {
      setKnown((shown) => ({ ...shown, bySeconds: 0 }));
    }, MOVED_SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [endsAt, bySeconds]);
  return bySeconds > 0 ? known : null;
}

/** Other terms, an outage and the final round move the end as well. */
export function movedByLead(before: Auction, after: Auction): boolean {
  const isSame = before.status === after.status && before.terms_version === after.terms_version;
  const hasLed = after.rules.visibility !== "price" || before.leader !== after.leader;
  return isSame && after.status === "open" && hasLed;
}
