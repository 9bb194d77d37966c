import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import type { PayoutTimeline as Followed } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { installationQuery, timelineQuery } from "@/api/queries";
import { plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Badge } from "@/ui/badge";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Fact, Facts } from "@/ui/facts";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { PayoutBadge } from "@/ui/payout-badge";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { ClockTime, Time } from "@/ui/time";
import { BankBooks } from "./bank-books";
import { PayoutMoves } from "./payout-moves";
import { PayoutTimeline } from "./payout-timeline";

export function PayoutPage({ payoutId }: { payoutId: string }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(timelineQuery(merchant.id, payoutId));
  if (!data) {
    return (
      <Page title="Payout" back={<Back />}>
        {error ? <Unloaded error={error} onRetry={() => void refetch()} /> : <Loading />}
      </Page>
    );
  }
  return <Loaded followed={data} />;
}

function Back() {
  const merchant = useMerchant();
  return (
    <Link
      to="/m/$merchantId/payouts"
      params={{ merchantId: merchant.id }}
      className="inline-flex items-center gap-1 text-muted hover:text-sea"
    >
      <ChevronLeft aria-hidden className="size-4" /> Payouts
    </Link>
  );
}

function Loaded({ followed }: { followed: Followed }) {
  const { payout } = followed;
  const installation = useQuery(installationQuery);
  return (
    <Page
      title={`To ${payout.beneficiary_name}`}
      back={<Back />}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Amount paise={payout.amount_paise} className="text-xl font-semibold text-ink" />
          <PayoutBadge payout={payout} />
          <Time at={payout.created_at} className="text-sm" />
        </span>
      }
      action={<PayoutMoves payout={payout} />}
    >
      <Standing followed={followed} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div className="grid gap-5">
          <TheFacts followed={followed} />
          {followed.attempts.length > 0 && <Attempts followed={followed} />}
        </div>
        <div className="grid gap-5">
          <Card title="What happened">
            <PayoutTimeline followed={followed} />
          </Card>
          {installation.data?.mode === "sandbox" && followed.attempts.length > 0 && (
            <BankBooks payoutId={payout.id} />
          )}
        </div>
      </div>
    </Page>
  );
}

/** Above everything: how it stands, and what to do about it. */
function Standing({ followed }: { followed: Followed }) {
  const { payout } = followed;
  const returned = followed.return;
  if (returned) {
    return (
      <Notice
        tone="bad"
        title={
          <>
            The bank returned it: <Amount paise={returned.amount_paise} /> is available again
          </>
        }
      >
        {plainly(returned.reason)} · <Time at={returned.at} />
        {returned.fee_returned_paise > 0 && (
          <>
            {" "}
            · with <Amount paise={returned.fee_returned_paise} /> of fee
          </>
        )}
      </Notice>
    );
  }
  if (payout.status_details) {
    const tone = payout.status === "failed" ? "bad" : "plain";
    return (
      <Notice tone={tone} title={payout.status_details.description}>
        {payout.status_details.next_step !== "None." && <p>{payout.status_details.next_step}</p>}
        <p className="text-sm text-muted">
          <Amount paise={payout.amount_paise + payout.fee_paise + payout.tax_paise} /> is available
          again.
        </p>
      </Notice>
    );
  }
  if (payout.waiting && payout.waiting.for !== "worker") {
    return (
      <Notice tone={payout.in_doubt ? "doubt" : "wait"} title={`Waiting for ${payout.waiting.on}`}>
        {payout.waiting.until && (
          <>
            At <ClockTime at={payout.waiting.until} /> (<Time at={payout.waiting.until} />
            ):{" "}
          </>
        )}
        {payout.waiting.then}
      </Notice>
    );
  }
  return null;
}

function TheFacts({ followed }: { followed: Followed }) {
  const { payout } = followed;
  const merchant = useMerchant();
  return (
    <Card title="Facts">
      <Facts>
        <Fact name="Amount">
          <Amount paise={payout.amount_paise} className="font-semibold" />
        </Fact>
        <Fact name="Fee">
          <Amount paise={payout.fee_paise} />
          {payout.tax_paise > 0 && (
            <>
              {" "}
              and <Amount paise={payout.tax_paise} /> tax
            </>
          )}
        </Fact>
        <Fact name="To">
          <Link
            to="/m/$merchantId/payouts"
            params={{ merchantId: merchant.id }}
            search={{ account: payout.bank_account_id }}
            className="hover:text-sea"
            title="Every payout to this bank account"
          >
            {payout.beneficiary_name} · {payout.bank_account_label}
          </Link>
        </Fact>
        <Fact name="Mode">{payout.mode}</Fact>
        {payout.utr && (
          <Fact name="UTR">
            <Reference text={payout.utr} what="UTR" />
          </Fact>
        )}
        <OptionalFact name="Your reference">{payout.reference}</OptionalFact>
        <OptionalFact name="Narration">{payout.narration}</OptionalFact>
        <Fact name="Purpose">{plainly(payout.purpose)}</Fact>
        {payout.scheduled_at && (
          <Fact name="Not before">
            <Time at={payout.scheduled_at} />
          </Fact>
        )}
        {payout.retry_of && (
          <Fact name="Pays again">
            <Link
              to="/m/$merchantId/payouts/$payoutId"
              params={{ merchantId: merchant.id, payoutId: payout.retry_of }}
              className="text-sea underline underline-offset-2"
            >
              the earlier payout
            </Link>
          </Fact>
        )}
        {Object.entries(payout.metadata).map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
        <Fact name="Id">
          <Reference text={payout.id} what="id" />
        </Fact>
      </Facts>
    </Card>
  );
}

function OptionalFact({ name, children }: { name: string; children: ReactNode }) {
  return children ? <Fact name={name}>{children}</Fact> : null;
}

const ATTEMPT_TONES = {
  created: "wait",
  sending: "sea",
  accepted: "sea",
  in_doubt: "doubt",
  not_received: "wait",
  confirmed_success: "good",
  confirmed_failure: "bad",
} as const;

/** Each submission under its own reference: what one asks the bank about. */
function Attempts({ followed }: { followed: Followed }) {
  return (
    <Card title={followed.attempts.length === 1 ? "At the bank" : "Attempts at the bank"}>
      <ul className="-my-2 divide-y divide-line">
        {followed.attempts.map((attempt) => (
          <li key={attempt.number} className="grid gap-1 py-3">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <Reference text={attempt.bank_reference} what="bank reference" />
              <Badge tone={ATTEMPT_TONES[attempt.status]}>{plainly(attempt.status)}</Badge>
            </div>
            <p className="text-sm text-muted">
              {attempt.mode}
              {attempt.sent_count > 0 && ` · sent ${times(attempt.sent_count)}`}
              {attempt.enquiry_count > 0 && ` · asked about ${times(attempt.enquiry_count)}`}
              {attempt.code && ` · ${attempt.code}`}
              {attempt.next_look_at && (
                <>
                  {" "}
                  · we look again <Time at={attempt.next_look_at} />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function times(many: number): string {
  return many === 1 ? "once" : many === 2 ? "twice" : `${many} times`;
}

function Loading() {
  return (
    <div role="status" aria-label="Loading the payout" className="grid gap-5 lg:grid-cols-2">
      <Skeleton className="h-96" />
      <Skeleton className="h-96" />
    </div>
  );
}
