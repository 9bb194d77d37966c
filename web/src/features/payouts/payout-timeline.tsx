import { ArrowRight, Hourglass } from "lucide-react";
import type { PayoutTimeline as Followed } from "@/api/client";
import { gathered, type Told } from "@/lib/steps";
import { count } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Timeline, TimelineStep } from "@/ui/timeline";
import { ClockTime, Time } from "@/ui/time";
import { evidenceOf, placeName, wordsOf, type Step } from "./step-words";

/** Who, what, with which evidence, and what money moved. */
export function PayoutTimeline({ followed }: { followed: Followed }) {
  const several = followed.attempts.length > 1;
  return (
    <Timeline label="What happened">
      {gathered(followed.steps).map((told, index) => (
        <OneStep key={`${told.step.at}-${told.step.what}-${index}`} told={told} several={several} />
      ))}
      {followed.payout.waiting && <Waits followed={followed} />}
    </Timeline>
  );
}

function OneStep({ told, several }: { told: Told<Step>; several: boolean }) {
  const { step, postings } = told;
  const { icon, tone, title } = wordsOf(step);
  const evidence = evidenceOf(step);
  const attempt = several ? step.attempt_number : null;
  return (
    <TimelineStep icon={icon} tone={tone} title={title} at={<Time at={step.at} />}>
      {(step.who !== null || attempt !== null) && (
        <p>
          {step.who && `by ${step.who.name}`}
          {step.who && attempt !== null && " · "}
          {attempt !== null && `attempt ${attempt}`}
        </p>
      )}
      {postings
        .flatMap((posting) => transfersOf(posting))
        .map((transfer, index) => (
          <p key={index} className="flex flex-wrap items-center gap-x-1.5">
            <Amount paise={transfer.amount_paise} className="font-medium text-ink" />
            {placeName(transfer.source)}
            <ArrowRight aria-label="to" className="size-3.5" />
            {placeName(transfer.target)}
          </p>
        ))}
      {evidence.length > 0 && (
        <dl className="flex flex-wrap gap-x-4 gap-y-0.5">
          {evidence.map(([name, value]) => (
            <div key={name} className="flex gap-1.5">
              <dt className="shrink-0">{name}</dt>
              <dd className="font-mono text-xs leading-5 break-all text-ink">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </TimelineStep>
  );
}

interface Transfer {
  source: string;
  target: string;
  amount_paise: number;
}

function transfersOf(posting: Step): Transfer[] {
  const told = posting.detail.transfers;
  return Array.isArray(told) ? (told as Transfer[]) : [];
}

/** What is still to come: for what, on whom, how often asked, until when, and what then. */
function Waits({ followed }: { followed: Followed }) {
  const { waiting, in_doubt: inDoubt } = followed.payout;
  const asked = followed.attempts.at(-1)?.enquiry_count ?? 0;
  if (!waiting) return null;
  return (
    <TimelineStep
      icon={Hourglass}
      tone={inDoubt ? "doubt" : "wait"}
      title={`Waiting for ${waiting.on}`}
      pending
    >
      <p>
        {asked > 0 && `Asked ${count(asked, "time")} · `}
        {waiting.until && (
          <>
            {inDoubt ? "we ask again" : "until"} at <ClockTime at={waiting.until} /> (
            <Time at={waiting.until} />) ·{" "}
          </>
        )}
        {waiting.then}
      </p>
    </TimelineStep>
  );
}
