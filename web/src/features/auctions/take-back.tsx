import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useIntent } from "@/api/intent";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import { AmountInput } from "@/money/amount-input";
import { formatPaise, paise, parseRupees, toWire } from "@/money/money";
import { Button } from "@/ui/button";
import { Checkbox, Field } from "@/ui/field";
import { Outcome } from "./bid-problem";
import { CORRECTION_MS, lateFrom } from "./bidding";
import {
  useLookAgain,
  useLog,
  verbsOf,
  type Auction,
  type Placed,
  type RetractBody,
} from "./calls";
import type { Line } from "./log";
import { countdownText, serverNow, useLeft } from "./server-clock";

/** Below the forms, closed: taking a bid back is the exception, and has its rules. */
export function TakeBack({ dealId, auction }: { dealId: string; auction: Auction }) {
  const isSealed = auction.rules.format === "sealed";
  return (
    <details className="group rounded border border-line bg-surface">
      <summary className="flex min-h-11 list-none items-center gap-2 rounded px-5 font-medium text-muted hover:text-ink max-sm:px-4 [&::-webkit-details-marker]:hidden">
        <Undo2 aria-hidden className="size-4" />
        {isSealed ? "Take your sealed bid back" : "Take your bid back"}
      </summary>
      <div className="border-t border-line px-5 py-4 max-sm:px-4">
        {isSealed ? (
          <Withdraw dealId={dealId} />
        ) : auction.mine?.is_stale ? (
          <WithdrawStale dealId={dealId} />
        ) : (
          <Retract dealId={dealId} auction={auction} />
        )}
      </div>
    </details>
  );
}

function useTakingBack(dealId: string) {
  const merchant = useMerchant();
  const lookAgain = useLookAgain(dealId);
  return useIntent<RetractBody, Placed>({
    goesOn: true,
    send: (body, key) => verbsOf(merchant.id, dealId).retract(body, key),
    onDone: lookAgain,
    onRefused: lookAgain,
  });
}

function Withdraw({ dealId }: { dealId: string }) {
  const merchant = useMerchant();
  const lookAgain = useLookAgain(dealId);
  const intent = useIntent<Record<string, never>, Placed>({
    goesOn: true,
    send: (_, key) => verbsOf(merchant.id, dealId).withdraw(key),
    onDone: lookAgain,
    onRefused: lookAgain,
  });
  return (
    <div className="grid gap-3">
      <p>Until the end that costs nothing, and your bond comes back with it.</p>
      <Outcome intent={intent} what="it was taken back" />
      <Act intent={intent} label="Take it back" body={{}} />
    </div>
  );
}

function WithdrawStale({ dealId }: { dealId: string }) {
  const intent = useTakingBack(dealId);
  return (
    <div className="grid gap-3">
      <p>The terms are not those you bid on: you may go, and your bond comes back.</p>
      <Outcome intent={intent} what="it was taken back" />
      <Act intent={intent} label="Withdraw my bid" body={{}} />
    </div>
  );
}

function Retract({ dealId, auction }: { dealId: string; auction: Auction }) {
  const { log } = useLog(dealId, auction);
  const last = log?.lines.find(isBidOfMine);
  const bond = auction.mine?.bond_paise ?? 0;
  return (
    <div className="grid gap-5">
      <Correct dealId={dealId} auction={auction} last={last} />
      {bond > 0 ? (
        <Forfeit dealId={dealId} bond={bond} />
      ) : (
        <p className="text-sm text-muted">
          Otherwise a bid stands: somebody may have gone without one because of yours. If you win
          you may still decline, and it is held against you.
        </p>
      )}
    </div>
  );
}

function isBidOfMine({ is_mine, kind }: Line): boolean {
  return is_mine && (kind === "bid" || kind === "instruct");
}

interface CorrectProps {
  dealId: string;
  auction: Auction;
  last: Line | undefined;
}

function Correct({ dealId, auction, last }: CorrectProps) {
  const intent = useTakingBack(dealId);
  const [text, setText] = useState("");
  const until = last === undefined ? 0 : Date.parse(last.at) + CORRECTION_MS;
  const end = Math.min(until, lateFrom(auction));
  const left = useLeft(new Date(end).toISOString());
  const parsed = parseRupees(text);
  if (last === undefined || left === 0) {
    return (
      <p className="text-sm text-muted">
        A slip is corrected within a minute of the bid, and not close to the end.{" "}
        {serverNow() >= lateFrom(auction) ? "It is too close now." : "That minute is over."}
      </p>
    );
  }
  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (parsed.ok) intent.submit({ corrected_paise: toWire(parsed.paise) });
      }}
    >
      <p>
        A slip of the finger? Put in what you meant; there is{" "}
        <span className="tabular-nums">{countdownText(left)}</span> left for that, and it costs
        nothing.
      </p>
      <Field
        label="What I meant to bid"
        hint={
          last.amount_paise !== null && (
            <>
              Instead of <Amount paise={last.amount_paise} />. What is better is simply bid.
            </>
          )
        }
        error={text === "" || parsed.ok ? undefined : parsed.why}
      >
        {(control) => (
          <AmountInput
            {...control}
            text={text}
            onText={(next) => {
              setText(next);
              intent.clear();
            }}
          />
        )}
      </Field>
      <Outcome intent={intent} what="it was corrected" />
      <Button
        type="submit"
        disabled={!parsed.ok}
        busy={intent.phase === "sending" && "Correcting …"}
        className="justify-self-start"
      >
        {parsed.ok ? `Correct it to ${formatPaise(parsed.paise)}` : "Correct it"}
      </Button>
    </form>
  );
}

function Forfeit({ dealId, bond }: { dealId: string; bond: number }) {
  const intent = useTakingBack(dealId);
  const [accepts, setAccepts] = useState(false);
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <Checkbox
        checked={accepts}
        onChange={(event) => {
          setAccepts(event.target.checked);
          intent.clear();
        }}
        label={
          <>
            Take it back, and lose my bond of <Amount paise={bond} className="font-medium" />
          </>
        }
        hint="Half goes to whoever put this up, half to the next best bidder; none of it to us. The price is then what it would have been without you, and you cannot bid here again."
      />
      <Outcome intent={intent} what="it was taken back" />
      <Act
        intent={intent}
        label={`Take it back and lose ${formatPaise(paise(bond))}`}
        body={{ accept_forfeit: true }}
        isDisabled={!accepts}
      />
    </div>
  );
}

interface ActProps<Body> {
  intent: ReturnType<typeof useIntent<Body, Placed>>;
  label: string;
  body: Body;
  isDisabled?: boolean;
}

function Act<Body>({ intent, label, body, isDisabled = false }: ActProps<Body>) {
  return (
    <Button
      look="danger"
      className="justify-self-start"
      disabled={isDisabled}
      busy={intent.phase === "sending" && "Taking it back …"}
      onClick={() => {
        if (intent.phase === "unknown") intent.retry();
        else intent.submit(body);
      }}
    >
      {intent.phase === "unknown" ? "Ask again" : label}
    </Button>
  );
}
