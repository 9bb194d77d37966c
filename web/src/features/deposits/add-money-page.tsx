import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowDownToLine, ChevronLeft, RotateCcw } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Controller, useForm, useWatch, type UseFormReturn } from "react-hook-form";
import { api, type Deposit } from "@/api/client";
import { useIntent, type Intent } from "@/api/intent";
import { mayPay, useMerchant } from "@/api/merchant";
import { Problem, unwrap } from "@/api/problems";
import { feeQuery, keyOf } from "@/api/queries";
import { useDebounced } from "@/lib/use-debounced";
import { Amount } from "@/money/amount";
import { AmountInput } from "@/money/amount-input";
import { CURRENCIES, CURRENCY_WORDS, formatMinor } from "@/money/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Curl } from "@/ui/curl";
import { Field, Select, TextInput } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { OnlyLooks } from "@/ui/only-looks";
import { Page } from "@/ui/page";
import { ProblemNotice } from "@/ui/problem-notice";
import {
  addMoneyForm,
  askedFor,
  EMPTY,
  FIELDS,
  fromBody,
  toBody,
  type AddMoneyValues,
  type DepositBody,
} from "./add-money-form";
import { PURPOSE_CODES } from "./purposes";
import { TransferCard } from "./transfer-card";
import { QuotePanel, useQuote, type Quoted } from "./quote-panel";

interface AddMoneyPageProps {
  /** Names this visit to the form: going back to it finds the same intent. */
  visit: string;
  onAsked: (deposit: Deposit) => void;
}

export function AddMoneyPage({ visit, onAsked }: AddMoneyPageProps) {
  const merchant = useMerchant();
  return (
    <Page
      title="Add money"
      narrow
      lead="By card, UPI, netbanking or bank transfer, on the payment gateway’s own page."
      back={
        <Link
          to="/m/$merchantId/deposits"
          params={{ merchantId: merchant.id }}
          className="inline-flex items-center gap-1 text-muted hover:text-sea"
        >
          <ChevronLeft aria-hidden className="size-4" /> Deposits
        </Link>
      }
    >
      {!mayPay(merchant) ? (
        <OnlyLooks />
      ) : merchant.verification !== "verified" ? (
        <Notice tone="wait" title="Only a verified merchant can be paid">
          Complete the verification; then money can be added here.
        </Notice>
      ) : (
        <>
          <AddMoneyForm key={visit} visit={visit} onAsked={onAsked} />
          <TransferCard />
        </>
      )}
    </Page>
  );
}

function AddMoneyForm({ visit, onAsked }: AddMoneyPageProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [round, setRound] = useState(0);
  const again = () => {
    setRound((last) => last + 1);
  };
  const intent = useIntent<DepositBody, Deposit>({
    keptAs: `deposit.${visit}`,
    send: (body, key) =>
      unwrap(
        api.POST("/api/v1/deposits/", {
          params: { header: { "X-Merchant-Id": merchant.id, "Idempotency-Key": key } },
          body,
        }),
      ),
    // A quote that was refused is none any more.
    onRefused: again,
    onDone: (deposit) => {
      void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "deposits") });
      onAsked(deposit);
    },
  });
  const form = useForm<AddMoneyValues>({
    resolver: zodResolver(addMoneyForm),
    defaultValues: intent.body ? fromBody(intent.body) : EMPTY,
  });
  const values = useWatch({ control: form.control }) as AddMoneyValues;
  const asked = askedFor(values);
  const isOpen = intent.phase === "editing";
  const quoted = useQuote(isOpen ? asked : null, round);
  const returnUrl = `${location.origin}/m/${merchant.id}/deposits/paid`;
  const body = quoted.isExpired ? null : toBody(values, quoted.quote, returnUrl);
  const submit = form.handleSubmit((given) => {
    const sent = quoted.isExpired ? null : toBody(given, quoted.quote, returnUrl);
    if (sent) intent.submit(sent);
  });
  return (
    <form
      onSubmit={(event) => void submit(event)}
      // What was refused is no longer what stands here.
      onChange={intent.clear}
      noValidate
      className="grid gap-5"
    >
      <Card>
        <div className="grid gap-6">
          <Money form={form} intent={intent} />
          {values.currency !== "INR" && <Purpose form={form} intent={intent} />}
          {quoted.isForeign && <QuotePanel quoted={quoted} onAgain={again} />}
          <Words form={form} intent={intent} />
        </div>
      </Card>
      <Card>
        <div className="grid gap-4">
          {isOpen && <Consequence asked={asked} quoted={quoted} />}
          <Outcome intent={intent} />
          <TheButton intent={intent} asked={asked} quoted={quoted} onAgain={again} />
        </div>
      </Card>
      <Curl
        request={{
          method: "POST",
          path: "/api/v1/deposits/",
          merchantId: merchant.id,
          idempotent: true,
          body: body ?? { amount_minor: 500_000 },
        }}
      />
    </form>
  );
}

interface PartProps {
  form: UseFormReturn<AddMoneyValues>;
  intent: Intent<DepositBody>;
}

function Money({ form, intent }: PartProps) {
  const isOpen = intent.phase === "editing";
  return (
    <Controller
      control={form.control}
      name="currency"
      render={({ field: currency }) => (
        <div className="grid gap-6">
          <div className="grid gap-1.5">
            <p className="text-sm font-medium">Currency it is paid in</p>
            {isOpen ? (
              <Choice
                label="Currency it is paid in"
                value={currency.value}
                onChange={(next) => {
                  currency.onChange(next);
                  intent.clear();
                }}
                options={CURRENCIES.map((each) => ({ value: each, label: each }))}
                className="justify-self-start"
              />
            ) : (
              <p>{CURRENCY_WORDS[currency.value].name}</p>
            )}
          </div>
          <Controller
            control={form.control}
            name="amount"
            render={({ field, fieldState }) => (
              <Field
                label="Amount"
                error={fieldState.error?.message ?? blamed(intent.problem, "amount")}
              >
                {(control) => (
                  <AmountInput
                    {...control}
                    ref={field.ref}
                    name={field.name}
                    currency={currency.value}
                    text={field.value}
                    onText={field.onChange}
                    onBlur={field.onBlur}
                    disabled={!isOpen}
                  />
                )}
              </Field>
            )}
          />
        </div>
      )}
    />
  );
}

function Purpose({ form, intent }: PartProps) {
  const { register, formState } = form;
  return (
    <Field
      label="What it is paid for"
      hint="The Reserve Bank wants to know of everything that comes from abroad. It stands on the remittance advice."
      error={formState.errors.purpose?.message ?? blamed(intent.problem, "purpose")}
    >
      {(control) => (
        <Select {...control} {...register("purpose")} disabled={intent.phase !== "editing"}>
          <option value="">Choose a purpose code</option>
          {Object.entries(PURPOSE_CODES).map(([code, says]) => (
            <option key={code} value={code}>
              {code} · {says}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function Words({ form, intent }: PartProps) {
  const { register, formState } = form;
  const wrong = (name: keyof AddMoneyValues) =>
    formState.errors[name]?.message ?? blamed(intent.problem, name);
  return (
    <fieldset disabled={intent.phase !== "editing"} className="grid gap-4 sm:grid-cols-2">
      <legend className="sr-only">Details</legend>
      <Field
        label="Description"
        optional
        hint="What the payer reads on the page."
        error={wrong("description")}
      >
        {(control) => (
          <TextInput {...control} {...register("description")} maxLength={120} autoComplete="off" />
        )}
      </Field>
      <Field
        label="Your reference"
        optional
        hint="Find it again by this."
        error={wrong("reference")}
      >
        {(control) => (
          <TextInput {...control} {...register("reference")} maxLength={40} autoComplete="off" />
        )}
      </Field>
    </fieldset>
  );
}

interface ConsequenceProps {
  asked: { currency: string; minor: number } | null;
  quoted: Quoted;
}

/** What it will do, with the money named; the fee is the platform's word. */
function Consequence({ asked, quoted }: ConsequenceProps) {
  const merchant = useMerchant();
  const credited = asked?.currency === "INR" ? asked.minor : (quoted.quote?.amount_paise ?? 0);
  const settled = useDebounced(credited, 350);
  const fee = useQuery({
    ...feeQuery(merchant.id, "deposit", settled),
    enabled: settled > 0 && settled === credited,
  });
  if (!asked) {
    return <p className="text-sm text-muted">Say how much, and you see here what it will do.</p>;
  }
  if (quoted.isForeign && (!quoted.quote || quoted.isExpired)) {
    return <p className="text-sm text-muted">With a rate, you see here what will be credited.</p>;
  }
  const known = fee.data?.amount_paise === credited ? fee.data : null;
  return (
    <div aria-live="polite" className="grid gap-1 rounded bg-sea-soft px-4 py-3">
      <p>
        <Amount paise={asked.minor} currency={asked.currency} className="font-semibold" /> is asked
        for on the payment page. Nothing moves before somebody pays there.
      </p>
      <Then credited={credited}>
        {known && (
          <>
            , less <Amount paise={known.fee_paise + known.tax_paise} /> fee
            {known.tax_paise > 0 && " with tax"}: <Amount paise={known.total_paise} /> in all
          </>
        )}
      </Then>
    </div>
  );
}

function Then({ credited, children }: { credited: number; children: ReactNode }) {
  return (
    <p className="text-sm text-muted">
      Once paid, <Amount paise={credited} className="font-medium text-ink" /> is <em>pending</em>.
      When it has cleared it is <em>available</em>
      {children}.
    </p>
  );
}

interface ButtonProps extends ConsequenceProps {
  intent: Intent<DepositBody>;
  onAgain: () => void;
}

function TheButton({ intent, asked, quoted, onAgain }: ButtonProps) {
  if (intent.phase === "unknown") {
    return (
      <Button look="primary" size="large" icon={ArrowDownToLine} onClick={intent.retry}>
        Ask again
      </Button>
    );
  }
  if (quoted.isExpired && intent.phase === "editing") {
    return (
      <Button look="primary" size="large" icon={RotateCcw} onClick={onAgain}>
        Get a new rate
      </Button>
    );
  }
  return (
    <Button
      type="submit"
      look="primary"
      size="large"
      icon={ArrowDownToLine}
      busy={intent.phase === "sending" && "Opening the payment page …"}
    >
      {asked ? `Add ${formatMinor(BigInt(asked.minor), asked.currency)}` : "Add money"}
    </Button>
  );
}

/** What the last click came to. */
function Outcome({ intent }: { intent: Intent<DepositBody> }) {
  if (intent.phase === "unknown") {
    return (
      <Notice tone="doubt" title="We do not know yet whether it was asked for" announced>
        No answer came back. Ask again: it is the same deposit, and there can only be one. Until we
        know, this form stays as it is.
      </Notice>
    );
  }
  if (intent.problem === null || intent.phase === "sending") return null;
  return <ProblemNotice error={intent.problem} />;
}

/** What the platform said of one field. */
function blamed(problem: unknown, name: keyof AddMoneyValues): string | undefined {
  if (!(problem instanceof Problem)) return undefined;
  const place = problem.places.find(
    ({ pointer }) => pointer !== undefined && FIELDS[pointer] === name,
  );
  return place?.detail;
}
