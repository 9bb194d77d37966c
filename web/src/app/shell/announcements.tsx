import { Link } from "@tanstack/react-router";
import type { LiveEvent } from "@/api/stream";
import { count } from "@/lib/words";
import { Amount } from "@/money/amount";
import { tell, type Toast } from "@/ui/toast";

/** Facts worth telling somebody who is looking elsewhere. */
const TOLD: Record<string, { tone: Toast["tone"]; one: string; many: string }> = {
  "payout.completed": { tone: "good", one: "arrived", many: "payouts arrived" },
  "payout.failed": {
    tone: "bad",
    one: "was refused; the money is available again",
    many: "payouts were refused",
  },
  "payout.returned": {
    tone: "bad",
    one: "was returned by the bank",
    many: "payouts were returned",
  },
  "bank_transfer.credited": { tone: "good", one: "came in", many: "transfers came in" },
  "incoming_transfer.received": {
    tone: "good",
    one: "came from another merchant",
    many: "transfers of other merchants came in",
  },
  "bid.outbid": { tone: "bad", one: "You are outbid", many: "of your bids were outbid" },
  "bid.chosen": {
    tone: "good",
    one: "Your bid was chosen: confirm it in time",
    many: "of your bids were chosen",
  },
};

export function announce(merchantId: string, events: LiveEvent[]): void {
  for (const [type, { tone, one, many }] of Object.entries(TOLD)) {
    const found = events.filter((event) => event.type === type && !isOnScreen(event));
    const [first] = found;
    if (!first || isRepeated(first)) continue;
    if (things(found) > 1) tell(tone, count(things(found), many, many));
    else tell(tone, <One merchantId={merchantId} event={first} what={one} />);
  }
}

/** In how many places: a bid may be outbid many times before anybody has looked. */
function things(events: LiveEvent[]): number {
  return new Set(events.map(({ subject }) => subject)).size;
}

const QUIET_MS = 10_000;
let lastOutbid = { subject: "", at: -QUIET_MS };

/** Who was told a moment ago that they are outbid there knows it. */
function isRepeated({ type, subject }: LiveEvent): boolean {
  if (type !== "bid.outbid") return false;
  const now = performance.now();
  const known = lastOutbid.subject === subject && now - lastOutbid.at < QUIET_MS;
  if (!known) lastOutbid = { subject, at: now };
  return known;
}

function One({ merchantId, event, what }: { merchantId: string; event: LiveEvent; what: string }) {
  const [kind, id = ""] = event.subject.split("/");
  const said = (
    <>
      <AmountOf event={event} /> {what}
    </>
  );
  const { deal_id: dealId } = event.payload;
  if (kind === "bid" && typeof dealId === "string") {
    return (
      <Link
        to="/m/$merchantId/deals/$dealId/auction"
        params={{ merchantId, dealId }}
        className="hover:text-sea"
      >
        {what}
      </Link>
    );
  }
  if (kind !== "payout") return <p>{said}</p>;
  return (
    <Link
      to="/m/$merchantId/payouts/$payoutId"
      params={{ merchantId, payoutId: id }}
      className="hover:text-sea"
    >
      {said}
    </Link>
  );
}

function AmountOf({ event }: { event: LiveEvent }) {
  const amount = event.payload.amount as { amount_minor?: number } | undefined;
  return typeof amount?.amount_minor === "number" ? (
    <Amount paise={amount.amount_minor} className="font-semibold" />
  ) : null;
}

/** Whoever looks at a thing sees it change, and need not be told. */
function isOnScreen({ subject, payload }: LiveEvent): boolean {
  const id = typeof payload.deal_id === "string" ? payload.deal_id : subject.split("/")[1];
  return location.pathname.includes(id ?? subject);
}
