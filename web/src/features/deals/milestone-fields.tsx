import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { Amount } from "@/money/amount";
import { AmountInput } from "@/money/amount-input";
import type { Paise } from "@/money/money";
import { IconButton } from "@/ui/button";
import { Field, Select, TextArea, TextInput } from "@/ui/field";
import type { ConditionKind, MilestoneForm } from "./deal-form";
import { conditionsInWords } from "./words";

const CONDITIONS: Record<Exclude<ConditionKind, "other">, string> = {
  buyer: "The buyer approves",
  both: "Both sides approve",
  document: "The buyer approves, and a document is handed in",
  date: "The buyer approves, and a day has come",
  signal: "The buyer approves, and a third party says so",
};

interface MilestoneFieldsProps {
  form: MilestoneForm;
  place: number;
  many: number;
  isDirect: boolean;
  /** What its share of the price would be, where there is a price to show it at. */
  worth: Paise | null;
  wrong: (pointer: string) => string | undefined;
  onChange: (changes: Partial<MilestoneForm>) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

export function MilestoneFields(props: MilestoneFieldsProps) {
  const { form, place, many, isDirect, worth, wrong, onChange } = props;
  const at = `/terms/milestones/${place}`;
  const name = `Milestone ${place + 1}`;
  return (
    <li aria-label={name} className="grid gap-4 rounded border border-line bg-raised p-4">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-semibold">{name}</h3>
        {many > 1 && (
          <div className="-my-1.5 -mr-2 flex">
            <IconButton
              icon={ArrowUp}
              label={`Move milestone ${place + 1} up`}
              disabled={place === 0}
              onClick={() => {
                props.onMove(-1);
              }}
              className="disabled:opacity-40"
            />
            <IconButton
              icon={ArrowDown}
              label={`Move milestone ${place + 1} down`}
              disabled={place === many - 1}
              onClick={() => {
                props.onMove(1);
              }}
              className="disabled:opacity-40"
            />
            <IconButton
              icon={Trash2}
              label={`Remove milestone ${place + 1}`}
              onClick={props.onRemove}
            />
          </div>
        )}
      </div>
      <Field label="Name" error={wrong(`${at}/title`)}>
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
      <Field label="What is handed in" optional error={wrong(`${at}/description`)}>
        {(control) => (
          <TextArea
            {...control}
            value={form.description}
            maxLength={2000}
            onChange={(event) => {
              onChange({ description: event.target.value });
            }}
          />
        )}
      </Field>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {isDirect ? (
          <Field label="Amount" error={wrong(`${at}/amount_paise`)}>
            {(control) => (
              <AmountInput
                {...control}
                text={form.amount}
                onText={(amount) => {
                  onChange({ amount });
                }}
              />
            )}
          </Field>
        ) : (
          <Field
            label="Share of the price, in %"
            error={wrong(`${at}/share_bp`)}
            hint={
              worth !== null && (
                <>
                  <Amount paise={worth} /> at your price
                </>
              )
            }
          >
            {(control) => (
              <TextInput
                {...control}
                inputMode="decimal"
                autoComplete="off"
                value={form.share}
                maxLength={8}
                onChange={(event) => {
                  onChange({ share: event.target.value });
                }}
                className="text-right tabular-nums"
              />
            )}
          </Field>
        )}
        <Field
          label="Delivered by"
          optional
          error={wrong(`${at}/deliver_by`)}
          hint="Three days after it the buyer may go, with everything back."
        >
          {(control) => (
            <TextInput
              {...control}
              type="date"
              value={form.deliverBy}
              onChange={(event) => {
                onChange({ deliverBy: event.target.value });
              }}
            />
          )}
        </Field>
      </div>
      <Release {...props} />
    </li>
  );
}

/** When the money of it goes to the seller. */
function Release({ form, place, wrong, onChange }: MilestoneFieldsProps) {
  const error = wrong(`/terms/milestones/${place}/conditions`);
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field
        label="The money is released when"
        error={form.condition === "buyer" || form.condition === "both" ? error : undefined}
      >
        {(control) => (
          <Select
            {...control}
            value={form.condition}
            onChange={(event) => {
              onChange({ condition: event.target.value as ConditionKind });
            }}
          >
            {Object.entries(CONDITIONS).map(([kind, says]) => (
              <option key={kind} value={kind}>
                {says}
              </option>
            ))}
            {form.tree && <option value="other">As it was written: see below</option>}
          </Select>
        )}
      </Field>
      {form.condition === "document" && (
        <Field label="Which document" error={error} hint="Bill of lading, say.">
          {(control) => (
            <TextInput
              {...control}
              value={form.document}
              maxLength={40}
              autoComplete="off"
              onChange={(event) => {
                onChange({ document: event.target.value });
              }}
            />
          )}
        </Field>
      )}
      {form.condition === "date" && (
        <Field label="Which day" error={error} hint="It begins at midnight in India.">
          {(control) => (
            <TextInput
              {...control}
              type="date"
              value={form.on}
              onChange={(event) => {
                onChange({ on: event.target.value });
              }}
            />
          )}
        </Field>
      )}
      {form.condition === "signal" && (
        <>
          <Field label="What they say" error={error} hint="“Arrived”, say.">
            {(control) => (
              <TextInput
                {...control}
                value={form.signal}
                maxLength={40}
                autoComplete="off"
                onChange={(event) => {
                  onChange({ signal: event.target.value });
                }}
              />
            )}
          </Field>
          <Field
            label="Their API key"
            optional
            hint="The id of a key that may say so. Left out: the buyer says it."
          >
            {(control) => (
              <TextInput
                {...control}
                value={form.keyId}
                maxLength={36}
                autoComplete="off"
                spellCheck={false}
                className="font-mono"
                onChange={(event) => {
                  onChange({ keyId: event.target.value });
                }}
              />
            )}
          </Field>
        </>
      )}
      {form.condition === "other" && form.tree && (
        <p className="text-sm text-muted sm:self-end">
          When {conditionsInWords(form.tree)}. Choose another to replace it.
        </p>
      )}
    </div>
  );
}
