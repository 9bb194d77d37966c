import { zodResolver } from "@hookform/resolvers/zod";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, SendHorizontal } from "lucide-react";
import { useMemo, type ReactNode } from "react";
import { Controller, useForm, useWatch, type UseFormReturn } from "react-hook-form";
import { api, type Payout } from "@/api/client";
import { useIntent, type Intent } from "@/api/intent";
import { mayPay, useMerchant } from "@/api/merchant";
import { Problem, unwrap } from "@/api/problems";
import { balanceQuery, keyOf, payoutQuery } from "@/api/queries";
import { platformNow } from "@/lib/clock";
import { localMinute } from "@/lib/time";
import { plainly } from "@/lib/words";
import { Amount } from "@/money/amount";
import { AmountInput } from "@/money/amount-input";
import { formatPaise, paise } from "@/money/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Curl } from "@/ui/curl";
import { Checkbox, Field, Select, TextInput } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { OnlyLooks } from "@/ui/only-looks";
import { Page } from "@/ui/page";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { AccountPicker } from "./account-picker";
import { Consequence } from "./consequence";
import {
  againFrom,
  EMPTY,
  FIELDS,
  fromBody,
  MODES,
  payoutForm,
  PURPOSES,
  toBody,
  type PayoutBody,
  type PayoutFormValues,
} from "./payout-form";
import type { NewPayoutSearch } from "./search";

interface NewPayoutPageProps {
  search: NewPayoutSearch;
  /** Names this visit to the form: going back to it finds the same intent. */
  visit: string;
  /** What the merchant's limits still allow. */
  limits?: ReactNode;
  onSent: (payout: Payout) => void;
}

export function NewPayoutPage({ search, visit, limits, onSent }: NewPayoutPageProps) {
  const merchant = useMerchant();
  const earlier = useQuery({
    ...payoutQuery(merchant.id, search.again ?? ""),
    enabled: Boolean(search.again),
  });
  return (
    <Page
      title={search.again ? "Pay again" : "Send money"}
      narrow
      back={
        <Link
          to="/m/$merchantId/payouts"
          params={{ merchantId: merchant.id }}
          className="inline-flex items-center gap-1 text-muted hover:text-sea"
        >
          <ChevronLeft aria-hidden className="size-4" /> Payouts
        </Link>
      }
    >
      {!mayPay(merchant) ? (
        <OnlyLooks />
      ) : search.again && !earlier.data ? (
        earlier.isError ? (
          <Unloaded error={earlier.error} onRetry={() => void earlier.refetch()} />
        ) : (
          <Skeleton className="h-96" />
        )
      ) : (
        <PayoutForm
          key={visit}
          visit={visit}
          initial={
            earlier.data ? againFrom(earlier.data) : { ...EMPTY, account: search.account ?? "" }
          }
          retryOf={search.again}
          limits={limits}
          onSent={onSent}
        />
      )}
    </Page>
  );
}

interface PayoutFormProps {
  visit: string;
  initial: PayoutFormValues;
  retryOf: string | undefined;
  limits: ReactNode;
  onSent: (payout: Payout) => void;
}

function PayoutForm({ visit, initial, retryOf, limits, onSent }: PayoutFormProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const intent = useIntent<PayoutBody, Payout>({
    keptAs: `payout.${visit}`,
    send: (body, key) =>
      unwrap(
        api.POST("/api/v1/payouts/", {
          params: { header: { "X-Merchant-Id": merchant.id, "Idempotency-Key": key } },
          body,
        }),
      ),
    onDone: (payout) => {
      void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id) });
      onSent(payout);
    },
  });
  const schema = useMemo(() => payoutForm(platformNow), []);
  const form = useForm<PayoutFormValues>({
    resolver: zodResolver(schema),
    defaultValues: intent.body ? fromBody(intent.body) : initial,
  });
  const values = useWatch({ control: form.control }) as PayoutFormValues;
  const body = toBody(values, retryOf);
  const isOpen = intent.phase === "editing";
  const submit = form.handleSubmit((given) => {
    const sent = toBody(given, retryOf);
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
          <Controller
            control={form.control}
            name="account"
            render={({ field, fieldState }) => (
              <AccountPicker
                value={field.value}
                onChange={(account) => {
                  field.onChange(account.id);
                }}
                error={fieldState.error?.message ?? blamed(intent.problem, "account")}
                disabled={!isOpen}
              />
            )}
          />
          <AmountField form={form} intent={intent} />
          {limits}
          <Details form={form} intent={intent} />
        </div>
      </Card>
      <Card>
        <div className="grid gap-4">
          {isOpen && <Consequence body={body} />}
          <Outcome intent={intent} />
          {intent.phase === "unknown" ? (
            <Button look="primary" size="large" icon={SendHorizontal} onClick={intent.retry}>
              Ask again
            </Button>
          ) : (
            <Button
              type="submit"
              look="primary"
              size="large"
              icon={SendHorizontal}
              busy={intent.phase === "sending" && "Sending …"}
            >
              {body ? `Send ${formatPaise(paise(body.amount_paise))}` : "Send"}
            </Button>
          )}
        </div>
      </Card>
      <Curl
        request={{
          method: "POST",
          path: "/api/v1/payouts/",
          merchantId: merchant.id,
          idempotent: true,
          body: body ?? { amount_paise: 50_000, bank_account_id: "…" },
        }}
      />
    </form>
  );
}

interface PartProps {
  form: UseFormReturn<PayoutFormValues>;
  intent: Intent<PayoutBody>;
}

function AmountField({ form, intent }: PartProps) {
  const merchant = useMerchant();
  const balance = useQuery(balanceQuery(merchant.id));
  return (
    <Controller
      control={form.control}
      name="amount"
      render={({ field, fieldState }) => (
        <Field
          label="Amount"
          error={fieldState.error?.message ?? blamed(intent.problem, "amount")}
          hint={
            balance.data && (
              <>
                <Amount paise={balance.data.available_paise} /> is available.
              </>
            )
          }
        >
          {(control) => (
            <AmountInput
              {...control}
              ref={field.ref}
              name={field.name}
              text={field.value}
              onText={field.onChange}
              onBlur={field.onBlur}
              disabled={intent.phase !== "editing"}
            />
          )}
        </Field>
      )}
    />
  );
}

function Details({ form, intent }: PartProps) {
  const { register, formState } = form;
  const { errors } = formState;
  const wrong = (name: keyof PayoutFormValues) =>
    errors[name]?.message ?? blamed(intent.problem, name);
  return (
    <fieldset disabled={intent.phase !== "editing"} className="grid gap-4">
      <legend className="sr-only">Details</legend>
      <div className="grid gap-4 sm:grid-cols-2">
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
        <Field
          label="Narration"
          optional
          hint="What they read on their statement."
          error={wrong("narration")}
        >
          {(control) => (
            <TextInput {...control} {...register("narration")} maxLength={30} autoComplete="off" />
          )}
        </Field>
      </div>
      <details className="group">
        <summary className="inline-flex min-h-8 list-none items-center rounded text-sm font-medium text-sea max-md:min-h-11 [&::-webkit-details-marker]:hidden">
          <span className="group-open:hidden">How, when and what for …</span>
          <span className="hidden group-open:inline">How, when and what for</span>
        </summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-2">
          <Field
            label="Mode"
            hint="IMPS up to ₹5 lakh, above that RTGS or NEFT; UPI to a UPI address."
            error={wrong("mode")}
          >
            {(control) => (
              <Select {...control} {...register("mode")}>
                <option value="">Let us choose</option>
                {MODES.map((mode) => (
                  <option key={mode}>{mode}</option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Purpose" error={wrong("purpose")}>
            {(control) => (
              <Select {...control} {...register("purpose")}>
                {PURPOSES.map((purpose) => (
                  <option key={purpose} value={purpose}>
                    {plainly(purpose)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label="Not before"
            optional
            hint="Its money is set aside when the time comes."
            error={wrong("scheduledAt")}
          >
            {(control) => (
              <TextInput
                {...control}
                {...register("scheduledAt")}
                type="datetime-local"
                min={localMinute(new Date(platformNow()).toISOString())}
              />
            )}
          </Field>
          <Checkbox
            {...register("queues")}
            label="Wait for money if there is too little"
            hint="Ninety days at most; smaller payouts may pass it."
            className="sm:mt-7"
          />
        </div>
      </details>
    </fieldset>
  );
}

/** What the last click came to. */
function Outcome({ intent }: { intent: Intent<PayoutBody> }) {
  if (intent.phase === "unknown") {
    return (
      <Notice tone="doubt" title="We do not know yet whether it was sent" announced>
        No answer came back. Ask again: it is the same payout, and it can only be sent once. Until
        we know, this form stays as it is.
      </Notice>
    );
  }
  if (intent.problem === null || intent.phase === "sending") return null;
  return <ProblemNotice error={intent.problem} />;
}

/** What the platform said of one field. */
function blamed(problem: unknown, name: keyof PayoutFormValues): string | undefined {
  if (!(problem instanceof Problem)) return undefined;
  const place = problem.places.find(
    ({ pointer }) => pointer !== undefined && FIELDS[pointer] === name,
  );
  return place?.detail;
}
