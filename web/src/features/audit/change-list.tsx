import { Amount } from "@/money/amount";
import { Time } from "@/ui/time";
import { inWords, isMoment, moneyOf, type Change } from "./changes";

interface ChangeListProps {
  changes: Change[];
  /** What the record's small units are of, where it says so. */
  currency: unknown;
}

/** Before → after, one line for each thing that changed. */
export function ChangeList({ changes, currency }: ChangeListProps) {
  if (changes.length === 0) return null;
  return (
    <dl className="grid gap-x-4 gap-y-0.5 text-sm sm:grid-cols-[minmax(8rem,auto)_minmax(0,1fr)] sm:justify-start">
      {changes.map((change) => (
        <div key={change.path} className="contents max-sm:block">
          <dt className="text-muted">{change.name}</dt>
          <dd className="min-w-0 wrap-anywhere">
            {"before" in change && "after" in change && (
              <>
                <del className="text-bad decoration-1">
                  <span className="sr-only">before: </span>
                  <Value path={change.path} value={change.before} currency={currency} />
                </del>{" "}
                <span aria-hidden className="text-muted">
                  →
                </span>{" "}
              </>
            )}
            {"after" in change ? (
              <ins className="font-medium text-ink no-underline">
                <span className="sr-only">after: </span>
                <Value path={change.path} value={change.after} currency={currency} />
              </ins>
            ) : (
              <span className="text-muted">
                was <Value path={change.path} value={change.before} currency={currency} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface ValueProps {
  path: string;
  value: unknown;
  currency: unknown;
}

function Value({ path, value, currency }: ValueProps) {
  const money = moneyOf(path, value, currency);
  if (money) return <Amount paise={money.minor} currency={money.currency} />;
  if (isMoment(value)) return <Time at={value} />;
  return inWords(value);
}
