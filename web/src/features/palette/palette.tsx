import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Building2, ScrollText, Search, type LucideIcon } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useMerchant } from "@/api/merchant";
import { merchantsQuery, payoutsQuery } from "@/api/queries";
import { useDebounced } from "@/lib/use-debounced";
import { Amount } from "@/money/amount";
import { lookOf } from "@/ui/payout-badge";

export interface PaletteTarget {
  name: string;
  icon: LucideIcon;
  words?: string;
  go: () => void;
}

interface PaletteProps {
  places: PaletteTarget[];
  acts: PaletteTarget[];
  /** What can be opened by its id, in the order it is offered. */
  openers: { name: string; icon: LucideIcon; open: (id: string) => void }[];
  /** Looks for a text where only owners may: in the audit log. */
  onAudit?: ((by: { subject: string } | { request: string }) => void) | undefined;
  onPayout: (payoutId: string) => void;
  onMerchant: (merchantId: string) => void;
  onClose: () => void;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** `payout/<id>`, as the API names things; or the id of a request, a UUID. */
const SUBJECT = /^[a-z_]+\/[\w-]+$/;
const AUDITED = new RegExp(`${SUBJECT.source}|${UUID.source}`, "i");
const itemClasses =
  "flex min-h-10 cursor-pointer items-center gap-3 rounded px-3 py-2 data-[selected=true]:bg-sea-soft data-[selected=true]:text-sea";
const groupClasses =
  "[&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs";

/** ⌘K: go anywhere, do anything, find any payout. */
export function Palette({
  places,
  acts,
  openers,
  onAudit,
  onPayout,
  onMerchant,
  onClose,
}: PaletteProps) {
  const merchant = useMerchant();
  const [typed, setTyped] = useState("");
  const merchants = useQuery(merchantsQuery);
  const id = typed.trim();
  const chosen = (go: () => void) => () => {
    onClose();
    go();
  };
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      label="Search or jump to"
      filter={fits}
      overlayClassName="bg-shade animate-fade fixed inset-0 z-40"
      contentClassName="bg-surface border-line shadow-lift animate-rise fixed inset-x-4 top-[12dvh] z-50 mx-auto max-w-xl overflow-hidden rounded border"
    >
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search aria-hidden className="size-4.5 shrink-0 text-muted" />
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder="A page, a merchant, a name, a reference, a UTR …"
          className="h-14 min-w-0 flex-1 bg-transparent text-lg outline-none"
        />
        <kbd className="rounded border border-line px-1.5 text-xs text-muted">Esc</kbd>
      </div>
      <Command.List className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5 pb-2">
        <Command.Empty className="px-3 py-8 text-center text-muted">
          Nothing is called that.
        </Command.Empty>
        {UUID.test(id) && (
          <Command.Group heading="With this id" className={groupClasses}>
            {openers.map(({ name, icon, open }) => (
              <Item
                key={name}
                icon={icon}
                value={`${name} ${id}`}
                onSelect={chosen(() => {
                  open(id);
                })}
              >
                Open {name} {id}
              </Item>
            ))}
          </Command.Group>
        )}
        <FoundPayouts
          merchantId={merchant.id}
          typed={id}
          onChoose={(payoutId) => {
            chosen(() => {
              onPayout(payoutId);
            })();
          }}
        />
        {onAudit && AUDITED.test(id) && (
          <Command.Group heading="Audit log" className={groupClasses}>
            <Item
              icon={ScrollText}
              value={`audit ${id}`}
              onSelect={chosen(() => {
                onAudit(SUBJECT.test(id) ? { subject: id } : { request: id });
              })}
            >
              Who did what: {id}
            </Item>
          </Command.Group>
        )}
        <Command.Group heading="Do" className={groupClasses}>
          {acts.map((act) => (
            <Item
              key={act.name}
              icon={act.icon}
              value={`${act.name} ${act.words ?? ""}`}
              onSelect={chosen(act.go)}
            >
              {act.name}
            </Item>
          ))}
        </Command.Group>
        <Command.Group heading="Go to" className={groupClasses}>
          {places.map((place) => (
            <Item
              key={place.name}
              icon={place.icon}
              value={`${place.name} ${place.words ?? ""}`}
              onSelect={chosen(place.go)}
            >
              {place.name}
            </Item>
          ))}
        </Command.Group>
        <Command.Group heading="Switch to" className={groupClasses}>
          {merchants.data?.results
            .filter((each) => each.id !== merchant.id)
            .map((each) => (
              <Item
                key={each.id}
                icon={Building2}
                value={`${each.name} merchant`}
                onSelect={chosen(() => {
                  onMerchant(each.id);
                })}
              >
                {each.name}
              </Item>
            ))}
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  );
}

/** Every word that was typed stands in it; letters scattered over a sentence are no match. */
function fits(value: string, typed: string, keywords: string[] = []): number {
  const told = [value, ...keywords].join(" ").toLowerCase();
  const words = typed.toLowerCase().trim().split(/\s+/);
  if (!words.every((word) => told.includes(word))) return 0;
  return told.startsWith(words[0] ?? "") ? 1 : 0.5;
}

interface ItemProps {
  icon: LucideIcon;
  value: string;
  onSelect: () => void;
  children: ReactNode;
}

function Item({ icon: Icon, value, onSelect, children }: ItemProps) {
  return (
    <Command.Item value={value} onSelect={onSelect} className={itemClasses}>
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </Command.Item>
  );
}

/** What the platform finds among all payouts, not only those on the screen. */
function FoundPayouts({
  merchantId,
  typed,
  onChoose,
}: {
  merchantId: string;
  typed: string;
  onChoose: (id: string) => void;
}) {
  const wanted = useDebounced(typed, 200);
  const isWanted = wanted.length >= 2 && wanted.length <= 80;
  const { data } = useQuery({
    ...payoutsQuery(merchantId, { search: wanted, limit: 5 }),
    enabled: isWanted,
  });
  if (!isWanted || !data || data.results.length === 0) return null;
  return (
    <Command.Group heading="Payouts" className={groupClasses}>
      {data.results.map((payout) => {
        const { icon: Icon, word } = lookOf(payout);
        return (
          <Command.Item
            key={payout.id}
            value={`payout ${payout.id}`}
            // The platform found it by this, so it fits, whatever else it is called.
            keywords={[typed]}
            onSelect={() => {
              onChoose(payout.id);
            }}
            className={itemClasses}
          >
            <Icon aria-label={word} className="size-4 shrink-0 text-muted" />
            <span className="min-w-0 flex-1 truncate">
              {payout.beneficiary_name}
              {payout.reference && <span className="text-muted"> · {payout.reference}</span>}
            </span>
            <Amount paise={payout.amount_paise} />
          </Command.Item>
        );
      })}
    </Command.Group>
  );
}
