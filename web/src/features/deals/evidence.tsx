import { useQuery } from "@tanstack/react-query";
import { ArrowRight, History, PackageCheck, PackageOpen, RotateCcw, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { evidenceQuery, milestoneTimelineQuery } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import type { components } from "@/api/schema";
import { plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { paise } from "@/money/money";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { Timeline, TimelineStep } from "@/ui/timeline";
import { openEvidence } from "./milestone-calls";
import { FileLine } from "./file-line";

type Round = components["schemas"]["RoundOut"];
type Payment = components["schemas"]["MilestonePaymentOut"];
type Step = components["schemas"]["MilestoneStepOut"];

/** What was handed in, round by round, and everything else that happened to a milestone. */
export function MilestoneHistory({ milestoneId }: { milestoneId: string }) {
  const merchant = useMerchant();
  const evidence = useQuery(evidenceQuery(merchant.id, milestoneId));
  const timeline = useQuery(milestoneTimelineQuery(merchant.id, milestoneId));
  const error = evidence.error ?? timeline.error;
  if (!evidence.data || !timeline.data) {
    return error ? (
      <Unloaded
        error={error}
        onRetry={() => {
          void evidence.refetch();
          void timeline.refetch();
        }}
      />
    ) : (
      <Skeleton className="h-32" />
    );
  }
  const happened = inOrder(timeline.data.steps, timeline.data.payments, evidence.data.results);
  if (happened.length === 0) return <p className="text-muted">Nothing has happened yet.</p>;
  return (
    <Timeline label="What happened to this milestone">
      {happened.map((each) => (
        <Happened key={each.key} it={each} milestoneId={milestoneId} />
      ))}
    </Timeline>
  );
}

interface Event {
  key: string;
  at: string;
  round?: Round;
  changes?: Round;
  payment?: Payment;
  step?: Step;
}

// Each of them is told by a round or by a payment, which say more.
const TOLD_BETTER = new Set([
  "milestone.submitted", "milestone.changes_requested", "milestone.released", "milestone.refunded",
  "milestone.reminder",
]); // prettier-ignore

export function inOrder(steps: Step[], payments: Payment[], rounds: Round[]): Event[] {
  const events: Event[] = [
    ...steps
      .filter(({ what }) => !TOLD_BETTER.has(what))
      .map((step) => ({ key: `step ${step.sequence}`, at: step.at, step })),
    ...payments.map((payment) => ({ key: `payment ${payment.number}`, at: payment.at, payment })),
    ...rounds.flatMap((round) => {
      const handed: Event = { key: `round ${round.round}`, at: round.submitted_at, round };
      return round.changes_requested_at === null
        ? [handed]
        : [
            handed,
            { key: `changes ${round.round}`, at: round.changes_requested_at, changes: round },
          ];
    }),
  ];
  return events.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function Happened({ it, milestoneId }: { it: Event; milestoneId: string }) {
  const merchant = useMerchant();
  const at = <Time at={it.at} />;
  if (it.round) {
    const { round } = it;
    return (
      <TimelineStep
        icon={PackageOpen}
        tone="sea"
        title={round.round > 1 ? `Handed in, round ${round.round}` : "Handed in"}
        at={at}
      >
        <p className="break-words whitespace-pre-wrap text-ink">{round.note}</p>
        {round.files.length > 0 && (
          <ul aria-label={`Files of round ${round.round}`} className="grid gap-2">
            {round.files.map((file) => (
              <FileLine
                key={file.file_id}
                file={file}
                says={file.document && ` · ${plainly(file.document)}`}
                download={() => openEvidence(merchant.id, milestoneId, file)}
              />
            ))}
          </ul>
        )}
      </TimelineStep>
    );
  }
  if (it.changes) {
    return (
      <TimelineStep icon={RotateCcw} tone="wait" title="Changes were asked for" at={at}>
        <p className="break-words whitespace-pre-wrap text-ink">{it.changes.changes_reason}</p>
        {it.changes.changes.length > 0 && (
          <ul className="list-disc pl-5">
            {it.changes.changes.map((each, place) => (
              <li key={place}>{each}</li>
            ))}
          </ul>
        )}
      </TimelineStep>
    );
  }
  if (it.payment) return <Paid payment={it.payment} at={at} />;
  return (
    <TimelineStep
      icon={History}
      tone="plain"
      title={plainly((it.step?.what ?? "").replace("milestone.", ""))}
      at={at}
    />
  );
}

const PAYMENTS: Record<string, string> = {
  release: "Released",
  refund: "Given back",
  split: "Divided",
  chargeback: "Taken back by a chargeback",
};

function Paid({ payment, at }: { payment: Payment; at: ReactNode }) {
  const fee = paise(payment.fee_paise) + paise(payment.tax_paise);
  const isBack = payment.to_seller_paise === 0;
  return (
    <TimelineStep
      icon={isBack ? Undo2 : PackageCheck}
      tone={isBack ? "plain" : "good"}
      title={PAYMENTS[payment.kind] ?? plainly(payment.kind)}
      at={at}
    >
      {payment.to_seller_paise > 0 && (
        <p className="flex flex-wrap items-center gap-x-1.5">
          <Amount paise={payment.to_seller_paise} className="font-medium text-ink" />
          escrow
          <ArrowRight aria-label="to" className="size-3.5" />
          the seller{fee > 0n && ", before the fee"}
        </p>
      )}
      {payment.to_buyer_paise > 0 && (
        <p className="flex flex-wrap items-center gap-x-1.5">
          <Amount paise={payment.to_buyer_paise} className="font-medium text-ink" />
          escrow
          <ArrowRight aria-label="to" className="size-3.5" />
          the buyer
        </p>
      )}
      {fee > 0n && (
        <p>
          <Amount paise={fee} /> your fee, with tax
        </p>
      )}
    </TimelineStep>
  );
}
