import { Equal, Plus } from "lucide-react";
import { Amount } from "@/money/amount";
import type { Paise } from "@/money/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, FieldError, Select, TextArea, TextInput } from "@/ui/field";
import {
  amountsOf,
  emptyMilestone,
  sharesOf,
  type MilestoneForm,
  type TermsForm,
} from "./deal-form";
import { MilestoneFields } from "./milestone-fields";
import { divided, evenShares, parseShare, shareForInput, WHOLE_BP } from "./shares";
import { hoursInWords, shareInWords, SILENCE } from "./words";

const MOST_MILESTONES = 50;

interface TermsFieldsProps {
  form: TermsForm;
  isDirect: boolean;
  /** What is asked for, or paid at most, where others bid. */
  price: Paise | null;
  wrong: (pointer: string) => string | undefined;
  onChange: (changes: Partial<TermsForm>) => void;
}

/** What both sides would be bound by. */
export function TermsFields(props: TermsFieldsProps) {
  const { form, wrong, onChange } = props;
  return (
    <>
      <Card title="What is to be done">
        <Field
          label="Scope"
          error={wrong("/terms/scope")}
          hint="What is delivered, in which quality, and what is not part of it. Both sides are bound by these words."
        >
          {(control) => (
            <TextArea
              {...control}
              value={form.scope}
              maxLength={8000}
              rows={6}
              onChange={(event) => {
                onChange({ scope: event.target.value });
              }}
            />
          )}
        </Field>
      </Card>
      <Milestones {...props} />
      <Rules {...props} />
    </>
  );
}

function Milestones({ form, isDirect, price, wrong, onChange }: TermsFieldsProps) {
  const { milestones } = form;
  const become = (next: MilestoneForm[]) => {
    onChange({ milestones: next });
  };
  const shares = milestones.map(({ share }) => parseShare(share) ?? 0);
  const worth =
    price !== null && shares.reduce((sum, each) => sum + each, 0) === WHOLE_BP
      ? divided(price, shares)
      : null;
  const error = wrong("/terms/milestones");
  return (
    <Card title="Milestones" aside={<Together form={form} isDirect={isDirect} />}>
      <div className="grid gap-4">
        <p className="text-sm text-muted">
          Each is paid into escrow before the work on it begins, and released when it is done.
        </p>
        <ol className="grid gap-4">
          {milestones.map((each, place) => (
            <MilestoneFields
              key={each.key}
              form={each}
              place={place}
              many={milestones.length}
              isDirect={isDirect}
              worth={worth?.[place] ?? null}
              wrong={wrong}
              onChange={(changes) => {
                become(milestones.map((one) => (one === each ? { ...one, ...changes } : one)));
              }}
              onMove={(by) => {
                become(moved(milestones, place, by));
              }}
              onRemove={() => {
                become(milestones.filter((one) => one !== each));
              }}
            />
          ))}
        </ol>
        {error && (
          <div role="alert">
            <FieldError>{error}</FieldError>
          </div>
        )}
        <div className="flex flex-wrap gap-2">
          <Button
            icon={Plus}
            disabled={milestones.length >= MOST_MILESTONES}
            onClick={() => {
              become([...milestones, emptyMilestone()]);
            }}
          >
            Add a milestone
          </Button>
          {!isDirect && milestones.length > 1 && (
            <Button
              look="plain"
              icon={Equal}
              onClick={() => {
                const even = evenShares(milestones.length);
                become(
                  milestones.map((each, place) => ({
                    ...each,
                    share: shareForInput(even[place] ?? 0),
                  })),
                );
              }}
            >
              Divide evenly
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

/** What all of them come to, always in sight. */
function Together({ form, isDirect }: { form: TermsForm; isDirect: boolean }) {
  if (isDirect) {
    const sum = amountsOf(form);
    return (
      <p aria-live="polite" className="text-sm text-muted">
        {sum === null ? (
          "An amount is missing"
        ) : (
          <>
            <Amount paise={sum} className="font-semibold text-ink" /> together
          </>
        )}
      </p>
    );
  }
  const sum = sharesOf(form);
  const missing = WHOLE_BP - sum;
  return (
    <p aria-live="polite" className={`text-sm ${missing === 0 ? "text-muted" : "text-bad"}`}>
      {missing === 0
        ? "100 % together"
        : missing > 0
          ? `${shareInWords(sum)} together, ${shareInWords(missing)} is missing`
          : `${shareInWords(sum)} together, ${shareInWords(-missing)} too much`}
    </p>
  );
}

function moved(milestones: MilestoneForm[], place: number, by: 1 | -1): MilestoneForm[] {
  const next = [...milestones];
  const [each] = next.splice(place, 1);
  if (each) next.splice(place + by, 0, each);
  return next;
}

const HOURS = [24, 48, 72, 120, 168, 336, 720];

/** A value that a program chose stays to be chosen. */
function withOwn(own: number): number[] {
  return HOURS.includes(own) ? HOURS : [...HOURS, own].sort((one, other) => one - other);
}

function Rules({ form, wrong, onChange }: TermsFieldsProps) {
  return (
    <Card title="How it goes">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field
          label="Days to inspect"
          error={wrong("/terms/inspection_days")}
          hint="So long the buyer has to look at what was handed in."
        >
          {(control) => (
            <TextInput
              {...control}
              type="number"
              inputMode="numeric"
              min={1}
              max={30}
              value={form.inspectionDays}
              onChange={(event) => {
                onChange({ inspectionDays: event.target.value });
              }}
            />
          )}
        </Field>
        <Field label="When the buyer is silent" error={wrong("/terms/on_silence")}>
          {(control) => (
            <Select
              {...control}
              value={form.onSilence}
              onChange={(event) => {
                onChange({ onSilence: event.target.value === "dispute" ? "dispute" : "release" });
              }}
            >
              <option value="release">{SILENCE.release}</option>
              <option value="dispute">{SILENCE.dispute}</option>
            </Select>
          )}
        </Field>
        <Field
          label="Rounds of changes"
          error={wrong("/terms/max_rounds")}
          hint="How often the buyer may ask for changes to a milestone."
        >
          {(control) => (
            <TextInput
              {...control}
              type="number"
              inputMode="numeric"
              min={1}
              max={10}
              value={form.maxRounds}
              onChange={(event) => {
                onChange({ maxRounds: event.target.value });
              }}
            />
          )}
        </Field>
        <Field
          label="The buyer’s part of the fee, in %"
          error={wrong("/terms/fee_split")}
          hint="0: the seller pays our fee. 50: each pays half."
        >
          {(control) => (
            <TextInput
              {...control}
              inputMode="decimal"
              autoComplete="off"
              maxLength={6}
              value={form.buyerFee}
              onChange={(event) => {
                onChange({ buyerFee: event.target.value });
              }}
            />
          )}
        </Field>
        <Hours
          label="Paid in within"
          hint="After both have agreed; else it lapses."
          error={wrong("/terms/fund_within_hours")}
          value={form.fundWithinHours}
          onChange={(fundWithinHours) => {
            onChange({ fundWithinHours });
          }}
        />
        <Hours
          label="Confirmed within"
          hint="So long the winner of bids has to say yes."
          error={wrong("/terms/confirm_within_hours")}
          value={form.confirmWithinHours}
          onChange={(confirmWithinHours) => {
            onChange({ confirmWithinHours });
          }}
        />
      </div>
    </Card>
  );
}

interface HoursProps {
  label: string;
  hint: string;
  error: string | undefined;
  value: number;
  onChange: (hours: number) => void;
}

function Hours({ label, hint, error, value, onChange }: HoursProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={(event) => {
            onChange(Number(event.target.value));
          }}
        >
          {withOwn(value).map((hours) => (
            <option key={hours} value={hours}>
              {hoursInWords(hours)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
