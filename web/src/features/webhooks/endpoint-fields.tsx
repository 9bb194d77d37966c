import { Problem } from "@/api/problems";
import { Field, TextInput } from "@/ui/field";
import type { EndpointForm } from "./endpoint-form";

interface EndpointFieldsProps {
  form: EndpointForm;
  isUrlMissing: boolean;
  error: Error | null;
  onChange: (changes: Partial<EndpointForm>) => void;
}

export function EndpointFields({ form, isUrlMissing, error, onChange }: EndpointFieldsProps) {
  const told = error instanceof Problem ? error : null;
  return (
    <>
      <Field
        label="Address"
        error={isUrlMissing ? "Say where events are sent." : told?.at("/url")}
        hint="https and a public name, like https://hooks.example.com/adulis."
      >
        {(control) => (
          <TextInput
            {...control}
            type="url"
            value={form.url}
            maxLength={500}
            autoComplete="off"
            autoFocus
            onChange={(event) => {
              onChange({ url: event.target.value });
            }}
          />
        )}
      </Field>
      <Field label="Description" optional error={told?.at("/description")}>
        {(control) => (
          <TextInput
            {...control}
            value={form.description}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => {
              onChange({ description: event.target.value });
            }}
          />
        )}
      </Field>
      <Field
        label="Only these types"
        optional
        error={told?.at("/types")}
        hint="Like payout.completed, or payout.* for all of a kind. Empty: everything that happens."
      >
        {(control) => (
          <TextInput
            {...control}
            value={form.types}
            autoComplete="off"
            onChange={(event) => {
              onChange({ types: event.target.value });
            }}
          />
        )}
      </Field>
    </>
  );
}
