import { useQuery } from "@tanstack/react-query";
import { Search, SlidersHorizontal, X } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useMerchant } from "@/api/merchant";
import { everyBankAccountQuery } from "@/api/queries";
import { useDebounced } from "@/lib/use-debounced";
import { plainly } from "@/lib/words";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Field, Select, TextInput, fieldClasses } from "@/ui/field";
import { PAYOUT_LOOKS } from "@/ui/payout-badge";
import { hasFilters, STATUSES, type PayoutsSearch } from "./search";

interface PayoutFiltersProps {
  search: PayoutsSearch;
  /** Filters begin a list anew: the place in it is left behind. */
  onFilter: (search: PayoutsSearch) => void;
}

export function PayoutFilters({ search, onFilter }: PayoutFiltersProps) {
  const [isOpen, setIsOpen] = useState(Boolean(search.account ?? search.from ?? search.to));
  const change = (changes: PayoutsSearch) => {
    onFilter({ ...search, offset: undefined, cursor: undefined, ...changes });
  };
  return (
    <div className="grid gap-3 border-b border-line p-4">
      <div className="flex flex-wrap items-center gap-3">
        <SearchField
          text={search.search ?? ""}
          onText={(text) => {
            change({ search: text || undefined });
          }}
        />
        <Choice
          label="State"
          value={search.status ?? "all"}
          onChange={(status) => {
            change({ status: status === "all" ? undefined : status });
          }}
          options={[
            { value: "all", label: "All" },
            ...STATUSES.map((status) => ({ value: status, label: PAYOUT_LOOKS[status].word })),
          ]}
        />
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
        <Chips search={search} onRemove={change} />
      </div>
      {isOpen && <MoreFilters search={search} onChange={change} />}
    </div>
  );
}

function SearchField({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState(text);
  const settled = useDebounced(typed, 300).trim();
  // Changed from elsewhere (cleared, gone back): the field follows.
  if (text !== known) {
    setKnown(text);
    // What was sent from here comes back as it was; whoever types on is not interrupted.
    if (text !== settled) setTyped(text);
  }
  const send = useEffectEvent(() => {
    if (settled !== text) onText(settled);
  });
  useEffect(() => {
    send();
  }, [settled]);
  return (
    <div className="relative min-w-56 flex-1 sm:max-w-80">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
      />
      <input
        type="search"
        aria-label="Search by name, reference, narration or UTR"
        placeholder="Name, reference, UTR"
        value={typed}
        maxLength={80}
        onChange={(event) => {
          setTyped(event.target.value);
        }}
        className={`${fieldClasses} h-9 pl-9 max-md:h-11`}
      />
    </div>
  );
}

function MoreFilters({
  search,
  onChange,
}: {
  search: PayoutsSearch;
  onChange: (changes: PayoutsSearch) => void;
}) {
  const merchant = useMerchant();
  const { data } = useQuery(everyBankAccountQuery(merchant.id));
  return (
    <div className="grid gap-3 sm:grid-cols-3 lg:max-w-3xl">
      <Field label="Bank account" optional>
        {(control) => (
          <Select
            {...control}
            value={search.account ?? ""}
            onChange={(event) => {
              onChange({ account: event.target.value || undefined });
            }}
          >
            <option value="">Any</option>
            {data?.accounts.map((account) => (
              <option key={account.id} value={account.id}>
                {account.holder_name} · {account.nickname || account.number}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Created from" optional>
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
      <Field label="Created to" optional>
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

/** Filters that have no field of their own: one comes to them from the overview. */
function Chips({
  search,
  onRemove,
}: {
  search: PayoutsSearch;
  onRemove: (changes: PayoutsSearch) => void;
}) {
  const chips: { text: string; without: PayoutsSearch }[] = [];
  if (search.held) chips.push({ text: "Money held now", without: { held: undefined } });
  if (search.doubt) chips.push({ text: "In doubt", without: { doubt: undefined } });
  if (search.waiting) {
    chips.push({
      text: `Waits for ${plainly(search.waiting).toLowerCase()}`,
      without: { waiting: undefined },
    });
  }
  return (
    <>
      {chips.map(({ text, without }) => (
        <button
          key={text}
          type="button"
          aria-label={`${text}: remove this filter`}
          onClick={() => {
            onRemove(without);
          }}
          className="inline-flex min-h-8 items-center gap-1.5 rounded bg-sea-soft px-2.5 text-sm font-medium text-sea max-md:min-h-11"
        >
          {text}
          <X aria-hidden className="size-3.5" />
        </button>
      ))}
      {hasFilters(search) && (
        <Button
          size="small"
          look="plain"
          onClick={() => {
            onRemove({
              status: undefined,
              waiting: undefined,
              doubt: undefined,
              held: undefined,
              account: undefined,
              from: undefined,
              to: undefined,
              search: undefined,
            });
          }}
        >
          Clear all
        </Button>
      )}
    </>
  );
}
