import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useMerchant } from "@/api/merchant";
import { NoAnswer, Problem } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { platformNow } from "@/lib/clock";
import { readNetwork } from "@/lib/networks";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Curl } from "@/ui/curl";
import { Checkbox, Field, FieldError, Select, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import { createKey, type MadeKey } from "./calls";
import {
  addressesOf,
  bodyOf,
  EMPTY_KEY,
  errorsOf,
  LIFETIMES,
  SCOPES,
  type KeyForm,
} from "./key-form";

interface NewKeyCardProps {
  onMade: (made: MadeKey) => void;
  onCancel: () => void;
}

export function NewKeyCard({ onMade, onCancel }: NewKeyCardProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [form, setForm] = useState<KeyForm>(EMPTY_KEY);
  const [errors, setErrors] = useState<ReturnType<typeof errorsOf>>({});
  const { mutate, reset, error, isPending } = useMutation({
    mutationFn: () => createKey(merchant.id, bodyOf(form, platformNow())),
    // Also after silence: the key may have been made, and then stands in the list to be revoked.
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "api-keys") }),
    onSuccess: onMade,
  });
  const change = (changes: Partial<KeyForm>) => {
    setForm({ ...form, ...changes });
    setErrors({});
    reset();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found = errorsOf(form);
    setErrors(found);
    if (Object.keys(found).length === 0 && !isPending) mutate();
  };
  const told = error instanceof Problem ? error : null;
  const wrongScopes = errors.scopes ?? told?.at("/scopes");
  return (
    <Card title="New API key">
      <form onSubmit={submit} noValidate className="grid max-w-2xl gap-5">
        <Field label="Name" error={errors.name ?? told?.at("/name")} hint="What will use it.">
          {(control) => (
            <TextInput
              {...control}
              value={form.name}
              maxLength={80}
              autoComplete="off"
              autoFocus
              onChange={(event) => {
                change({ name: event.target.value });
              }}
            />
          )}
        </Field>
        <fieldset className="grid gap-2">
          <legend className="mb-2 text-sm font-medium">What it may do</legend>
          <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
            {SCOPES.map(({ scope, means }) => (
              <Checkbox
                key={scope}
                label={<code className="font-mono text-sm">{scope}</code>}
                hint={means}
                checked={form.scopes.includes(scope)}
                onChange={(event) => {
                  const others = form.scopes.filter((each) => each !== scope);
                  change({ scopes: event.target.checked ? [...others, scope] : others });
                }}
              />
            ))}
          </div>
          {wrongScopes && <FieldError>{wrongScopes}</FieldError>}
        </fieldset>
        <Field label="It ends after" error={told?.at("/expires_at")}>
          {(control) => (
            <Select
              {...control}
              value={form.days}
              onChange={(event) => {
                change({ days: Number(event.target.value) });
              }}
            >
              {LIFETIMES.map(({ days, name }) => (
                <option key={days} value={days}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label="Only from these addresses"
          optional
          error={errors.addresses ?? told?.at("/allowed_addresses")}
          hint="IP addresses like 203.0.113.7, or networks like 203.0.113.0/24: the number says how many bits stand still, so /24 is 256 addresses and /32 is one. Empty: from anywhere."
        >
          {(control) => (
            <TextInput
              {...control}
              value={form.addresses}
              autoComplete="off"
              onChange={(event) => {
                change({ addresses: event.target.value });
              }}
            />
          )}
        </Field>
        <Understood addresses={addressesOf(form)} />
        {error && <ProblemNotice error={error} />}
        {error instanceof NoAnswer && (
          <p className="text-sm text-muted">
            If it was made, it stands in the list below. Nobody has seen it: revoke it there, and
            create another one.
          </p>
        )}
        <p className="text-sm text-muted">
          The key counts as you: what you may not do, it may not do either. It is shown once.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={isPending && "Creating …"}>
            Create API key
          </Button>
          <Button onClick={onCancel}>Leave it</Button>
        </div>
        <Curl
          // A key cannot make keys: only people do.
          says="Then try it with curl"
          request={{ method: "GET", path: "/api/v1/payouts/", merchantId: merchant.id }}
        />
      </form>
    </Card>
  );
}

/** What was typed, as it is understood: a slash in the wrong place opens a whole provider. */
function Understood({ addresses }: { addresses: string[] }) {
  const read = addresses.map((text) => ({ text, network: readNetwork(text) }));
  const good = read.flatMap(({ text, network }) => (network.ok ? [{ text, ...network }] : []));
  if (good.length === 0) return null;
  return (
    <ul aria-label="The addresses it may come from" className="-mt-2 grid gap-1 text-sm">
      {good.map(({ text, says, isAll }, index) => (
        <li key={index} className="break-words">
          <code className="font-mono">{text}</code>{" "}
          <span className={isAll ? "text-wait" : "text-muted"}>
            {isAll ? "everywhere: this shuts nobody out" : says}
          </span>
        </li>
      ))}
    </ul>
  );
}
