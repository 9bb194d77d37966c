import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { plainly } from "@/lib/words";
import { formatForInput, paise, parseRupees, toWire } from "@/money/money";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Field, Select, TextInput } from "@/ui/field";
import { SearchField } from "@/ui/search-field";
import {
  CATEGORIES,
  FORMATS,
  hasFilters,
  KINDS,
  STATUSES,
  withoutFilters,
  type MarketSearch,
} from "./search";
import { FORMATS as FORMAT_WORDS, LOOKS } from "./words";

interface MarketFiltersProps {
  search: MarketSearch;
  onSearch: (search: MarketSearch) => void;
}

export function MarketFilters({ search, onSearch }: MarketFiltersProps) {
  const [isOpen, setIsOpen] = useState(
    [search.format, search.status, search.least, search.most, search.from, search.to].some(
      (each) => each !== undefined,
    ),
  );
  const change = (changes: MarketSearch) => {
    onSearch({ ...search, offset: undefined, cursor: undefined, ...changes });
  };
  return (
    <div className="grid gap-3 border-b border-line p-4">
      <div className="flex flex-wrap items-center gap-3">
        <SearchField
          label="Search in titles and descriptions"
          placeholder="What it is about"
          text={search.search ?? ""}
          onText={(text) => {
            change({ search: text || undefined });
          }}
        />
        <Choice
          label="Kind"
          value={search.kind ?? "all"}
          onChange={(kind) => {
            change({ kind: KINDS.find((each) => each === kind) });
          }}
          options={[
            { value: "all", label: "All" },
            { value: "offer", label: "Offers" },
            { value: "request", label: "Requests" },
          ]}
        />
        <Select
          aria-label="Category"
          className="sm:max-w-48"
          value={search.category ?? ""}
          onChange={(event) => {
            change({ category: CATEGORIES.find((each) => each === event.target.value) });
          }}
        >
          <option value="">Any category</option>
          {CATEGORIES.map((each) => (
            <option key={each} value={each}>
              {plainly(each)}
            </option>
          ))}
        </Select>
        <Button
          size="small"
          look="plain"
          icon={SlidersHorizontal}
          aria-expanded={isOpen}
          onClick={() => {
            setIsOpen(!isOpen);
          }}
        >
          More filters
        </Button>
        {hasFilters(search) && (
          <Button
            size="small"
            look="plain"
            onClick={() => {
              onSearch(withoutFilters(search));
            }}
          >
            Clear all
          </Button>
        )}
      </div>
      {isOpen && <MoreFilters search={search} onChange={change} />}
    </div>
  );
}

interface MoreProps {
  search: MarketSearch;
  onChange: (changes: MarketSearch) => void;
}

function MoreFilters({ search, onChange }: MoreProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-3 xl:grid-cols-6">
      <Field label="Format" optional>
        {(control) => (
          <Select
            {...control}
            value={search.format ?? ""}
            onChange={(event) => {
              onChange({ format: FORMATS.find((each) => each === event.target.value) });
            }}
          >
            <option value="">Any</option>
            {FORMATS.map((each) => (
              <option key={each} value={each}>
                {FORMAT_WORDS[each].name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="State" optional>
        {(control) => (
          <Select
            {...control}
            value={search.status ?? ""}
            onChange={(event) => {
              onChange({ status: STATUSES.find((each) => each === event.target.value) });
            }}
          >
            <option value="">Any</option>
            {STATUSES.map((each) => (
              <option key={each} value={each}>
                {LOOKS[each].word}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Rupees
        label="Amount from"
        amount={search.least}
        onAmount={(least) => {
          onChange({ least });
        }}
      />
      <Rupees
        label="Amount to"
        amount={search.most}
        onAmount={(most) => {
          onChange({ most });
        }}
      />
      <Field label="Deadline from" optional>
        {(control) => (
          <TextInput
            {...control}
            type="date"
            value={search.from ?? ""}
            max={search.to}
            onChange={(event) => {
              onChange({ from: event.target.value || undefined });
            }}
          />
        )}
      </Field>
      <Field label="Deadline to" optional>
        {(control) => (
          <TextInput
            {...control}
            type="date"
            value={search.to ?? ""}
            min={search.from}
            onChange={(event) => {
              onChange({ to: event.target.value || undefined });
            }}
          />
        )}
      </Field>
    </div>
  );
}

interface RupeesProps {
  label: string;
  amount: number | undefined;
  onAmount: (amount: number | undefined) => void;
}

/** An amount that filters: taken when one leaves the field, or with Enter. */
function Rupees({ label, amount, onAmount }: RupeesProps) {
  const shown = amount === undefined ? "" : formatForInput(paise(amount));
  const [text, setText] = useState(shown);
  const [known, setKnown] = useState(shown);
  const [wrong, setWrong] = useState<string>();
  if (shown !== known) {
    setKnown(shown);
    setText(shown);
    setWrong(undefined);
  }
  const take = () => {
    if (text.trim() === "") {
      setWrong(undefined);
      if (amount !== undefined) onAmount(undefined);
      return;
    }
    const parsed = parseRupees(text);
    if (!parsed.ok) {
      setWrong(parsed.why);
      return;
    }
    setWrong(undefined);
    const next = Math.min(toWire(parsed.paise), 999_999_999);
    if (next !== amount) onAmount(next);
  };
  return (
    <Field label={label} optional error={wrong}>
      {(control) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            take();
          }}
        >
          <TextInput
            {...control}
            inputMode="decimal"
            autoComplete="off"
            placeholder="₹"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
            }}
            onBlur={take}
            className="text-right tabular-nums"
          />
        </form>
      )}
    </Field>
  );
}
