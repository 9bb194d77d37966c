import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Bot, BotOff } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import { useIntent } from "@/api/intent";
import { useMerchant } from "@/api/merchant";
import { localMinute } from "@/lib/time";
import { Amount } from "@/money/amount";
import { AmountInput } from "@/money/amount-input";
import { formatPaise, paise, parseRupees, toWire } from "@/money/money";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, TextInput } from "@/ui/field";
import { ClockTime } from "@/ui/time";
import { Outcome, Refused } from "./bid-problem";
import { beats, hasAutoBid, lateFrom } from "./bidding";
import {
  keepPlaced,
  useLookAgain,
  verbsOf,
  type Auction,
  type AutoBidBody,
  type Placed,
} from "./calls";
import { Consequence } from "./consequence";
import { serverNow, useLeft } from "./server-clock";

interface AutoBidProps {
  dealId: string;
  auction: Auction;
  termsVersion: number;
}

/** A standing instruction: set, changed and taken away; how far it goes nobody else sees. */
export function AutoBid({ dealId, auction, termsVersion }: AutoBidProps) {
  const merchant = useMerchant();
  const client = useQueryClient();
  const lookAgain = useLookAgain(dealId);
  const [text, setText] = useState("");
  const [typedUntil, setTypedUntil] = useState<string | null>(null);
  const [made, setMade] = useState<Placed | null>(null);
  const isSet = hasAutoBid(auction);
  const taken = (placed: Placed) => {
    keepPlaced(client, merchant.id, dealId, placed);
    lookAgain();
  };
  const intent = useIntent<AutoBidBody, Placed>({
    goesOn: true,
    send: (body, key) => verbsOf(merchant.id, dealId).setAutoBid(body, key),
    onDone: (placed) => {
      setText("");
      setTypedUntil(null);
      setMade(placed);
      taken(placed);
    },
    onRefused: lookAgain,
  });
  const cancelling = useMutation({
    mutationFn: verbsOf(merchant.id, dealId).cancelAutoBid,
    onSuccess: (placed) => {
      setMade(null);
      taken(placed);
    },
    onError: lookAgain,
  });
  const standing = isSet ? endOf(auction) : null;
  const until = typedUntil ?? (standing === null ? "" : localMinute(standing));
  // With another end alone the limit stays what it is.
  const isEndAlone = isSet && text === "" && typedUntil !== null;
  const parsed = parseRupees(text);
  const limit = isEndAlone
    ? (auction.mine?.limit_paise ?? null)
    : parsed.ok
      ? toWire(parsed.paise)
      : null;
  const wrong = limit === null ? undefined : wrongLimit(auction, limit);
  const wrongEnd =
    until !== "" && Date.parse(until) <= serverNow() ? "That has passed." : undefined;
  const isFree = intent.phase === "editing";
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (limit === null || wrongEnd !== undefined) return;
    // To the second, where nobody has typed another one.
    const end = typedUntil === null ? standing : until && new Date(until).toISOString();
    intent.submit({
      limit_paise: limit,
      terms_version: termsVersion,
      ...(end && { until: end }),
    });
  };
  const change = (typed: { text?: string; until?: string }) => {
    if (typed.text !== undefined) setText(typed.text);
    if (typed.until !== undefined) setTypedUntil(typed.until);
    setMade(null);
    intent.clear();
    cancelling.reset();
  };
  return (
    <Card
      title="Auto-bid"
      aside={
        isSet && (
          <Badge tone="sea" icon={Bot}>
            On
          </Badge>
        )
      }
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <Standing auction={auction} isSet={isSet} />
        <fieldset disabled={!isFree} className="grid gap-4">
          <legend className="sr-only">Auto-bid</legend>
          <Field
            label={isSet ? "Another limit" : "Limit"}
            optional={isSet}
            error={isEndAlone ? wrong : text === "" ? undefined : parsed.ok ? wrong : parsed.why}
          >
            {(control) => (
              <AmountInput
                {...control}
                text={text}
                onText={(next) => {
                  change({ text: next });
                }}
              />
            )}
          </Field>
          <Field
            label="Until"
            optional
            error={wrongEnd}
            hint="By your clock. From then on it answers nobody; left empty, it goes on to the end."
          >
            {(control) => (
              <TextInput
                {...control}
                type="datetime-local"
                value={until}
                onChange={(event) => {
                  change({ until: event.target.value });
                }}
              />
            )}
          </Field>
        </fieldset>
        {isFree && limit !== null && wrong === undefined && (
          <Consequence dealId={dealId} auction={auction} amount={limit} isLimit />
        )}
        <Outcome intent={intent} what="it was set" />
        {cancelling.error && <Refused error={cancelling.error} />}
        <div className="flex flex-wrap gap-2">
          {intent.phase === "unknown" ? (
            <Button look="primary" onClick={intent.retry}>
              Ask again
            </Button>
          ) : (
            <Button
              type="submit"
              look="primary"
              icon={Bot}
              disabled={isFree && (limit === null || wrong !== undefined || wrongEnd !== undefined)}
              busy={intent.phase === "sending" && "Setting …"}
            >
              {isEndAlone
                ? "Set the end"
                : limit === null
                  ? "Set the limit"
                  : `Bid for me as far as ${formatPaise(paise(limit))}`}
            </Button>
          )}
          {isSet && (
            <Button
              icon={BotOff}
              busy={cancelling.isPending && "Stopping …"}
              onClick={() => {
                cancelling.mutate();
              }}
            >
              Stop it
            </Button>
          )}
        </div>
        <p role="status" className="min-h-5.5 text-sm">
          {made && isFree && intent.problem === null ? (
            <Made made={made} />
          ) : (
            isSet && <Late auction={auction} />
          )}
        </p>
      </form>
    </Card>
  );
}

/** When it stops answering, where somebody said so and that is still to come. */
function endOf({ mine }: Auction): string | null {
  const until = mine?.until ?? null;
  return until !== null && Date.parse(until) > serverNow() ? until : null;
}

/** How far it goes, and until when; or that it is over; or what it would do. */
function Standing({ auction, isSet }: { auction: Auction; isSet: boolean }) {
  const { mine } = auction;
  const until = mine?.until ?? null;
  // Wakes up when that moment comes.
  useLeft(until ?? auction.ends_at);
  const end = until !== null && <ClockTime at={until} />;
  if (end && endOf(auction) === null)
    return <p>It answers nobody since {end}. Your bid stands; say how far you would go now.</p>;
  if (!isSet)
    return (
      <p className="text-muted">
        Say how far you would go. It answers others in the moment they bid, by the least that is
        enough, also while you are away.
      </p>
    );
  return (
    <p>
      It bids for you as far as{" "}
      <Amount paise={mine?.limit_paise ?? null} className="font-semibold" />
      {end && <>, until {end}</>}. Only you see this.
    </p>
  );
}

/** Why a limit would not be taken, as far as it can be told beforehand. */
export function wrongLimit(auction: Auction, limit: number): string | undefined {
  const { mine, rules, required_paise: least } = auction;
  if (mine?.is_leading === true) {
    const stands = mine.bid_paise;
    return stands !== null && beats(rules, stands, limit)
      ? `Your bid stands at ${formatPaise(paise(stands))}; the limit can be lowered to that.`
      : undefined;
  }
  if (least === null) return "No better bid than what is there can be made.";
  const bound = rules.direction === "forward" ? "At least" : "At most";
  return beats(rules, least, limit)
    ? `${bound} ${formatPaise(paise(least))} takes part now.`
    : undefined;
}

function Made({ made }: { made: Placed }) {
  return made.is_leading === false ? (
    <span className="text-bad">Set, and passed already: somebody goes further than that.</span>
  ) : (
    <span className="text-good">
      Set.{" "}
      {made.bid_paise !== null && (
        <>
          It has bid <Amount paise={made.bid_paise} /> for you.
        </>
      )}
    </span>
  );
}

function Late({ auction }: { auction: Auction }) {
  useLeft(auction.ends_at);
  if (serverNow() < lateFrom(auction)) return null;
  return (
    <span className="text-muted">
      So close to the end a limit can be raised, and not lowered or taken away while you lead.
    </span>
  );
}
