import { Amount } from "@/money/amount";
import { Time } from "@/ui/time";
import { inWords, isMoment, isMoney, type Change } from "./changes";

/** Before → after, one line for each thing that changed. */
export function ChangeList({ changes }: { changes: Change[] }) {
  if (changes.length === 0) return null;
  return (
    <dl className="grid gap-x-4 gap-y-0.5 text-sm sm:grid-cols-[minmax(8rem,auto)_minmax(0,1fr)] sm:justify-start">
      {changes.map((change) => (
        <div key={change.path} className="contents max-sm:block">
          <dt className="text-muted">{change.name}</dt>
          <dd className="min-w-0 break-words">
            {"before" in change && (
              <>
                <del className="text-bad decoration-1">
                  <span className="sr-only">before: </span>
                  <Value path={change.path} value={change.before} />
                </del>{" "}
                <span aria-hidden className="text-muted">
                  →
                </span>{" "}
              </>
            )}
            {"after" in change ? (
              <ins className="font-medium text-ink no-underline">
                <span className="sr-only">after: </span>
                <Value path={change.path} value={change.after} />
              </ins>
            ) : (
              <span className="text-muted">taken away</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ path, value }: { path: string; value: unknown }) {
  if (isMoney(path, value)) return <Amount paise={value} />;
  if (isMoment(value)) return <Time at={value} />;
  return inWords(value);
}
