import { useQuery } from "@tanstack/react-query";
import { useMerchant } from "@/api/merchant";
import { duration } from "@/lib/time";
import { Amount } from "@/money/amount";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Fact, Facts } from "@/ui/facts";
import { ClockTime } from "@/ui/time";
import { hashesQuery, isRunning, type Auction } from "./calls";
import { startWord, stepWords } from "./words";

const SEEN: Record<Auction["rules"]["visibility"], string> = {
  price: "The best price, and who leads, by number",
  rank: "Their own rank, no prices",
  lead: "Whether they lead, no prices",
  blind: "Nothing before the end",
};

/** By what rules it is held. They were frozen when it was put up, and their hash tells if they were not. */
export function RulesCard({ auction }: { auction: Auction }) {
  const { rules } = auction;
  const isOpen = rules.format === "open";
  return (
    <Card title="Rules">
      <Facts>
        <Fact name="How">
          {isOpen ? "Open bids" : "Sealed bids"},{" "}
          {rules.direction === "forward" ? "the highest wins" : "the lowest wins"}
        </Fact>
        <Fact name={startWord(rules)}>
          <Amount paise={rules.start_paise} />
        </Fact>
        {isOpen && <Fact name="Step">{stepWords(rules.step)}</Fact>}
        {isOpen && <Fact name="Bidders see">{SEEN[rules.visibility]}</Fact>}
        {isOpen && rules.window_seconds > 0 && (
          <Fact name="Soft close">
            A new lead in the last {duration(rules.window_seconds)} moves the end to{" "}
            {duration(rules.extension_seconds)} after it, until{" "}
            <ClockTime at={auction.ends_at_latest} /> at the latest
          </Fact>
        )}
        {rules.final_round_seconds !== null && (
          <Fact name="Final round">
            Where that is not late enough, the best three have one sealed bid each within{" "}
            {duration(rules.final_round_seconds)}
          </Fact>
        )}
        <Fact name="Reserve">{rules.has_reserve ? <Reserve auction={auction} /> : "None"}</Fact>
        <Fact name="Bond">
          {rules.bond_paise > 0 ? (
            <>
              <Amount paise={rules.bond_paise} /> from every bidder
            </>
          ) : (
            "None"
          )}
        </Fact>
        <Fact name="To confirm">
          {duration(rules.confirm_within_seconds)} for whoever is chosen
        </Fact>
        <Fact name="Hash of the rules">
          <Reference text={rules.hash} what="hash of the rules" />
        </Fact>
      </Facts>
    </Card>
  );
}

function Reserve({ auction }: { auction: Auction }) {
  const { is_reserve_met: isMet, reserve_opened: opened, rules } = auction;
  // As it was hashed: `salt:paise`.
  const [, reserve] = opened?.split(":") ?? [];
  return (
    <span className="grid gap-1">
      <span>
        {reserve === undefined ? "Hidden" : <Amount paise={Number(reserve)} />}
        {isMet === true && ", met"}
        {isMet === false && ", not met: nothing is sold by itself"}
      </span>
      <span className="text-xs text-muted">
        Committed to by SHA-256 <Reference text={rules.reserve_commitment} what="commitment" />
      </span>
      {opened !== null && (
        <span className="text-xs text-muted">
          It is the hash of <Reference text={opened} what="salt and reserve" />
        </span>
      )}
    </span>
  );
}

/** What was sealed, published: nothing was added or taken away. */
export function HashesCard({ dealId, auction }: { dealId: string; auction: Auction }) {
  const merchant = useMerchant();
  const isOver = !isRunning(auction) && auction.status !== "cancelled";
  const { data } = useQuery({ ...hashesQuery(merchant.id, dealId), enabled: isOver });
  if (!isOver || !data || data.results.length === 0) return null;
  const mine = auction.mine?.bidder;
  return (
    <Card title="What was sealed">
      <p className="text-sm text-muted">
        The SHA-256 of every sealed bid. Yours is the one you were answered with when you put it in.
      </p>
      <ol className="mt-3 divide-y divide-line">
        {data.results.map((each) => (
          <li key={each.sequence} className="grid gap-0.5 py-2">
            <span>
              {each.bidder === mine ? "You" : `Bidder ${each.bidder}`}
              {each.kind === "withdrawn" && " took it back"}
            </span>
            {each.hash !== "" && (
              <span className="font-mono text-xs break-all text-muted">{each.hash}</span>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
