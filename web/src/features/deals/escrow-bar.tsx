import clsx from "clsx";
import type { Agreement } from "@/api/deals";
import { Amount } from "@/money/amount";
import { widthOf, type Paise } from "@/money/money";
import { partsOf } from "./escrow";

interface Part {
  name: string;
  amount: Paise;
  fill: string;
}

/** Where every rupee of it is; the bar is the legend as well, and the parts come to the whole. */
export function EscrowBar({ agreement }: { agreement: Agreement }) {
  const parts = partsOf(agreement);
  const all: Part[] = [
    { name: "Released", amount: parts.released, fill: "bg-good" },
    { name: "In escrow", amount: parts.held, fill: "bg-sea" },
    { name: "Disputed", amount: parts.disputed, fill: "bg-doubt" },
    { name: "Given back", amount: parts.refunded, fill: "bg-line-strong" },
    { name: "Not paid in", amount: parts.open, fill: "bg-sunken" },
    { name: "Called off", amount: parts.dropped, fill: "bg-sunken" },
  ];
  // What is there is told; what is not there yet is told as long as it matters.
  const shown = all.filter(
    ({ name, amount }) => amount > 0n || name === "Released" || name === "In escrow",
  );
  return (
    <div className="grid gap-3">
      <div aria-hidden className="flex h-3 overflow-hidden rounded border border-line bg-sunken">
        {shown.map(({ name, amount, fill }) => (
          <span
            key={name}
            className={clsx("h-full", fill)}
            style={{ width: `${widthOf(amount, parts.whole)}%` }}
          />
        ))}
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-2">
        {shown.map(({ name, amount, fill }) => (
          <div key={name} className="grid gap-0.5">
            <dt className="flex items-center gap-1.5 text-xs text-muted">
              <span
                aria-hidden
                className={clsx("size-2.5 rounded-[2px] border border-line", fill)}
              />
              {name}
            </dt>
            <dd>
              <Amount paise={amount} className="font-medium" />
            </dd>
          </div>
        ))}
        <div className="ml-auto grid gap-0.5 max-sm:ml-0">
          <dt className="text-xs text-muted">Altogether</dt>
          <dd>
            <Amount paise={parts.whole} className="font-semibold" />
          </dd>
        </div>
      </dl>
    </div>
  );
}
