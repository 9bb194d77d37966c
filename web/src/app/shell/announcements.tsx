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
};

export function announce(merchantId: string, events: LiveEvent[]): void {
  for (const [type, { tone, one, many }] of Object.entries(TOLD)) {
    const found = events.filter((event) => event.type === type && !isOnScreen(event.subject));
    const [first] = found;
    if (!first) continue;
    if (found.length > 1) tell(tone, count(found.length, many, many));
    else tell(tone, <One merchantId={merchantId} event={first} what={one} />);
  }
}

function One({ merchantId, event, what }: { merchantId: string; event: LiveEvent; what: string }) {
  const [kind, id = ""] = event.subject.split("/");
  const said = (
    <>
      <AmountOf event={event} /> {what}
    </>
  );
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
function isOnScreen(subject: string): boolean {
  return location.pathname.includes(subject.split("/")[1] ?? subject);
}
