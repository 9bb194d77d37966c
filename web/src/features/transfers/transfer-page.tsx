import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  ArrowDownLeft,
  ArrowRight,
  ArrowUpRight,
  ChevronLeft,
  Hourglass,
  Stamp,
} from "lucide-react";
import { useMerchant } from "@/api/merchant";
import { transferQuery, type Transfer } from "@/api/transfers";
import { Amount } from "@/money/amount";
import { paise } from "@/money/money";
import { buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Fact, Facts } from "@/ui/facts";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { ClockTime, Time } from "@/ui/time";
import { Timeline, TimelineStep } from "@/ui/timeline";
import { LOOKS, TransferBadge } from "./transfer-badge";

export function TransferPage({ transferId }: { transferId: string }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(transferQuery(merchant.id, transferId));
  if (!data) {
    return (
      <Page title="Transfer" back={<Back />}>
        {error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <div
            role="status"
            aria-label="Loading the transfer"
            className="grid gap-5 lg:grid-cols-2"
          >
            <Skeleton className="h-80" />
            <Skeleton className="h-80" />
          </div>
        )}
      </Page>
    );
  }
  return <Loaded transfer={data} />;
}

function Back() {
  const merchant = useMerchant();
  return (
    <Link
      to="/m/$merchantId/transfers"
      params={{ merchantId: merchant.id }}
      className="inline-flex items-center gap-1 text-muted hover:text-sea"
    >
      <ChevronLeft aria-hidden className="size-4" /> Transfers
    </Link>
  );
}

function Loaded({ transfer }: { transfer: Transfer }) {
  const isOut = transfer.direction === "out";
  return (
    <Page
      title={`${isOut ? "To" : "From"} ${transfer.counterparty_name}`}
      back={<Back />}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Amount paise={transfer.amount_paise} className="text-xl font-semibold text-ink" />
          <TransferBadge transfer={transfer} />
          <Time at={transfer.created_at} className="text-sm" />
        </span>
      }
    >
      <Standing transfer={transfer} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <TheFacts transfer={transfer} />
        <Card title="What happened">
          <Happened transfer={transfer} />
        </Card>
      </div>
    </Page>
  );
}

const NOT_DONE: Partial<Record<Transfer["status"], string>> = {
  refused: "Another owner refused it",
  withdrawn: "Whoever asked for it took it back",
  expired: "Nobody approved it in time",
};

function Standing({ transfer }: { transfer: Transfer }) {
  const merchant = useMerchant();
  const notDone = NOT_DONE[transfer.status];
  if (notDone) {
    return (
      <Notice tone={transfer.status === "refused" ? "bad" : "plain"} title={notDone}>
        No money has moved.
      </Notice>
    );
  }
  const { waiting } = transfer;
  if (!waiting) return null;
  return (
    <Notice
      tone="wait"
      title={`Waiting for ${waiting.on}`}
      action={
        <Link
          to="/m/$merchantId/approvals"
          params={{ merchantId: merchant.id }}
          className={buttonClasses("quiet", "small")}
        >
          <Stamp aria-hidden className="size-4" />
          Go to the approvals
        </Link>
      }
    >
      {waiting.until && (
        <>
          Until <ClockTime at={waiting.until} /> (<Time at={waiting.until} />
          ).{" "}
        </>
      )}
      {waiting.then}
    </Notice>
  );
}

function TheFacts({ transfer }: { transfer: Transfer }) {
  const isOut = transfer.direction === "out";
  const fee = transfer.fee_paise;
  const tax = transfer.tax_paise ?? 0;
  return (
    <Card title="Facts">
      <Facts>
        <Fact name={isOut ? "Sent to" : "Received from"}>{transfer.counterparty_name}</Fact>
        <Fact name="Amount">
          <Amount paise={transfer.amount_paise} className="font-semibold" />
        </Fact>
        {fee !== null && (
          <>
            <Fact name="Fee">
              <Amount paise={fee} />
              {tax > 0 && (
                <>
                  {" "}
                  and <Amount paise={tax} /> tax
                </>
              )}
            </Fact>
            <Fact name="Altogether">
              <Amount paise={paise(transfer.amount_paise) + paise(fee) + paise(tax)} />
            </Fact>
          </>
        )}
        {transfer.note && <Fact name="Note">{transfer.note}</Fact>}
        {transfer.reference && <Fact name="Your reference">{transfer.reference}</Fact>}
        <Fact name="Id">
          <Reference text={transfer.id} what="id" />
        </Fact>
      </Facts>
    </Card>
  );
}

function Happened({ transfer }: { transfer: Transfer }) {
  const isOut = transfer.direction === "out";
  const { waiting, finished_at: finishedAt } = transfer;
  const look = LOOKS[transfer.status];
  const fee = paise(transfer.fee_paise ?? 0) + paise(transfer.tax_paise ?? 0);
  const wasAsked = isOut && finishedAt !== transfer.created_at;
  return (
    <Timeline label="What happened">
      {wasAsked && (
        <TimelineStep
          icon={Stamp}
          tone="plain"
          title="Asked for"
          at={<Time at={transfer.created_at} />}
        />
      )}
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
      {transfer.status === "completed" ? (
        <TimelineStep
          icon={isOut ? ArrowUpRight : ArrowDownLeft}
          tone="good"
          title={isOut ? "Sent, and arrived" : "Arrived"}
          at={finishedAt && <Time at={finishedAt} />}
        >
          <p className="flex flex-wrap items-center gap-x-1.5">
            <Amount paise={transfer.amount_paise} className="font-medium text-ink" />
            {isOut ? "available" : transfer.counterparty_name}
            <ArrowRight aria-label="to" className="size-3.5" />
            {isOut ? transfer.counterparty_name : "available"}
          </p>
          {fee > 0n && (
            <p className="flex flex-wrap items-center gap-x-1.5">
              <Amount paise={fee} className="font-medium text-ink" />
              available
              <ArrowRight aria-label="to" className="size-3.5" />
              fee and tax
            </p>
          )}
        </TimelineStep>
      ) : (
        !waiting && (
          <TimelineStep
            icon={look.icon}
            tone={look.tone}
            title={look.word}
            at={finishedAt && <Time at={finishedAt} />}
          >
            <p>No money has moved.</p>
          </TimelineStep>
        )
      )}
    </Timeline>
  );
}
