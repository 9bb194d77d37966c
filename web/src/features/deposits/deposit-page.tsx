import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import type { Deposit, DepositTimeline as Followed } from "@/api/client";
import { mayPay, useMerchant } from "@/api/merchant";
import { depositTimelineQuery } from "@/api/queries";
import { plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { Badge } from "@/ui/badge";
import { buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { CopyButton, Reference } from "@/ui/copy";
import { Fact, Facts } from "@/ui/facts";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { ClockTime, Time } from "@/ui/time";
import { ChargebacksCard } from "./chargebacks-card";
import { DeclarePayer } from "./declare-payer";
import { DepositBadge } from "./deposit-badge";
import { DepositMoves } from "./deposit-moves";
import { DepositTimeline } from "./deposit-timeline";
import { methodName, MISMATCHES, reasonOf } from "./looks";
import { PURPOSE_CODES } from "./purposes";
import { RefundsCard } from "./refunds-card";
import { RemittanceButton } from "./remittance-button";
import { webAddress } from "./web-address";

export function DepositPage({ depositId }: { depositId: string }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(depositTimelineQuery(merchant.id, depositId));
  if (!data) {
    return (
      <Page title="Deposit" back={<Back />}>
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
      to="/m/$merchantId/deposits"
      params={{ merchantId: merchant.id }}
      className="inline-flex items-center gap-1 text-muted hover:text-sea"
    >
      <ChevronLeft aria-hidden className="size-4" /> Deposits
    </Link>
  );
}

function Loaded({ followed }: { followed: Followed }) {
  const { deposit } = followed;
  return (
    <Page
      title={deposit.description || "Deposit"}
      back={<Back />}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Amount
            paise={deposit.amount_minor}
            currency={deposit.currency}
            className="text-xl font-semibold text-ink"
          />
          <DepositBadge deposit={deposit} />
          <Time at={deposit.created_at} className="text-sm" />
        </span>
      }
      action={<DepositMoves deposit={deposit} />}
    >
      <Standing deposit={deposit} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div className="grid gap-5">
          <ChargebacksCard depositId={deposit.id} />
          <RefundsCard depositId={deposit.id} />
          <TheFacts deposit={deposit} />
          {followed.payments.length > 0 && <Payments followed={followed} />}
        </div>
        <Card title="What happened">
          <DepositTimeline followed={followed} />
        </Card>
      </div>
    </Page>
  );
}

/** Somebody else paid: it is pending until it is said who that is. */
function Undeclared({ deposit }: { deposit: Deposit }) {
  const merchant = useMerchant();
  return (
    <Notice
      tone="wait"
      title="Paid by somebody else than you had named"
      action={
        mayPay(merchant) &&
        deposit.allowed_moves.includes("declare_payer") && <DeclarePayer deposit={deposit} />
      }
      announced
    >
      Say who paid, and why. Until then the money stays pending; you can also refund it to whoever
      paid.
    </Notice>
  );
}

/** Above everything: how it stands, what is waited for, and what to do about it. */
function Standing({ deposit }: { deposit: Deposit }) {
  const merchant = useMerchant();
  const again = mayPay(merchant) && (
    <Link
      to="/m/$merchantId/deposits/new"
      params={{ merchantId: merchant.id }}
      className={buttonClasses("quiet", "small")}
    >
      Add money again
    </Link>
  );
  if (deposit.waiting?.for === "clearing" && deposit.pending_paise === 0) {
    return (
      <Notice tone="plain" title="Nothing is left of it">
        {deposit.waiting.then}
      </Notice>
    );
  }
  if (deposit.waiting?.for === "declaration") return <Undeclared deposit={deposit} />;
  if (deposit.waiting?.for === "clearing") {
    return (
      <Notice tone="sea" title="Paid. The money is pending until it has cleared" announced>
        {deposit.clears_at && (
          <>
            At <ClockTime at={deposit.clears_at} /> (<Time at={deposit.clears_at} />
            ):{" "}
          </>
        )}
        it is available then, less the fee.
      </Notice>
    );
  }
  if (deposit.waiting) {
    const page = webAddress(deposit.checkout_url);
    return (
      <Notice
        tone="wait"
        title={`Waiting for ${deposit.waiting.on}`}
        action={page && <PaymentPage address={page} />}
        announced
      >
        {deposit.waiting.until && (
          <>
            Until <ClockTime at={deposit.waiting.until} /> (<Time at={deposit.waiting.until} />
            ):{" "}
          </>
        )}
        {deposit.waiting.then}
      </Notice>
    );
  }
  if (deposit.status === "failed" || deposit.status === "expired") {
    return (
      <Notice
        tone={deposit.status === "failed" ? "bad" : "plain"}
        title={
          deposit.status_details ? reasonOf(deposit.status_details.reason) : "It came to nothing."
        }
        action={again}
        announced
      >
        Nothing was taken from anybody. Should it be paid after all, it is credited all the same.
      </Notice>
    );
  }
  if (deposit.late) {
    return (
      <Notice tone="doubt" title="It was paid after it had come to nothing">
        It is credited like any other.
      </Notice>
    );
  }
  return null;
}

function PaymentPage({ address }: { address: string }) {
  return (
    <>
      <a href={address} className={buttonClasses("primary")}>
        <ExternalLink aria-hidden className="size-4" />
        Go to the payment page
      </a>
      <span className="inline-flex items-center text-sm">
        or copy its address for whoever pays
        <CopyButton text={address} what="the address of the payment page" />
      </span>
    </>
  );
}

function TheFacts({ deposit }: { deposit: Deposit }) {
  const isForeign = deposit.currency !== "INR";
  const purpose = deposit.purpose_code;
  return (
    <Card title="Facts">
      <Facts>
        <Fact name={deposit.captured_at ? "Paid" : "Asked for"}>
          <Amount
            paise={deposit.amount_minor}
            currency={deposit.currency}
            className="font-semibold"
          />
          {deposit.method && ` by ${inSentence(methodName(deposit.method))}`}
        </Fact>
        {deposit.rate && (
          <Fact name="Rate">
            <Amount paise={100} currency={deposit.currency} /> ={" "}
            <span className="tabular-nums">₹{deposit.rate}</span>
            <span className="block text-sm text-muted">
              {deposit.captured_at === null
                ? "as promised, if it is paid in time"
                : deposit.credited_at_rate_of_the_moment
                  ? "the rate of the moment it was paid: the promised one had expired"
                  : "as it was promised"}
            </span>
          </Fact>
        )}
        {purpose && (
          <Fact name="Purpose">
            {purpose} · {PURPOSE_CODES[purpose] ?? "not in our list"}
          </Fact>
        )}
        {deposit.credited_paise !== null && (
          <Fact name="Credited">
            <Amount paise={deposit.credited_paise} className="font-semibold" />
            {deposit.pending_paise > 0 && (
              <span className="block text-sm text-muted">
                <Amount paise={deposit.pending_paise} /> of it is pending
                {deposit.clears_at && (
                  <>
                    {" "}
                    until <ClockTime at={deposit.clears_at} />
                  </>
                )}
              </span>
            )}
          </Fact>
        )}
        {deposit.status === "cleared" && (
          <Fact name="Fee">
            <Amount paise={deposit.fee_paise} />
            {deposit.tax_paise > 0 && (
              <>
                {" "}
                and <Amount paise={deposit.tax_paise} /> tax
              </>
            )}
          </Fact>
        )}
        {deposit.refunded_paise > 0 && (
          <Fact name="Refunded">
            <Amount paise={deposit.refunded_paise} />
          </Fact>
        )}
        {deposit.charged_back_paise > 0 && (
          <Fact name="Charged back">
            <Amount paise={deposit.charged_back_paise} />
          </Fact>
        )}
        {deposit.captured_at === null && (
          <Fact name="May be paid by">{deposit.methods.map(methodName).join(", ")}</Fact>
        )}
        <OptionalFact name="Your reference">{deposit.reference}</OptionalFact>
        {deposit.third_party && (
          <Fact name="Paid by a third party">
            {deposit.payer_declared_at ? (
              <>
                Declared <Time at={deposit.payer_declared_at} />
              </>
            ) : (
              "Not declared"
            )}
          </Fact>
        )}
        {deposit.assigned && (
          <Fact name="Assigned">Nobody had asked for it: two operators found out it is yours.</Fact>
        )}
        {Object.entries(deposit.metadata).map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
        {isForeign && deposit.captured_at && (
          <Fact name="On paper">
            <RemittanceButton depositId={deposit.id} />
          </Fact>
        )}
        <Fact name="Id">
          <Reference text={deposit.id} what="id" />
        </Fact>
      </Facts>
    </Card>
  );
}

function OptionalFact({ name, children }: { name: string; children: ReactNode }) {
  return children ? <Fact name={name}>{children}</Fact> : null;
}

/** `Card` in the middle of a sentence; a short form of capitals stays one. */
function inSentence(name: string): string {
  return name === name.toUpperCase() ? name : name.toLowerCase();
}

/** What the gateway collected, under its own references: what one asks it about. */
function Payments({ followed }: { followed: Followed }) {
  return (
    <Card title="At the payment gateway">
      <ul className="-my-3 divide-y divide-line">
        {followed.payments.map((payment) => (
          <li key={payment.id} className="grid gap-1 py-3">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <Reference text={payment.payment_reference} what="payment reference" />
              <Badge tone={payment.mismatch ? "doubt" : "good"}>{plainly(payment.status)}</Badge>
            </div>
            <p className="text-sm text-muted">
              <Amount paise={payment.amount_minor} currency={payment.currency} />
              {payment.payer_name && ` from ${payment.payer_name}`}
              {payment.method && ` by ${inSentence(methodName(payment.method))}`} ·{" "}
              <Time at={payment.captured_at} />
            </p>
            {payment.mismatch && (
              <p className="text-sm text-doubt">
                Not credited: {MISMATCHES[payment.mismatch]}. Two operators decide whose it is, or
                send it back.
              </p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading the deposit" className="grid gap-5 lg:grid-cols-2">
      <Skeleton className="h-96" />
      <Skeleton className="h-96" />
    </div>
  );
}
