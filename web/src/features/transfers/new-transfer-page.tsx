import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeftRight, ChevronLeft } from "lucide-react";
import { useRef, useState, type ReactNode, type SubmitEvent } from "react";
import { useIntent, type Intent } from "@/api/intent";
import { mayPay, useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import type { Transfer } from "@/api/transfers";
import { AmountInput } from "@/money/amount-input";
import { formatPaise, paise, parseRupees, toWire } from "@/money/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Curl } from "@/ui/curl";
import { Field, TextInput } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { OnlyLooks } from "@/ui/only-looks";
import { Page } from "@/ui/page";
import { ProblemNotice } from "@/ui/problem-notice";
import { blamed, sendTransfer } from "./calls";
import { Consequence, useQuote } from "./consequence";
import { Recipient, useRecipient } from "./recipient";
import {
  EMPTY,
  errorsOf,
  fromBody,
  recipientOf,
  toBody,
  type TransferBody,
  type TransferErrors,
  type TransferForm,
} from "./transfer-form";

interface NewTransferPageProps {
  /** Names this visit to the form: going back to it finds the same intent. */
  visit: string;
  /** What the merchant's limits still allow. */
  limits: ReactNode;
  onSent: (transfer: Transfer) => void;
}

export function NewTransferPage({ visit, limits, onSent }: NewTransferPageProps) {
  const merchant = useMerchant();
  return (
    <Page
      title="Transfer money"
      narrow
      back={
        <Link
          to="/m/$merchantId/transfers"
          params={{ merchantId: merchant.id }}
          className="inline-flex items-center gap-1 text-muted hover:text-sea"
        >
          <ChevronLeft aria-hidden className="size-4" /> Transfers
        </Link>
      }
    >
      {mayPay(merchant) ? (
        <FormCard key={visit} visit={visit} limits={limits} onSent={onSent} />
      ) : (
        <OnlyLooks />
      )}
    </Page>
  );
}

function FormCard({ visit, limits, onSent }: NewTransferPageProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const intent = useIntent<TransferBody, Transfer>({
    keptAs: `transfer.${visit}`,
    send: (body, key) => sendTransfer(merchant.id, body, key),
    onRefused: () => {
      // The promise of a fee may be what was refused.
      void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id) });
    },
    onDone: (transfer) => {
      void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id) });
      onSent(transfer);
    },
  });
  const [form, setForm] = useState<TransferForm>(() =>
    intent.body ? fromBody(intent.body) : EMPTY,
  );
  const [errors, setErrors] = useState<TransferErrors>({});
  const formRef = useRef<HTMLFormElement>(null);
  const to = recipientOf(form.to);
  const recipient = useRecipient(to);
  const parsed = parseRupees(form.amount);
  const amount = parsed.ok ? toWire(parsed.paise) : null;
  const asked = useQuote(visit, amount);
  const change = (changes: Partial<TransferForm>) => {
    setForm({ ...form, ...changes });
    setErrors({});
    intent.clear();
  };
  const quoteId = asked.isFresh ? asked.quote?.id : undefined;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found = errorsOf(form, recipient.data !== undefined);
    setErrors(found);
    const body = toBody(form, quoteId);
    if (Object.keys(found).length === 0 && body) intent.submit(body);
    else
      requestAnimationFrame(() =>
        formRef.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus(),
      );
  };
  const isOpen = intent.phase === "editing";
  return (
    <form ref={formRef} onSubmit={submit} noValidate className="grid gap-5">
      <Card>
        <fieldset disabled={!isOpen} className="grid gap-5">
          <legend className="sr-only">The transfer</legend>
          <Field
            label="To"
            hint="The account number of another merchant here: ADUL and twelve characters."
            error={errors.to ?? blamed(intent.problem, "/to")}
          >
            {(control) => (
              <TextInput
                {...control}
                value={form.to}
                onChange={(event) => {
                  change({ to: event.target.value });
                }}
                placeholder="ADUL …"
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={40}
                className="font-mono"
              />
            )}
          </Field>
          <Recipient
            to={to}
            isConfirmed={form.confirmed === to}
            onConfirm={(isConfirmed) => {
              change({ confirmed: isConfirmed ? to : "" });
            }}
            error={errors.confirmed}
          />
          <Field
            label="Amount"
            hint="That much arrives; a fee comes on top."
            error={errors.amount ?? blamed(intent.problem, "/amount_paise")}
          >
            {(control) => (
              <AmountInput
                {...control}
                text={form.amount}
                onText={(amount) => {
                  change({ amount });
                }}
              />
            )}
          </Field>
          {limits}
          <div className="grid gap-4 sm:grid-cols-2">
            <Field
              label="Note"
              optional
              hint="Both sides read it."
              error={blamed(intent.problem, "/note")}
            >
              {(control) => (
                <TextInput
                  {...control}
                  value={form.note}
                  onChange={(event) => {
                    change({ note: event.target.value });
                  }}
                  maxLength={140}
                  autoComplete="off"
                />
              )}
            </Field>
            <Field
              label="Your reference"
              optional
              hint="Only you see it."
              error={blamed(intent.problem, "/reference")}
            >
              {(control) => (
                <TextInput
                  {...control}
                  value={form.reference}
                  onChange={(event) => {
                    change({ reference: event.target.value });
                  }}
                  maxLength={40}
                  autoComplete="off"
                />
              )}
            </Field>
          </div>
        </fieldset>
      </Card>
      <Card>
        <div className="grid gap-4">
          {isOpen && (
            <Consequence amountPaise={amount} recipient={recipient.data?.name} asked={asked} />
          )}
          <Outcome intent={intent} />
          {intent.phase === "unknown" ? (
            <Button look="primary" size="large" icon={ArrowLeftRight} onClick={intent.retry}>
              Ask again
            </Button>
          ) : (
            <Button
              type="submit"
              look="primary"
              size="large"
              icon={ArrowLeftRight}
              busy={intent.phase === "sending" && "Transferring …"}
            >
              {amount === null ? "Transfer" : `Transfer ${formatPaise(paise(amount))}`}
            </Button>
          )}
        </div>
      </Card>
      <Curl
        request={{
          method: "POST",
          path: "/api/v1/transfers/",
          merchantId: merchant.id,
          idempotent: true,
          body: toBody(form) ?? { to: "ADUL…", amount_paise: 50_000 },
        }}
      />
    </form>
  );
}

function Outcome({ intent }: { intent: Intent<TransferBody> }) {
  if (intent.phase === "unknown") {
    return (
      <Notice
        tone="doubt"
        title="No answer came back, so it is not known whether it was sent."
        announced
      >
        Nothing can be changed until that is known. Ask again: it can only happen once.
      </Notice>
    );
  }
  if (intent.problem === null || intent.phase === "sending") return null;
  return <ProblemNotice error={intent.problem} />;
}
