import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, CircleCheck, FileSearch, Users } from "lucide-react";
import type { Case } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { caseQuery } from "@/api/queries";
import { plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Fact, Facts } from "@/ui/facts";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { Timeline, TimelineStep } from "@/ui/timeline";
import { CaseBadge, kindOf } from "./case-badge";
import { batchOf, headOf, linesOf, payoutOf, type Piece, type Shown } from "./evidence";

export function CasePage({ caseId }: { caseId: string }) {
  const merchant = useMerchant();
  const { data: found, error, refetch } = useQuery(caseQuery(merchant.id, caseId));
  if (!found) {
    return (
      <Page title="Case" back={<Back />}>
        <Card flush>
          {error ? (
            <Unloaded error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows rows={5} />
          )}
        </Card>
      </Page>
    );
  }
  return (
    <Page title={kindOf(found)} back={<Back />} lead={<CaseBadge status={found.status} />}>
      <Standing found={found} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <CaseFacts found={found} />
        <Card title="Evidence">
          <Timeline label="Evidence, oldest first">
            {found.evidence.map((piece, index) => (
              <EvidenceStep key={index} piece={piece} isFirst={index === 0} />
            ))}
            <Ending found={found} />
          </Timeline>
        </Card>
      </div>
    </Page>
  );
}

function Standing({ found }: { found: Case }) {
  if (found.status === "closed") return null;
  return (
    <Notice tone={found.status === "open" ? "doubt" : "wait"} title={found.question}>
      {found.status === "open"
        ? "Waiting for two operators of the platform. You need not do anything; no money moves until they have decided."
        : "One operator has proposed an answer; another one has to confirm it."}
    </Notice>
  );
}

function CaseFacts({ found }: { found: Case }) {
  return (
    <Card title="Facts">
      <Facts>
        <Fact name="Question">{found.question}</Fact>
        <Fact name="About">
          <Subject subject={found.subject} />
        </Fact>
        <Fact name="Possible answers">{found.decisions.map(plainly).join(" · ")}</Fact>
        {found.decision && <Fact name="Decision">{plainly(found.decision)}</Fact>}
        {Object.entries(found.proposed_details).map(([name, text]) => (
          <Fact key={name} name={plainly(name)}>
            {text}
          </Fact>
        ))}
        <Fact name="Opened">
          <Time at={found.opened_at} />
        </Fact>
        {found.closed_at && (
          <Fact name="Closed">
            <Time at={found.closed_at} />
          </Fact>
        )}
        <Fact name="Id">
          <Reference text={found.id} what="case id" />
        </Fact>
      </Facts>
    </Card>
  );
}

function Subject({ subject }: { subject: string }) {
  const merchant = useMerchant();
  const payoutId = payoutOf(subject);
  const batchId = batchOf(subject);
  const className = "text-sea underline underline-offset-2";
  if (payoutId) {
    return (
      <Link
        to="/m/$merchantId/payouts/$payoutId"
        params={{ merchantId: merchant.id, payoutId }}
        className={className}
      >
        See the payout
      </Link>
    );
  }
  if (batchId) {
    return (
      <Link
        to="/m/$merchantId/batches/$batchId"
        params={{ merchantId: merchant.id, batchId }}
        className={className}
      >
        See the batch
      </Link>
    );
  }
  return <Reference text={subject} what="subject" />;
}

function EvidenceStep({ piece, isFirst }: { piece: Piece; isFirst: boolean }) {
  const { at, by } = headOf(piece);
  return (
    <TimelineStep
      icon={FileSearch}
      tone={isFirst ? "doubt" : "plain"}
      title={isFirst ? "The case was opened" : "More was heard"}
      at={at && <Time at={at} />}
    >
      {by && <p>by {by}</p>}
      <Lines piece={piece} />
    </TimelineStep>
  );
}

function Lines({ piece }: { piece: Piece }) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 max-sm:grid-cols-1">
      {linesOf(piece).map(({ name, shown }) => (
        <div key={name} className="contents max-sm:block">
          <dt>{name}</dt>
          <dd className="min-w-0 wrap-anywhere text-ink">
            <Value shown={shown} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ shown }: { shown: Shown }) {
  switch (shown.kind) {
    case "amount":
      return <Amount paise={shown.paise} />;
    case "moment":
      return <Time at={shown.at} />;
    case "reference":
      return <Reference text={shown.text} what="reference" />;
    case "list":
      return (
        <ol className="grid gap-2">
          {shown.items.map((item, index) => (
            <li key={index} className="border-l-2 border-line pl-3">
              <Lines piece={item} />
            </li>
          ))}
        </ol>
      );
    case "text":
      return shown.text;
  }
}

/** What was answered, or who is still to answer. */
function Ending({ found }: { found: Case }) {
  if (found.status === "closed") {
    return (
      <TimelineStep
        icon={CircleCheck}
        tone="good"
        title={found.decision ? `Decided: ${plainly(found.decision)}` : "Settled by evidence"}
        at={found.closed_at && <Time at={found.closed_at} />}
      />
    );
  }
  if (found.status === "proposed" && found.proposed_decision) {
    return (
      <TimelineStep
        icon={Users}
        tone="wait"
        title={`Proposed: ${plainly(found.proposed_decision)}`}
        pending
      >
        <p>Another operator has to confirm it.</p>
      </TimelineStep>
    );
  }
  return (
    <TimelineStep icon={Users} tone="plain" title="Two operators decide" pending>
      <p>The case also closes by itself as soon as the bank answers clearly.</p>
    </TimelineStep>
  );
}

function Back() {
  const merchant = useMerchant();
  return (
    <Link
      to="/m/$merchantId/cases"
      params={{ merchantId: merchant.id }}
      search={{}}
      className="inline-flex items-center gap-1 text-sea hover:underline"
    >
      <ArrowLeft aria-hidden className="size-3.5" />
      Cases
    </Link>
  );
}
