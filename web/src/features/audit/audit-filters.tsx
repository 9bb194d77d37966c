import { Search } from "lucide-react";
import { useState } from "react";
import { compact } from "@/lib/search";
import { Button } from "@/ui/button";
import { Field, TextInput } from "@/ui/field";
import { isFiltered, type AuditSearch } from "./search";

interface AuditFiltersProps {
  search: AuditSearch;
  onSearch: (search: AuditSearch) => void;
}

const FIELDS = [
  { name: "subject", label: "Subject", example: "payout/<id>", longest: 120 },
  { name: "action", label: "Action", example: "payout.cancel", longest: 80 },
  { name: "actor", label: "Who", example: "id of a person or key", longest: 120 },
  { name: "request", label: "Request id", example: "as in X-Request-Id", longest: 64 },
] as const;

/** Everything that is given applies together, once it is asked for. */
export function AuditFilters({ search, onSearch }: AuditFiltersProps) {
  const [given, setGiven] = useState(search);
  const type = (name: keyof AuditSearch) => (event: { target: { value: string } }) => {
    setGiven({ ...given, [name]: event.target.value });
  };
  return (
    <form
      role="search"
      aria-label="The audit log"
      className="grid gap-3 border-b border-line p-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(trimmed({ ...given, cursor: undefined }));
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {FIELDS.map(({ name, label, example, longest }) => (
          <Field key={name} label={label} optional>
            {(control) => (
              <TextInput
                {...control}
                value={given[name] ?? ""}
                placeholder={example}
                maxLength={longest}
                autoComplete="off"
                spellCheck={false}
                onChange={type(name)}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="flex flex-wrap items-end gap-3">
        <Field label="From" optional className="max-sm:flex-1">
          {(control) => (
            <TextInput
              {...control}
              type="date"
              value={given.from ?? ""}
              max={given.to}
              onChange={type("from")}
            />
          )}
        </Field>
        <Field label="To" optional className="max-sm:flex-1">
          {(control) => (
            <TextInput
              {...control}
              type="date"
              value={given.to ?? ""}
              min={given.from}
              onChange={type("to")}
            />
          )}
        </Field>
        <Button type="submit" look="primary" icon={Search}>
          Search
        </Button>
        {isFiltered(search) && (
          <Button
            look="plain"
            onClick={() => {
              onSearch({});
            }}
          >
            Show all records
          </Button>
        )}
      </div>
    </form>
  );
}

function trimmed(filters: AuditSearch): AuditSearch {
  return compact(
    Object.fromEntries(
      Object.entries(filters as Record<string, string | undefined>).map(([name, text]) => [
        name,
        text?.trim(),
      ]),
    ),
  );
}
