import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Save } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import { mayPay, useMerchant } from "@/api/merchant";
import { Problem } from "@/api/problems";
import { AmountInput } from "@/money/amount-input";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, Select, TextInput } from "@/ui/field";
import { OnlyLooks } from "@/ui/only-looks";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Refused } from "./bid-problem";
import { planQuery, verbsOf, type Deal, type Plan, type PlanBody } from "./calls";
import { bodyOf, formOf, planErrors, type PlanErrors, type PlanForm } from "./plan-form";

/** For whoever posted a draft: how it will be put up. From the publication on it is frozen. */
export function PlanCard({ deal }: { deal: Deal }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery({
    ...planQuery(merchant.id, deal.id),
    enabled: mayPay(merchant),
  });
  if (!mayPay(merchant)) return <OnlyLooks />;
  return (
    <Card title="How it will be put up">
      {data ? (
        <Form deal={deal} plan={data} />
      ) : error ? (
        <Unloaded error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </Card>
  );
}

function Form({ deal, plan }: { deal: Deal; plan: Plan }) {
  const merchant = useMerchant();
  const client = useQueryClient();
  const [form, setForm] = useState(() => formOf(plan));
  const [errors, setErrors] = useState<PlanErrors>({});
  const isSealed = deal.format === "sealed";
  const saving = useMutation({
    mutationFn: (body: PlanBody) => verbsOf(merchant.id, deal.id).plan(body),
    onSuccess: (saved) => {
      client.setQueryData(planQuery(merchant.id, deal.id).queryKey, saved);
    },
  });
  const change = (changes: Partial<PlanForm>) => {
    setForm({ ...form, ...changes });
    setErrors({});
    saving.reset();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found = planErrors(form, isSealed);
    setErrors(found);
    if (Object.keys(found).length === 0) saving.mutate(bodyOf(form, plan.own_step, isSealed));
  };
  const blamed = (pointer: string): string | undefined =>
    saving.error instanceof Problem ? saving.error.at(pointer) : undefined;
  const field = { form, change, errors, blamed };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-3xl gap-5">
      <p className="text-muted">
        {isSealed
          ? "Sealed: nobody reads a bid before the deadline."
          : "Open: bids are taken until the deal’s deadline, or a little longer."}{" "}
        Once it is published nothing of this can be changed, and bidders see all of it but the
        reserve.
      </p>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Money
          {...field}
          name="start"
          pointer="/start_paise"
          label={deal.kind === "offer" ? "Starting price" : "Ceiling"}
          hint="Left empty: the deal’s budget."
        />
        <Money
          {...field}
          name="reserve"
          pointer="/reserve_paise"
          label="Reserve"
          hint="Hidden. Nothing is sold or bought beyond it by itself."
        />
        <Money
          {...field}
          name="bond"
          pointer="/bond_paise"
          label="Bond"
          hint="What every bidder sets aside, and loses by not standing by a bid."
        />
        {!isSealed && <Visibility {...field} />}
      </div>
      {!isSealed && <OpenRules {...field} />}
      {saving.error && <Refused error={saving.error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" icon={Save} busy={saving.isPending && "Saving …"}>
          Save these rules
        </Button>
        <span role="status" className="text-sm text-good">
          {saving.isSuccess && "Saved."}
        </span>
      </div>
    </form>
  );
}

interface Shared {
  form: PlanForm;
  change: (changes: Partial<PlanForm>) => void;
  errors: PlanErrors;
  blamed: (pointer: string) => string | undefined;
}

interface MoneyProps extends Shared {
  name: "start" | "reserve" | "bond";
  pointer: string;
  label: string;
  hint: string;
}

function Money({ form, change, errors, blamed, name, pointer, label, hint }: MoneyProps) {
  return (
    <Field label={label} optional hint={hint} error={errors[name] ?? blamed(pointer)}>
      {(control) => (
        <AmountInput
          {...control}
          text={form[name]}
          onText={(text) => {
            change({ [name]: text });
          }}
        />
      )}
    </Field>
  );
}

function Visibility({ form, change }: Shared) {
  return (
    <Field label="Bidders see">
      {(control) => (
        <Select
          {...control}
          value={form.visibility}
          onChange={(event) => {
            change({ visibility: event.target.value as PlanForm["visibility"] });
          }}
        >
          <option value="price">the best price, and who leads</option>
          <option value="rank">their own rank</option>
          <option value="lead">whether they lead</option>
          <option value="blind">nothing before the end</option>
        </Select>
      )}
    </Field>
  );
}

function OpenRules(shared: Shared) {
  const { form, change, errors, blamed } = shared;
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <div className="grid grid-cols-[minmax(0,1fr)_8rem] items-start gap-2">
        <Field
          label="Step"
          error={errors.step ?? blamed("/step")}
          hint="By how much a bid is better."
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode="decimal"
              autoComplete="off"
              className="text-right tabular-nums"
              value={form.step}
              onChange={(event) => {
                change({ step: event.target.value });
              }}
            />
          )}
        </Field>
        <Field label="Unit">
          {(control) => (
            <Select
              {...control}
              value={form.stepKind}
              onChange={(event) => {
                change({ stepKind: event.target.value as PlanForm["stepKind"], step: "" });
              }}
            >
              <option value="basis_points">per cent</option>
              <option value="absolute">rupees</option>
            </Select>
          )}
        </Field>
      </div>
      <Minutes
        {...shared}
        name="windowMinutes"
        pointer="/window_seconds"
        label="Soft close, minutes"
        hint="A lead taken so close to the end moves it."
      />
      <Minutes
        {...shared}
        name="extensionMinutes"
        pointer="/extension_seconds"
        label="Moved to, minutes"
        hint="After that bid."
      />
      <Minutes
        {...shared}
        name="overtimeMinutes"
        pointer="/overtime_seconds"
        label="At the latest, minutes"
        hint="After the deadline."
      />
      <Minutes
        {...shared}
        name="finalRoundMinutes"
        pointer="/final_round_seconds"
        label="Final round, minutes"
        hint="For one sealed bid of each of the best three; 0: none."
      />
    </div>
  );
}

interface MinutesProps extends Shared {
  name: "windowMinutes" | "extensionMinutes" | "overtimeMinutes" | "finalRoundMinutes";
  pointer: string;
  label: string;
  hint: string;
}

function Minutes({ form, change, errors, blamed, name, pointer, label, hint }: MinutesProps) {
  return (
    <Field label={label} hint={hint} error={errors[name] ?? blamed(pointer)}>
      {(control) => (
        <TextInput
          {...control}
          inputMode="decimal"
          autoComplete="off"
          className="text-right tabular-nums"
          value={form[name]}
          onChange={(event) => {
            change({ [name]: event.target.value });
          }}
        />
      )}
    </Field>
  );
}
