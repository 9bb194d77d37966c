import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useRef, useState, type SubmitEvent } from "react";
import type { BankAccount } from "@/api/client";
import { useIntent } from "@/api/intent";
import { mayOwn, useMerchant } from "@/api/merchant";
import { Problem } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Curl } from "@/ui/curl";
import { Field, TextInput } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { ProblemNotice } from "@/ui/problem-notice";
import { addAccount, type NewAccount } from "./calls";
import { IfscInput } from "./ifsc-input";
import { bodyOf, EMPTY_FORM, errorsOf, type AccountForm, type FormErrors } from "./new-account";

interface NewBankAccountPageProps {
  /** Somebody came here to pay, and goes on to it. */
  thenPays: boolean;
  onAdded: (account: BankAccount) => void;
}

export function NewBankAccountPage({ thenPays, onAdded }: NewBankAccountPageProps) {
  const merchant = useMerchant();
  return (
    <Page
      title="Add a bank account"
      narrow
      back={
        <Link
          to="/m/$merchantId/bank-accounts"
          params={{ merchantId: merchant.id }}
          search={{}}
          className="inline-flex items-center gap-1 text-sea hover:underline"
        >
          <ArrowLeft aria-hidden className="size-3.5" />
          Bank accounts
        </Link>
      }
    >
      {mayOwn(merchant) ? (
        <AccountFormCard thenPays={thenPays} onAdded={onAdded} />
      ) : (
        <Notice tone="plain" title="Only owners add bank accounts">
          Where money may go is decided by the owners of a merchant. Ask one of them.
        </Notice>
      )}
    </Page>
  );
}

function AccountFormCard({ thenPays, onAdded }: NewBankAccountPageProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [form, setForm] = useState<AccountForm>(EMPTY_FORM);
  const [errors, setErrors] = useState<FormErrors>({});
  const formRef = useRef<HTMLFormElement>(null);
  const intent = useIntent<NewAccount, BankAccount>({
    send: (body, key) => addAccount(merchant.id, body, key),
    onDone: (account) => {
      void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "bank-accounts") });
      onAdded(account);
    },
  });
  const change = (changes: Partial<AccountForm>) => {
    setForm({ ...form, ...changes });
    setErrors({});
    intent.clear();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found = errorsOf(form);
    setErrors(found);
    if (Object.keys(found).length === 0) intent.submit(bodyOf(form));
    else
      requestAnimationFrame(() =>
        formRef.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus(),
      );
  };
  const told = intent.problem instanceof Problem ? intent.problem : null;
  const isLocked = intent.phase !== "editing";
  return (
    <>
      <Card>
        <form ref={formRef} onSubmit={submit} noValidate className="grid gap-4">
          <fieldset disabled={isLocked} className="grid gap-4">
            <Choice
              label="Kind"
              value={form.kind}
              onChange={(kind) => {
                change({ kind });
              }}
              options={[
                { value: "account", label: "Account number" },
                { value: "vpa", label: "UPI address" },
              ]}
              className="justify-self-start"
            />
            <Field
              label="Account holder"
              hint="As the bank has it: a penny drop compares the two names."
              error={errors.holderName ?? told?.at("/holder_name")}
            >
              {(control) => (
                <TextInput
                  {...control}
                  value={form.holderName}
                  onChange={(event) => {
                    change({ holderName: event.target.value });
                  }}
                  autoComplete="off"
                  maxLength={120}
                  autoFocus
                />
              )}
            </Field>
            {form.kind === "vpa" ? (
              <Field label="UPI address" error={errors.vpa ?? told?.at("/vpa")}>
                {(control) => (
                  <TextInput
                    {...control}
                    value={form.vpa}
                    onChange={(event) => {
                      change({ vpa: event.target.value });
                    }}
                    autoComplete="off"
                    autoCapitalize="none"
                    spellCheck={false}
                    placeholder="name@bank"
                  />
                )}
              </Field>
            ) : (
              <NumberFields form={form} errors={errors} told={told} onChange={change} />
            )}
            <Field
              label="Nickname"
              optional
              hint="How you tell it from others. Only you see it."
              error={told?.at("/nickname")}
            >
              {(control) => (
                <TextInput
                  {...control}
                  value={form.nickname}
                  onChange={(event) => {
                    change({ nickname: event.target.value });
                  }}
                  autoComplete="off"
                  maxLength={60}
                />
              )}
            </Field>
          </fieldset>
          {intent.problem !== null && (
            <ProblemNotice
              error={intent.problem}
              action={
                intent.phase === "unknown" && (
                  <Button size="small" onClick={intent.retry}>
                    Send the same again
                  </Button>
                )
              }
            />
          )}
          <p className="text-sm text-muted">
            No money moves now. Verify the account afterwards: a payout to a new, unverified one may
            have to wait first.
          </p>
          <Button
            type="submit"
            look="primary"
            size="large"
            disabled={intent.phase === "unknown"}
            busy={intent.phase === "sending" && "Adding …"}
          >
            {thenPays ? "Add and go on to pay" : "Add bank account"}
          </Button>
        </form>
      </Card>
      <Curl
        request={{
          method: "POST",
          path: "/api/v1/bank-accounts/",
          merchantId: merchant.id,
          idempotent: true,
          body: bodyOf(form),
        }}
      />
    </>
  );
}

interface NumberFieldsProps {
  form: AccountForm;
  errors: FormErrors;
  told: Problem | null;
  onChange: (changes: Partial<AccountForm>) => void;
}

function NumberFields({ form, errors, told, onChange }: NumberFieldsProps) {
  return (
    <>
      <Field label="Account number" error={errors.number ?? told?.at("/account_number")}>
        {(control) => (
          <TextInput
            {...control}
            value={form.number}
            onChange={(event) => {
              onChange({ number: event.target.value });
            }}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </Field>
      <Field label="Account number again" error={errors.numberAgain}>
        {(control) => (
          <TextInput
            {...control}
            value={form.numberAgain}
            onChange={(event) => {
              onChange({ numberAgain: event.target.value });
            }}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </Field>
      <Field label="IFSC" error={errors.ifsc ?? told?.at("/ifsc")}>
        {(control) => (
          <IfscInput
            {...control}
            value={form.ifsc}
            onChange={(ifsc) => {
              onChange({ ifsc });
            }}
          />
        )}
      </Field>
    </>
  );
}
