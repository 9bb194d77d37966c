import { useQuery } from "@tanstack/react-query";
import { UserRoundCheck } from "lucide-react";
import { api } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { plainly } from "@/lib/words";
import { AmountInput } from "@/money/amount-input";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { explain } from "@/ui/explain";
import { Field, FieldError, Select, TextArea, TextInput } from "@/ui/field";
import { isAccount, type DealForm } from "./deal-form";
import { CATEGORIES, FORMATS } from "./search";
import { FORMATS as FORMAT_WORDS } from "./words";

interface DealFieldsProps {
  form: DealForm;
  wrong: (pointer: string) => string | undefined;
  onChange: (changes: Partial<DealForm>) => void;
}

/** What it is about, with whom, and for what money. */
export function DealFields({ form, wrong, onChange }: DealFieldsProps) {
  return (
    <>
      <Card title="The deal">
        <div className="grid gap-5">
          <Choice
            label="What you do"
            value={form.kind}
            onChange={(kind) => {
              onChange({ kind });
            }}
            options={[
              { value: "request", label: "I buy" },
              { value: "offer", label: "I sell" },
            ]}
            className="justify-self-start"
          />
          <div className="grid gap-2">
            <Choice
              label="How the other side is found"
              value={form.format}
              onChange={(format) => {
                onChange({ format });
              }}
              options={FORMATS.toReversed().map((value) => ({
                value,
                label: FORMAT_WORDS[value].name,
              }))}
              className="justify-self-start"
            />
            <p className="text-sm text-muted">{FORMAT_WORDS[form.format].says}</p>
          </div>
          <Field label="Title" error={wrong("/title")}>
            {(control) => (
              <TextInput
                {...control}
                value={form.title}
                maxLength={120}
                autoComplete="off"
                onChange={(event) => {
                  onChange({ title: event.target.value });
                }}
              />
            )}
          </Field>
          <Field label="Category" error={wrong("/category")}>
            {(control) => (
              <Select
                {...control}
                value={form.category}
                onChange={(event) => {
                  onChange({
                    category: CATEGORIES.find((each) => each === event.target.value) ?? "",
                  });
                }}
              >
                <option value="">Choose …</option>
                {CATEGORIES.map((each) => (
                  <option key={each} value={each}>
                    {plainly(each)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label="Description"
            optional
            error={wrong("/description")}
            hint="For whoever finds it; nobody is bound by it."
          >
            {(control) => (
              <TextArea
                {...control}
                value={form.description}
                maxLength={8000}
                onChange={(event) => {
                  onChange({ description: event.target.value });
                }}
              />
            )}
          </Field>
        </div>
      </Card>
      {form.format === "direct" ? (
        <Counterparty form={form} wrong={wrong} onChange={onChange} />
      ) : (
        <Bidding form={form} wrong={wrong} onChange={onChange} />
      )}
    </>
  );
}

function Bidding({ form, wrong, onChange }: DealFieldsProps) {
  return (
    <Card title="The bids">
      <div className="grid gap-5">
        <Field
          label={form.kind === "offer" ? "What you ask for" : "What you pay at most"}
          error={wrong("/budget_paise")}
          hint={
            form.kind === "offer"
              ? "Bids begin here, and go up."
              : "Bids begin here, and go down. It is paid into escrow only when you have agreed."
          }
        >
          {(control) => (
            <AmountInput
              {...control}
              text={form.budget}
              onText={(budget) => {
                onChange({ budget });
              }}
            />
          )}
        </Field>
        <Field
          label="Bids until"
          error={wrong("/deadline")}
          hint="By your clock; at most ninety days ahead."
        >
          {(control) => (
            <TextInput
              {...control}
              type="datetime-local"
              value={form.deadline}
              onChange={(event) => {
                onChange({ deadline: event.target.value });
              }}
            />
          )}
        </Field>
        <div className="grid gap-2">
          <Choice
            label="Who sees it"
            value={form.visibility}
            onChange={(visibility) => {
              onChange({ visibility });
            }}
            options={[
              { value: "public", label: "Every merchant here" },
              { value: "invited", label: "Only whom I invite" },
            ]}
            className="justify-self-start"
          />
          <p className="text-sm text-muted">
            {form.visibility === "public"
              ? "You can invite others by e-mail as well, once it is saved."
              : "You invite them by e-mail, once it is saved."}
          </p>
        </div>
      </div>
    </Card>
  );
}

function Counterparty({ form, wrong, onChange }: DealFieldsProps) {
  const told = form.counterparty.replaceAll(/\s/g, "").toUpperCase();
  if (form.known) {
    return (
      <Card title="With whom">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="flex items-center gap-2">
            <UserRoundCheck aria-hidden className="size-4.5 shrink-0 text-sea" />
            <strong className="font-semibold">{form.known.name}</strong>
          </p>
          <Button
            size="small"
            onClick={() => {
              onChange({ known: null });
            }}
          >
            Somebody else
          </Button>
        </div>
      </Card>
    );
  }
  return (
    <Card title="With whom">
      <div className="grid gap-3">
        <Field
          label="Their account number"
          optional
          error={wrong("/counterparty")}
          hint="ADUL and twelve characters. Without one, invite them by e-mail once it is saved: they need no account yet."
        >
          {(control) => (
            <TextInput
              {...control}
              value={form.counterparty}
              placeholder="ADUL …"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={40}
              className="font-mono"
              onChange={(event) => {
                onChange({ counterparty: event.target.value });
              }}
            />
          )}
        </Field>
        {isAccount(told) && <WhoseAccount told={told} />}
      </div>
    </Card>
  );
}

/** The name to read before a deal goes there. */
function WhoseAccount({ told }: { told: string }) {
  const merchant = useMerchant();
  const { data, error } = useQuery({
    queryKey: ["recipients", merchant.id, told],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/transfers/recipient/", {
          params: { header: { "X-Merchant-Id": merchant.id }, query: { to: told } },
          signal,
        }),
      ),
    staleTime: 5 * 60_000,
    retry: false,
  });
  if (data) {
    return (
      <p className="flex items-center gap-2">
        <UserRoundCheck aria-hidden className="size-4.5 shrink-0 text-sea" />
        <span>
          This is <strong className="font-semibold">{data.name}</strong>.
        </span>
      </p>
    );
  }
  if (error) {
    const { what, todo } = explain(error);
    return (
      <div role="alert">
        <FieldError>
          {what} {todo}
        </FieldError>
      </div>
    );
  }
  return (
    <p role="status" className="text-sm text-muted">
      Looking whose account this is …
    </p>
  );
}
