import { ArrowRight, Hourglass } from "lucide-react";
import type { DepositTimeline as Followed } from "@/api/client";
import { gathered, type Told } from "@/lib/steps";
import { Amount } from "@/money/amount";
import { Timeline, TimelineStep } from "@/ui/timeline";
import { ClockTime, Time } from "@/ui/time";
import { evidenceOf, placeName, transfersOf, wordsOf, type Step } from "./step-words";

/** Who, what, with which evidence, and what money moved. */
export function DepositTimeline({ followed }: { followed: Followed }) {
  const { waiting } = followed.deposit;
  return (
    <Timeline label="What happened">
      {gathered(followed.steps).map((told, index) => (
        <OneStep key={`${told.step.at}-${told.step.what}-${index}`} told={told} />
      ))}
      {waiting && (
        <TimelineStep icon={Hourglass} tone="wait" title={`Waiting for ${waiting.on}`} pending>
          <p>
            {waiting.until && (
              <>
                until <ClockTime at={waiting.until} /> (<Time at={waiting.until} />) ·{" "}
              </>
            )}
            {waiting.then}
          </p>
        </TimelineStep>
      )}
    </Timeline>
  );
}

function OneStep({ told: { step, postings } }: { told: Told<Step> }) {
  const { icon, tone, title } = wordsOf(step);
  const evidence = evidenceOf(step);
  return (
    <TimelineStep icon={icon} tone={tone} title={title} at={<Time at={step.at} />}>
      {step.who && <p>by {step.who.name}</p>}
      {postings.flatMap(transfersOf).map((transfer, index) => (
        <p key={index} className="flex flex-wrap items-center gap-x-1.5">
          <Amount
            paise={transfer.amount_minor}
            currency={transfer.currency}
            className="font-medium text-ink"
          />
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
