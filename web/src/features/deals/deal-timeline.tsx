import { useQuery } from "@tanstack/react-query";
import {
  Ban,
  CircleCheck,
  Eye,
  Gavel,
  Handshake,
  History,
  MailOpen,
  MessagesSquare,
  PackageOpen,
  PencilLine,
  Stamp,
  Star,
  TimerOff,
  type LucideIcon,
} from "lucide-react";
import { dealTimelineQuery, type Deal, type DealStep } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import type { Tone } from "@/ui/badge";
import { Card } from "@/ui/card";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { Timeline, TimelineStep } from "@/ui/timeline";

interface Look {
  icon: LucideIcon;
  tone: Tone;
  title: string;
}

const STEPS: Record<string, Look> = {
  submitted: { icon: Stamp, tone: "wait", title: "Handed to an operator" },
  refused: { icon: Ban, tone: "bad", title: "The operator said no" },
  withdrawn: { icon: PencilLine, tone: "plain", title: "A draft again" },
  published: { icon: Gavel, tone: "sea", title: "Published" },
  amended: { icon: PencilLine, tone: "plain", title: "The terms were changed" },
  reviewing: { icon: Eye, tone: "wait", title: "Bids are over" },
  reopened: { icon: Gavel, tone: "sea", title: "Bids are taken again" },
  proposed: { icon: MessagesSquare, tone: "wait", title: "Proposed" },
  countered: { icon: MessagesSquare, tone: "wait", title: "Answered with other terms" },
  fell_back: { icon: Eye, tone: "plain", title: "Talks came to nothing" },
  joined: { icon: MailOpen, tone: "plain", title: "Somebody came in by a link" },
  agreed: { icon: Handshake, tone: "good", title: "Both agreed" },
  started: { icon: PackageOpen, tone: "sea", title: "The first milestone was paid in" },
  defaulted: { icon: TimerOff, tone: "bad", title: "It was not paid in in time" },
  completed: { icon: CircleCheck, tone: "good", title: "Completed" },
  cancelled: { icon: Ban, tone: "plain", title: "Called off" },
  lapsed: { icon: TimerOff, tone: "plain", title: "It came to nothing" },
  reminder: { icon: History, tone: "plain", title: "A reminder was sent" },
  reviewed: { icon: Star, tone: "plain", title: "A review came in" },
  reviews_published: { icon: Star, tone: "plain", title: "The reviews are shown" },
};

/** What happened, as this side was told of it. */
export function DealTimeline({ deal }: { deal: Deal }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(dealTimelineQuery(merchant.id, deal.id));
  return (
    <Card title="What happened">
      {data ? (
        <Timeline label="What happened">
          <TimelineStep
            icon={PencilLine}
            tone="plain"
            title="Written"
            at={<Time at={deal.created_at} />}
          />
          {data.results.map((step) => (
            <Step key={step.sequence} step={step} />
          ))}
        </Timeline>
      ) : error ? (
        <Unloaded error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="h-40" />
      )}
    </Card>
  );
}

function Step({ step }: { step: DealStep }) {
  const look = STEPS[step.what] ?? {
    icon: History,
    tone: "plain" as const,
    title: plainly(step.what),
  };
  return (
    <TimelineStep icon={look.icon} tone={look.tone} title={look.title} at={<Time at={step.at} />}>
      <Detail detail={step.detail} />
    </TimelineStep>
  );
}

/** Of what is told beside it, what people read: the amount, the version, words somebody wrote. */
function Detail({ detail }: { detail: DealStep["detail"] }) {
  const told = detail as Record<string, unknown>;
  const amount = (told.amount as { amount_minor?: unknown } | undefined)?.amount_minor;
  const version = told.version;
  const note = told.note;
  const facts = [typeof amount, typeof version].includes("number");
  if (!facts && !(typeof note === "string" && note)) return null;
  return (
    <>
      {facts && (
        <p>
          {typeof amount === "number" && <Amount paise={amount} className="text-ink" />}
          {typeof amount === "number" && typeof version === "number" && " · "}
          {typeof version === "number" && `version ${version} of the terms`}
        </p>
      )}
      {typeof note === "string" && note && <p className="break-words">“{note}”</p>}
    </>
  );
}
