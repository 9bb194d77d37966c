import { Problem } from "@/api/problems";
import { Field, TextInput } from "@/ui/field";
import type { EndpointForm, Missing } from "./endpoint-form";
import { TypePicker } from "./type-picker";

interface EndpointFieldsProps {
  form: EndpointForm;
  missing: Missing;
  error: Error | null;
  onChange: (changes: Partial<EndpointForm>) => void;
}

export function EndpointFields({ form, missing, error, onChange }: EndpointFieldsProps) {
  const told = error instanceof Problem ? error : null;
  return (
    <>
      <Field
        label="Address"
        error={missing.url ?? told?.at("/url")}
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
      <TypePicker
        chosen={form.types}
        error={missing.types ?? told?.at("/types")}
        onChange={(types) => {
          onChange({ types });
        }}
      />
    </>
  );
}
