import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Hourglass } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Approval } from "@/api/approvals";
import { milestoneQuery } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { useTicking } from "@/lib/clock";
import { Amount } from "@/money/amount";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ClockTime, Time } from "@/ui/time";
import { Decide } from "./decide";
import { amountOf, KINDS, numberOf, OTHER_KIND, STATUSES, textOf, VERBS, type Verb } from "./words";

/** Exactly what would be done, who asked for it, until when; and the answers one may give. */
export function ApprovalItem({ approval }: { approval: Approval }) {
  const [asked, setAsked] = useState<Verb | null>(null);
  const { name, icon: Icon } = KINDS[approval.kind] ?? OTHER_KIND;
  const status = STATUSES[approval.status];
  const amount = amountOf(approval);
  const verbs = VERBS.filter((verb) => approval.allowed_moves.includes(verb));
  return (
    <li className="flex gap-3.5 px-5 py-4 max-sm:px-4">
      <span className="grid size-9 shrink-0 place-items-center rounded-full bg-sail-soft text-sail-ink max-sm:hidden">
        <Icon aria-hidden className="size-4.5" />
      </span>
      <div className="grid min-w-0 flex-1 gap-1.5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
            <Subject approval={approval} name={name} />
            <Badge tone={status.tone} icon={status.icon}>
              {status.word}
            </Badge>
          </p>
          {amount !== null && <Amount paise={amount} className="text-lg font-semibold" />}
        </div>
        <p>{approval.effect}</p>
        <Details approval={approval} />
        <p className="text-sm text-muted">
          Asked by {approval.asked_by_name || "somebody who has left"}{" "}
          <Time at={approval.asked_at} /> · {approval.reason}
        </p>
        {approval.status === "waiting" ? (
          approval.expires_at && (
            <p className="text-sm text-muted">
              If nobody answers by <Moment at={approval.expires_at} />, it is not done.
            </p>
          )
        ) : (
          <Answer approval={approval} />
        )}
        {approval.not_yet && <NotYet approval={approval} notYet={approval.not_yet} />}
        {verbs.length > 0 && (
          <div className="mt-1 flex flex-wrap gap-2">
            {verbs.map((verb) => (
              <Button
                key={verb}
                size="small"
                look={verb === "approve" ? "primary" : "quiet"}
                onClick={() => {
                  setAsked(verb);
                }}
              >
                {WORDS[verb]}
              </Button>
            ))}
          </div>
        )}
      </div>
      {asked && (
        <Decide
          approval={approval}
          verb={asked}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
    </li>
  );
}

const WORDS: Record<Verb, string> = {
  approve: "Approve …",
  refuse: "Refuse …",
  withdraw: "Withdraw …",
};

interface NotYetProps {
  approval: Approval;
  notYet: NonNullable<Approval["not_yet"]>;
}

/** Why an owner cannot agree to it so far: one of the two does not count as a second person. */
function NotYet({ approval, notYet }: NotYetProps) {
  return (
    <p className="flex gap-1.5 text-sm">
      <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <span>
        {notYet.who === "you"
          ? "You became an owner a short while ago: you can approve it"
          : `${approval.asked_by_name || "Whoever asked"} came, or got their role, a short while ago: it can be approved`}{" "}
        from <Moment at={notYet.until} after=" on" />.
      </span>
    </p>
  );
}

const DAY_MS = 86_400_000;

/** When, and where that is near how far it is; further away both say the same. */
function Moment({ at, after = "" }: { at: string; after?: string }) {
  const isNear = useTicking((now) => Math.abs(Date.parse(at) - now) < DAY_MS);
  return (
    <>
      <ClockTime at={at} />
      {after}
      {isNear && (
        <>
          {" "}
          (<Time at={at} />)
        </>
      )}
    </>
  );
}

const LINK = "hover:text-sea underline-offset-2 hover:underline";

/** What it is about, and the way to it where it has a page. */
function Subject({ approval, name }: { approval: Approval; name: string }) {
  const merchant = useMerchant();
  const [kind, id = ""] = approval.subject.split("/");
  const className = LINK;
  const whom = textOf(approval, "beneficiary") || textOf(approval, "receiver_name");
  const said = whom ? `${name} to ${whom}` : name;
  if (kind === "payout") {
    return (
      <Link
        to="/m/$merchantId/payouts/$payoutId"
        params={{ merchantId: merchant.id, payoutId: id }}
        className={className}
      >
        {said}
      </Link>
    );
  }
  if (kind === "payout-batch") {
    const called = textOf(approval, "name");
    return (
      <Link
        to="/m/$merchantId/batches/$batchId"
        params={{ merchantId: merchant.id, batchId: id }}
        className={className}
      >
        {called ? `${name} “${called}”` : name}
      </Link>
    );
  }
  if (kind === "transfer") {
    return (
      <Link
        to="/m/$merchantId/transfers/$transferId"
        params={{ merchantId: merchant.id, transferId: id }}
        className={className}
      >
        {said}
      </Link>
    );
  }
  if (kind === "milestone") return <Release approval={approval} milestoneId={id} />;
  return <span>{said}</span>;
}

/** What is released belongs to a deal: that is where one sees what was handed in for it. */
function Release({ approval, milestoneId }: { approval: Approval; milestoneId: string }) {
  const merchant = useMerchant();
  const { data } = useQuery(milestoneQuery(merchant.id, milestoneId));
  const payee = textOf(approval, "payee_name");
  const title = textOf(approval, "title");
  const said = [KINDS.release?.name, title && `“${title}”`, payee && `to ${payee}`]
    .filter(Boolean)
    .join(" ");
  const [kind, dealId = ""] = (data?.subject ?? "").split("/");
  if (kind !== "deal") return <span>{said}</span>;
  return (
    <Link
      to="/m/$merchantId/deals/$dealId"
      params={{ merchantId: merchant.id, dealId }}
      className={LINK}
    >
      {said}
    </Link>
  );
}

/** The figures of it, one by one, so that they add up in front of the eyes. */
function Details({ approval }: { approval: Approval }) {
  const fee = numberOf(approval, "fee_paise");
  const tax = numberOf(approval, "tax_paise");
  const note = textOf(approval, "note") || textOf(approval, "narration");
  const reference = textOf(approval, "reference");
  if (fee === null && !note && !reference) return null;
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-0.5 text-sm">
      {fee !== null && (
        <Detail name="Fee">
          <Amount paise={fee} />
        </Detail>
      )}
      {tax !== null && tax > 0 && (
        <Detail name="Tax">
          <Amount paise={tax} />
        </Detail>
      )}
      {note && <Detail name="Note">{note}</Detail>}
      {reference && <Detail name="Reference">{reference}</Detail>}
    </dl>
  );
}

function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 gap-1.5">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

function Answer({ approval }: { approval: Approval }) {
  if (!approval.decided_at) return null;
  return (
    <p className="text-sm text-muted">
      {STATUSES[approval.status].word}
      {approval.decided_by_name && ` by ${approval.decided_by_name}`}{" "}
      <Time at={approval.decided_at} />
      {approval.note && <> · “{approval.note}”</>}
    </p>
  );
}
