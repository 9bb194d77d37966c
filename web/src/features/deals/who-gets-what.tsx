import clsx from "clsx";
import { useDebounced } from "@/lib/use-debounced";
import { Amount } from "@/money/amount";
import { toWire, type Paise } from "@/money/money";
import { explain } from "@/ui/explain";
import { Notice } from "@/ui/notice";
import { Skeleton } from "@/ui/skeleton";

/** A division as it is asked about, once the typing has come to rest. */
export function useSettledDivision(toSeller: Paise, toBuyer: Paise) {
  const wanted = `${toSeller}/${toBuyer}`;
  const settled = useDebounced(wanted, 250);
  const [seller = "0", buyer = "0"] = settled.split("/");
  return {
    toSeller: toWire(BigInt(seller)),
    toBuyer: toWire(BigInt(buyer)),
    isSettled: settled === wanted,
  };
}

export interface Share {
  name: string;
  amount: Paise;
  isStrong?: boolean;
}

interface WhoGetsWhatProps {
  /** Undefined: not known yet, or `error` says why it is not told. */
  shares: Share[] | undefined;
  error: unknown;
  /** Whether they are about what is chosen now. */
  isFresh: boolean;
}

/** What the platform counted, to be read before anything is said yes to. */
export function WhoGetsWhat({ shares, error, isFresh }: WhoGetsWhatProps) {
  if (!shares) {
    return error ? (
      <Notice tone="wait" title="What it comes to cannot be told just now." announced>
        {explain(error).what}
      </Notice>
    ) : (
      <Skeleton className="h-28" />
    );
  }
  return (
    <dl
      aria-live="polite"
      aria-label="Who gets what"
      aria-busy={!isFresh}
      // Figures that are about to change are framed, not faded: they have to be readable meanwhile.
      className={clsx(
        "grid gap-1.5 rounded border bg-sea-soft px-4 py-3",
        isFresh ? "border-transparent" : "border-dashed border-muted",
      )}
    >
      {shares.map(({ name, amount, isStrong = false }) => (
        <div key={name} className="flex items-baseline justify-between gap-4">
          <dt className="text-muted">{name}</dt>
          <dd className={isStrong ? "font-semibold" : ""}>
            <Amount paise={amount} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
