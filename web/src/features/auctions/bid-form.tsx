import { useQueryClient } from "@tanstack/react-query";
import { Gavel, Lock } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import { useIntent } from "@/api/intent";
import { useMerchant } from "@/api/merchant";
import { Problem } from "@/api/problems";
import { AmountInput } from "@/money/amount-input";
import { Amount } from "@/money/amount";
import { formatPaise, paise } from "@/money/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Outcome } from "./bid-problem";
import { beats, tooLittle } from "./bidding";
import {
  keepPlaced,
  useLookAgain,
  verbsOf,
  type Auction,
  type BidBody,
  type Placed,
} from "./calls";
import { Consequence } from "./consequence";
import { useFollowedAmount } from "./followed-amount";

interface BidFormProps {
  dealId: string;
  auction: Auction;
  /** Which terms were read: a bid counts for these and no others. */
  termsVersion: number;
}

/** A bid by hand: open, sealed, or the one of the final round. */
export function BidForm({ dealId, auction, termsVersion }: BidFormProps) {
  const merchant = useMerchant();
  const client = useQueryClient();
  const lookAgain = useLookAgain(dealId);
  const isSealed = auction.rules.format === "sealed" || auction.status === "final_round";
  const [made, setMade] = useState<Placed | null>(null);
  const [hasChanged, setHasChanged] = useState(false);
  const [asked, setAsked] = useState<BidBody | null>(null);
  const bid = useFollowedAmount(
    suggestion(auction),
    (amount) => tooLittle(auction, amount) === null,
  );
  const intent = useIntent<BidBody, Placed>({
    goesOn: true,
    send: (body, key) => {
      setAsked(body);
      return verbsOf(merchant.id, dealId).bid(body, key);
    },
    onDone: (placed) => {
      setMade(placed);
      keepPlaced(client, merchant.id, dealId, placed);
      bid.follow();
      lookAgain();
    },
    onRefused: lookAgain,
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setHasChanged(bid.isUnseen);
    if (bid.amount === null || bid.isUnseen) return;
    intent.submit({ amount_paise: bid.amount, terms_version: termsVersion });
  };
  const change = (text: string) => {
    bid.setText(text);
    setMade(null);
    setHasChanged(false);
    intent.clear();
  };
  const isFree = intent.phase === "editing";
  const wrong = bid.amount === null ? undefined : (tooLittle(auction, bid.amount) ?? undefined);
  return (
    <Card title={titleOf(auction)}>
      <form onSubmit={submit} noValidate className="grid gap-4" {...bid.holding}>
        <fieldset disabled={!isFree} className="grid gap-3">
          <legend className="sr-only">{titleOf(auction)}</legend>
          <Field
            label="Your bid"
            error={bid.isTyped ? (bid.amount === null ? bid.why : wrong) : undefined}
            hint={
              <Bounds
                auction={auction}
                onUse={bid.isBehind && suggestion(auction) !== null ? bid.follow : undefined}
              />
            }
          >
            {(control) => <AmountInput {...control} text={bid.text} onText={change} />}
          </Field>
        </fieldset>
        {isFree && bid.amount !== null && wrong === undefined && (
          <Consequence dealId={dealId} auction={auction} amount={bid.amount} />
        )}
        <Unusual intent={intent} asked={asked} auction={auction} />
        {intent.phase === "unknown" ? (
          <Button look="primary" size="large" icon={Gavel} onClick={intent.retry}>
            Ask again
          </Button>
        ) : (
          <Button
            type="submit"
            look="primary"
            size="large"
            icon={isSealed ? Lock : Gavel}
            disabled={isFree && (bid.amount === null || wrong !== undefined)}
            busy={intent.phase === "sending" && "Bidding …"}
          >
            {bid.amount === null ? "Bid" : `${actOf(auction)} ${formatPaise(paise(bid.amount))}`}
          </Button>
        )}
        <p role="status" className="min-h-5.5 text-sm">
          {hasChanged && isFree && "The amount has just changed. Look at it, and press again."}
          {!hasChanged && made && isFree && intent.problem === null && <Made made={made} />}
        </p>
      </form>
    </Card>
  );
}

/** What is filled in: the least that would be taken, or in the final round what stands. */
function suggestion(auction: Auction): number | null {
  // In an envelope the least is nobody's advice, and in the place of a better one it would be a loss.
  if (auction.status === "open" && auction.rules.format === "sealed") return null;
  return boundOf(auction);
}

function boundOf(auction: Auction): number | null {
  if (auction.status === "final_round") return auction.mine?.bid_paise ?? null;
  return auction.required_paise;
}

function titleOf(auction: Auction): string {
  if (auction.status === "final_round") return "Your one final bid";
  if (auction.rules.format !== "sealed") return "Bid";
  return auction.allowed_moves.includes("withdraw") ? "Replace your sealed bid" : "Bid sealed";
}

function actOf(auction: Auction): string {
  if (auction.status === "final_round") return "Put in";
  if (auction.rules.format !== "sealed") return "Bid";
  return auction.allowed_moves.includes("withdraw") ? "Replace by" : "Put in";
}

function Bounds({ auction, onUse }: { auction: Auction; onUse: (() => void) | undefined }) {
  const least = boundOf(auction);
  if (least === null) return null;
  return (
    <span className="flex min-h-5 flex-wrap items-baseline gap-x-2">
      <span>
        {auction.status === "final_round" ? "What stands is" : leastWords(auction)}{" "}
        <Amount paise={least} className="font-medium text-ink" />
      </span>
      {onUse && (
        <button type="button" className="text-sea underline underline-offset-2" onClick={onUse}>
          Use it
        </button>
      )}
    </span>
  );
}

function leastWords({ rules }: Auction): string {
  return rules.direction === "forward"
    ? "The least that is taken now:"
    : "The most that is taken now:";
}

function Made({ made }: { made: Placed }) {
  if (made.hash !== "") {
    return (
      <span className="block min-w-0 text-good">
        Taken. Its SHA-256, published at the end:{" "}
        <span className="font-mono text-xs">{made.hash}</span>
      </span>
    );
  }
  if (made.is_leading === true) return <span className="text-good">Taken: you lead with it.</span>;
  if (made.is_leading === false)
    return (
      <span className="text-bad">
        Taken, and answered at once: somebody’s auto-bid goes further. You do not lead.
      </span>
    );
  return <span className="text-good">Taken.</span>;
}

interface UnusualProps {
  intent: ReturnType<typeof useIntent<BidBody, Placed>>;
  asked: BidBody | null;
  auction: Auction;
}

/** A bid that looks like a slip is asked about; anything else that was refused is said. */
function Unusual({ intent, asked, auction }: UnusualProps) {
  const { problem } = intent;
  const isAsked = problem instanceof Problem && problem.code === "unusual_bid" && asked !== null;
  if (!isAsked || intent.phase !== "editing") return <Outcome intent={intent} what="it was bid" />;
  const leads = problem.number("price_paise");
  return (
    <Notice
      tone="wait"
      title="This is far better than it would have to be"
      announced
      action={
        <Button
          look="primary"
          onClick={() => {
            intent.submit({ ...asked, confirmation: problem.text("confirmation") ?? "" });
          }}
        >
          Yes, bid {formatPaise(paise(asked.amount_paise))}
        </Button>
      }
    >
      You are about to bid <Amount paise={asked.amount_paise} className="font-semibold" />
      {leads !== null && (
        <>
          {" "}
          where <Amount paise={leads} />{" "}
          {beats(auction.rules, asked.amount_paise, leads) ? "leads" : "is there"}
        </>
      )}
      . If it is meant, say so within a minute.
    </Notice>
  );
}
