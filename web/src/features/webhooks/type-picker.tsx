import { ChevronRight, X } from "lucide-react";
import { useId, useState } from "react";
import { count } from "@/lib/words";
import { Checkbox, FieldError, TextInput } from "@/ui/field";
import { allOf, chosenWith, EVENT_KINDS, kindOf, kindsWith } from "./event-kinds";

interface TypePickerProps {
  /** Null: everything that happens. */
  chosen: string[] | null;
  error: string | undefined;
  onChange: (chosen: string[] | null) => void;
}

/** Of what a server is told: of everything, or of what is picked from the list of what there is. */
export function TypePicker({ chosen, error, onChange }: TypePickerProps) {
  const id = useId();
  // What was picked before somebody tried "everything" is there again when they come back.
  const [kept, setKept] = useState(chosen ?? []);
  return (
    <fieldset className="grid min-w-0 gap-2" aria-describedby={error ? id : undefined}>
      <legend className="mb-1.5 text-sm font-medium">What it is told</legend>
      <Way
        name={id}
        label="Everything that happens"
        hint="Also events that are added later on."
        checked={chosen === null}
        onChoose={() => {
          setKept(chosen ?? kept);
          onChange(null);
        }}
      />
      <Way
        name={id}
        label="Only what I choose"
        hint={`From a list of ${EVENT_KINDS.length.toString()} kinds of events.`}
        checked={chosen !== null}
        onChoose={() => {
          onChange(kept);
        }}
      />
      {error && <FieldError id={id}>{error}</FieldError>}
      {chosen && <Types chosen={chosen} onChange={onChange} />}
    </fieldset>
  );
}

interface WayProps {
  name: string;
  label: string;
  hint: string;
  checked: boolean;
  onChoose: () => void;
}

function Way({ name, label, hint, checked, onChoose }: WayProps) {
  const id = useId();
  return (
    <label className="flex items-start gap-2.5 max-md:min-h-11">
      <input
        type="radio"
        name={name}
        checked={checked}
        aria-labelledby={id}
        aria-describedby={`${id}-hint`}
        onChange={onChoose}
        className="mt-0.5 size-4.5 shrink-0 accent-sea"
      />
      <span>
        <span id={id}>{label}</span>
        <span id={`${id}-hint`} className="block text-xs text-muted">
          {hint}
        </span>
      </span>
    </label>
  );
}

interface TypesProps {
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

function Types({ chosen, onChange }: TypesProps) {
  const [words, setWords] = useState("");
  const [openAtFirst] = useState(() => new Set(chosen.map(kindOf)));
  const found = kindsWith(words);
  const isSearching = words.trim() !== "";
  const choose = (type: string, isChosen: boolean) => {
    onChange(chosenWith(chosen, type, isChosen));
  };
  return (
    <div className="grid min-w-0 gap-3 rounded border border-line bg-surface p-3">
      <Chosen
        chosen={chosen}
        onRemove={(type) => {
          choose(type, false);
        }}
      />
      <TextInput
        type="search"
        aria-label="Find an event"
        placeholder="Find an event, like payout or refund"
        value={words}
        maxLength={80}
        autoComplete="off"
        onChange={(event) => {
          setWords(event.target.value);
        }}
        onKeyDown={(event) => {
          // Enter looks here; it does not send the form.
          if (event.key === "Enter") event.preventDefault();
        }}
      />
      <p role="status" className="sr-only">
        {isSearching &&
          count(
            found.reduce((sum, { types }) => sum + types.length, 0),
            "event",
          )}
      </p>
      <ul
        aria-label="Kinds of events"
        className="max-h-96 divide-y divide-line overflow-y-auto rounded border border-line bg-raised"
      >
        {found.map((each) => (
          <li key={each.kind}>
            <details className="group/kind" open={isSearching || openAtFirst.has(each.kind)}>
              <summary className="flex min-h-10 cursor-pointer list-none flex-wrap items-center gap-x-2 px-3 py-1.5 hover:bg-sunken max-md:min-h-11">
                <ChevronRight
                  aria-hidden
                  className="size-4 shrink-0 text-muted transition-transform group-open/kind:rotate-90"
                />
                <span className="font-medium">{each.name}</span>
                <span className="text-xs text-muted">{saidOf(each.kind, chosen, each.types)}</span>
              </summary>
              <Kind {...each} chosen={chosen} onChoose={choose} />
            </details>
          </li>
        ))}
        {found.length === 0 && <li className="px-3 py-4 text-muted">No event has these words.</li>}
      </ul>
    </div>
  );
}

function saidOf(kind: string, chosen: string[], types: unknown[]): string {
  if (chosen.includes(allOf(kind))) return "all of them chosen";
  const some = chosen.filter((each) => kindOf(each) === kind).length;
  return some > 0 ? `${some.toString()} chosen` : count(types.length, "event");
}

function Chosen({ chosen, onRemove }: { chosen: string[]; onRemove: (type: string) => void }) {
  if (chosen.length === 0) return <p className="text-sm text-muted">Nothing is chosen yet.</p>;
  return (
    <ul aria-label="Chosen" className="flex flex-wrap gap-1.5">
      {chosen.map((type) => (
        <li
          key={type}
          className="inline-flex max-w-full items-center rounded bg-sea-soft pl-2 font-mono text-xs text-sea"
        >
          <span className="min-w-0 break-all">{type}</span>
          <button
            type="button"
            aria-label={`Do not tell of ${type}`}
            onClick={() => {
              onRemove(type);
            }}
            className="inline-grid size-7 shrink-0 place-items-center rounded hover:text-ink max-md:size-11"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  );
}

interface KindProps {
  kind: string;
  name: string;
  types: { type: string; means: string }[];
  chosen: string[];
  onChoose: (type: string, isChosen: boolean) => void;
}

function Kind({ kind, name, types, chosen, onChoose }: KindProps) {
  const all = allOf(kind);
  const isAll = chosen.includes(all);
  return (
    <div role="group" aria-label={name} className="grid gap-2 px-3 pt-1 pb-3 pl-9">
      <Checkbox
        aria-label={all}
        label={<Code>{all}</Code>}
        hint="All of these, also those that are added later on."
        checked={isAll}
        onChange={(event) => {
          onChoose(all, event.target.checked);
        }}
      />
      {types.map(({ type, means }) => (
        <Checkbox
          key={type}
          aria-label={type}
          label={<Code>{type}</Code>}
          hint={means}
          checked={isAll || chosen.includes(type)}
          disabled={isAll}
          onChange={(event) => {
            onChoose(type, event.target.checked);
          }}
        />
      ))}
    </div>
  );
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-sm break-all">{children}</code>;
}
