import clsx from "clsx";
import { ScrollText } from "lucide-react";
import { memo, useState } from "react";
import { exact } from "@/lib/time";
import { Amount } from "@/money/amount";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Empty } from "@/ui/empty";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { isRunning, useLog, type Auction } from "./calls";
import type { Line } from "./log";
import { bidderName, lineWords } from "./words";

const SHOWN_FIRST = 30;
const MORE = 50;

const SECONDS = new Intl.DateTimeFormat("en-IN", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
});

/** What was bid, newest first, as far as the viewer may see. New lines are put on top of old ones, which stay. */
export function BidLog({ dealId, auction }: { dealId: string; auction: Auction }) {
  const { log, error, retry, more } = useLog(dealId, auction);
  const [shown, setShown] = useState(SHOWN_FIRST);
  const lines = log?.lines ?? [];
  const hasMore = lines.length > shown || (log !== undefined && log.before !== null);
  return (
    <Card title="Bids" aside={<Seen auction={auction} />} flush>
      {/* Of one height whatever comes: who reads, or types beside it, is not moved about. */}
      <div
        tabIndex={0}
        role="region"
        aria-label="Log of bids"
        className={clsx(
          "overflow-y-auto border-t border-line",
          isRunning(auction) ? "h-96" : "max-h-96",
        )}
      >
        {log === undefined ? (
          error ? (
            <Unloaded error={error} onRetry={() => void retry()} />
          ) : (
            <SkeletonRows rows={5} />
          )
        ) : lines.length === 0 ? (
          <Empty icon={ScrollText} title="Nothing to see yet">
            {noLines(auction)}
          </Empty>
        ) : (
          <ol className="divide-y divide-line">
            {lines.slice(0, shown).map((line) => (
              <LogLine key={line.sequence} line={line} />
            ))}
          </ol>
        )}
        {hasMore && lines.length > 0 && (
          <div className="p-3 text-center">
            <Button
              size="small"
              onClick={() => {
                setShown(shown + MORE);
                if (lines.length < shown + MORE) void more();
              }}
            >
              Show earlier bids
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

function noLines(auction: Auction): string {
  if (auction.rules.format === "sealed") return "Sealed bids are seen by those who made them.";
  if (isRunning(auction) && auction.rules.visibility !== "price")
    return "Others’ bids are not shown here; your own will be.";
  return isRunning(auction) ? "The first bid will stand here." : "Nobody has bid.";
}

function Seen({ auction }: { auction: Auction }) {
  const many = auction.bidders_count;
  return (
    <span className="text-sm text-muted tabular-nums">
      {many === 1 ? "1 bidder" : `${many} bidders`}
    </span>
  );
}

const BIDS = ["bid", "instruct"];

/** One line. It is drawn once: what has been bid does not change. */
const LogLine = memo(function LogLine({ line }: { line: Line }) {
  const who = line.bidder === null ? "" : line.is_mine ? "You" : bidderName(line.bidder, null);
  const { price_paise } = line;
  // How far an instruction goes is not told; what it bid at once is.
  const bid = line.amount_paise ?? (BIDS.includes(line.kind) ? price_paise : null);
  return (
    <li
      className="grid grid-cols-[4.5rem_minmax(0,1fr)_auto] items-baseline gap-x-3 px-5 py-2.5 max-sm:px-4"
      data-sequence={line.sequence}
    >
      <time
        dateTime={line.at}
        title={exact(line.at)}
        className="font-mono text-xs text-muted tabular-nums"
      >
        {SECONDS.format(new Date(line.at))}
      </time>
      <span className="min-w-0">
        {who && <span className="font-medium">{who}</span>} {lineWords(line)}
      </span>
      {bid === null ? <span /> : <Amount paise={bid} className="text-right font-medium" />}
      {price_paise !== null && bid !== price_paise && (
        <span className="col-span-2 col-start-2 text-xs text-muted">
          answered at once: <Amount paise={price_paise} />
          {line.leader !== null && `, Bidder ${line.leader} leads`}
        </span>
      )}
      {line.hash !== "" && (
        <span
          className="col-span-2 col-start-2 truncate font-mono text-xs text-muted"
          title={line.hash}
        >
          {line.hash}
        </span>
      )}
    </li>
  );
});
