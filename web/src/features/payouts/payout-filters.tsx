import { useQuery } from "@tanstack/react-query";
import { SlidersHorizontal, X } from "lucide-react";
import { useState } from "react";
import { useMerchant } from "@/api/merchant";
import { everyBankAccountQuery } from "@/api/queries";
import { plainly } from "@/lib/words";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Field, Select, TextInput } from "@/ui/field";
import { PAYOUT_LOOKS } from "@/ui/payout-badge";
import { SearchField } from "@/ui/search-field";
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
          label="Search by name, reference, narration or UTR"
          placeholder="Name, reference, UTR"
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
