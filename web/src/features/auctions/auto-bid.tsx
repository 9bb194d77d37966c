import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Bot, BotOff } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import { useIntent } from "@/api/intent";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import { AmountInput } from "@/money/amount-input";
import { formatPaise, paise, parseRupees, toWire } from "@/money/money";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
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
  const parsed = parseRupees(text);
  const limit = parsed.ok ? toWire(parsed.paise) : null;
  const wrong = limit === null ? undefined : wrongLimit(auction, limit);
  const isFree = intent.phase === "editing";
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (limit !== null) intent.submit({ limit_paise: limit, terms_version: termsVersion });
  };
  const change = (next: string) => {
    setText(next);
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
        {isSet ? (
          <p>
            It bids for you as far as{" "}
            <Amount paise={auction.mine?.limit_paise ?? null} className="font-semibold" />. Only you
            see this.
          </p>
        ) : (
          <p className="text-muted">
            Say how far you would go. It answers others in the moment they bid, by the least that is
            enough, also while you are away.
          </p>
        )}
        <fieldset disabled={!isFree}>
          <legend className="sr-only">Auto-bid</legend>
          <Field
            label={isSet ? "Another limit" : "Limit"}
            error={text === "" ? undefined : parsed.ok ? wrong : parsed.why}
          >
            {(control) => <AmountInput {...control} text={text} onText={change} />}
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
              disabled={isFree && (limit === null || wrong !== undefined)}
              busy={intent.phase === "sending" && "Setting …"}
            >
              {limit === null
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
