import type { UseMutationResult } from "@tanstack/react-query";
import { useState, type ComponentProps, type ReactNode, type SubmitEvent } from "react";
import { Problem } from "@/api/problems";
import type { Verification } from "@/api/verification";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, FieldError, Select, TextArea, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import type { Draft } from "./calls";
import { draftOf, errorsOf, type DetailsErrors, type DetailsForm } from "./details";
import { CONSTITUTIONS, reasonsAbout, STATES, toldOf, WITHOUT_DIRECTORS } from "./words";

interface DetailsCardProps {
  verification: Verification;
  form: DetailsForm;
  onForm: (form: DetailsForm) => void;
  isDirty: boolean;
  saving: UseMutationResult<Verification, Error, Draft>;
}

/** Who the merchant is, in words. Saved as a draft, as often as one likes. */
export function DetailsCard({ verification, form, onForm, isDirty, saving }: DetailsCardProps) {
  const [errors, setErrors] = useState<DetailsErrors>({});
  const change = (changes: Partial<DetailsForm>) => {
    onForm({ ...form, ...changes });
    setErrors({});
    saving.reset();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found = errorsOf(form);
    setErrors(found);
    if (Object.keys(found).length === 0) saving.mutate(draftOf(form, verification.kind));
  };
  const wrongWith = (name: string): string | undefined => {
    const refused = saving.error instanceof Problem ? saving.error.at(`/${name}`) : undefined;
    const found = reasonsAbout(verification.action_required, name);
    return refused ?? (found.length > 0 ? found.map(toldOf).join(" ") : undefined);
  };
  const parts = { verification, form, change, wrongWith };
  const hasPlace = saving.error instanceof Problem && saving.error.places.length > 0;
  return (
    <Card title={verification.kind === "business" ? "About the business" : "About you"}>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <fieldset disabled={saving.isPending} className="grid gap-5">
          <legend className="sr-only">Details</legend>
          <Names {...parts} />
          <Numbers {...parts} />
          <AddressFields {...parts} error={errors.address} />
        </fieldset>
        {saving.error !== null && !hasPlace && <ProblemNotice error={saving.error} />}
        {hasPlace && (
          <p role="alert" className="text-sm text-bad">
            Not saved: see what is marked above.
          </p>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button
            type="submit"
            look={isDirty ? "primary" : "quiet"}
            busy={saving.isPending && "Saving …"}
          >
            Save draft
          </Button>
          <p role="status" className="text-sm text-muted">
            {isDirty ? "There are changes that are not saved." : "Saved. Nobody has seen it yet."}
          </p>
        </div>
      </form>
    </Card>
  );
}

interface PartProps {
  verification: Verification;
  form: DetailsForm;
  change: (changes: Partial<DetailsForm>) => void;
  /** What the platform or an operator said of it. */
  wrongWith: (name: string) => string | undefined;
}

function Names({ verification, form, change, wrongWith }: PartProps) {
  const isBusiness = verification.kind === "business";
  const hasDirectors = isBusiness && !WITHOUT_DIRECTORS.includes(form.constitution);
  return (
    <>
      <Field
        label="Legal name"
        hint="As it stands on the PAN card."
        error={wrongWith("legal_name")}
      >
        {(control) => (
          <TextInput
            {...control}
            value={form.legalName}
            maxLength={120}
            autoComplete={isBusiness ? "organization" : "name"}
            onChange={(event) => {
              change({ legalName: event.target.value });
            }}
          />
        )}
      </Field>
      {isBusiness ? (
        <Field label="Legal form" error={wrongWith("constitution")}>
          {(control) => (
            <Select
              {...control}
              value={form.constitution}
              onChange={(event) => {
                change({ constitution: event.target.value });
              }}
            >
              <option value="">Choose …</option>
              {Object.entries(CONSTITUTIONS).map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : (
        <Field label="Date of birth" error={wrongWith("date_of_birth")}>
          {(control) => (
            <TextInput
              {...control}
              type="date"
              value={form.dateOfBirth}
              autoComplete="bday"
              className="sm:max-w-52"
              onChange={(event) => {
                change({ dateOfBirth: event.target.value });
              }}
            />
          )}
        </Field>
      )}
      {hasDirectors && (
        <Field
          label="Directors, partners or trustees"
          hint="One name in each line."
          error={wrongWith("director_names")}
        >
          {(control) => (
            <TextArea
              {...control}
              value={form.directors}
              rows={3}
              onChange={(event) => {
                change({ directors: event.target.value });
              }}
            />
          )}
        </Field>
      )}
    </>
  );
}

function Numbers({ verification, form, change, wrongWith }: PartProps) {
  const { pan, gstin } = verification.details;
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field
        label="PAN"
        hint={pan ? kept(pan) : "Ten characters, as on the card."}
        error={wrongWith("pan")}
      >
        {(control) => (
          <NumberInput
            {...control}
            value={form.pan}
            placeholder={pan || "ABCPE1234F"}
            maxLength={14}
            onValue={(value) => {
              change({ pan: value });
            }}
          />
        )}
      </Field>
      {verification.kind === "business" && (
        <div className="grid gap-1.5">
          <Field
            label="GSTIN"
            optional
            hint={
              form.dropsGstin
                ? "It is taken out when you save."
                : gstin
                  ? kept(gstin)
                  : "Fifteen characters, if the business has one."
            }
            error={wrongWith("gstin")}
          >
            {(control) => (
              <NumberInput
                {...control}
                value={form.gstin}
                placeholder={gstin || "29ABCDE1234F1ZW"}
                maxLength={20}
                disabled={form.dropsGstin}
                onValue={(value) => {
                  change({ gstin: value });
                }}
              />
            )}
          </Field>
          {gstin && (
            <Button
              size="small"
              look="plain"
              className="justify-self-start"
              onClick={() => {
                change({ dropsGstin: !form.dropsGstin, gstin: "" });
              }}
            >
              {form.dropsGstin ? "Keep the GSTIN" : "Take the GSTIN out"}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function kept(masked: string): ReactNode {
  return (
    <>
      Kept as <span className="font-mono">{masked}</span>. Type to replace it.
    </>
  );
}

interface NumberInputProps extends Omit<ComponentProps<"input">, "onChange"> {
  onValue: (value: string) => void;
}

function NumberInput({ onValue, ...rest }: NumberInputProps) {
  return (
    <TextInput
      {...rest}
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      className="font-mono uppercase placeholder:normal-case"
      onChange={(event) => {
        onValue(event.target.value);
      }}
    />
  );
}

function AddressFields({
  verification,
  form,
  change,
  wrongWith,
  error,
}: PartProps & { error: string | undefined }) {
  const whole = error ?? wrongOnlyWith(wrongWith);
  return (
    <fieldset className="grid gap-4" aria-describedby={whole ? "address-error" : undefined}>
      <legend className="mb-3 font-medium">
        {verification.kind === "business" ? "Registered address" : "Address"}
      </legend>
      {whole && <FieldError id="address-error">{whole}</FieldError>}
      <Field label="Street and number" error={wrongWith("address/line1")}>
        {(control) => (
          <TextInput
            {...control}
            value={form.line1}
            maxLength={120}
            autoComplete="address-line1"
            onChange={(event) => {
              change({ line1: event.target.value });
            }}
          />
        )}
      </Field>
      <Field label="Second line" optional error={wrongWith("address/line2")}>
        {(control) => (
          <TextInput
            {...control}
            value={form.line2}
            maxLength={120}
            autoComplete="address-line2"
            onChange={(event) => {
              change({ line2: event.target.value });
            }}
          />
        )}
      </Field>
      <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,1fr)]">
        <Field label="City" error={wrongWith("address/city")}>
          {(control) => (
            <TextInput
              {...control}
              value={form.city}
              maxLength={60}
              autoComplete="address-level2"
              onChange={(event) => {
                change({ city: event.target.value });
              }}
            />
          )}
        </Field>
        <Field label="State" error={wrongWith("address/state")}>
          {(control) => (
            <Select
              {...control}
              value={form.state}
              autoComplete="address-level1"
              onChange={(event) => {
                change({ state: event.target.value });
              }}
            >
              <option value="">Choose …</option>
              {Object.entries(STATES).map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Postal code" error={wrongWith("address/postal_code")}>
          {(control) => (
            <TextInput
              {...control}
              value={form.postalCode}
              maxLength={7}
              inputMode="numeric"
              autoComplete="postal-code"
              onChange={(event) => {
                change({ postalCode: event.target.value });
              }}
            />
          )}
        </Field>
      </div>
    </fieldset>
  );
}

const MEMBERS = ["line1", "line2", "city", "state", "postal_code"];

/** About the address as a whole; what is about one part of it stands there. */
function wrongOnlyWith(wrongWith: PartProps["wrongWith"]): string | undefined {
  const isInside = MEMBERS.some((name) => wrongWith(`address/${name}`) !== undefined);
  return isInside ? undefined : wrongWith("address");
}
