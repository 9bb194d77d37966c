import clsx from "clsx";
import { formatMinor, paise } from "./money";

interface AmountProps {
  /** Null is unknown, and unknown is never shown as nothing. */
  paise: number | bigint | null;
  /** Of what `paise` are the smallest units, where it is not rupees: foreign money, as it was paid. */
  currency?: string;
  /** Says the direction with a sign, for lines of a book. */
  signed?: boolean;
  className?: string;
}

/** Money on a screen: grouped, tabular, with its currency, never broken across lines. */
export function Amount({ paise: given, currency = "INR", signed = false, className }: AmountProps) {
  if (given === null) return <span className={clsx("text-doubt", className)}>in doubt</span>;
  const amount = paise(given);
  const plus = signed && amount > 0n ? "+" : "";
  return (
    <span className={clsx("whitespace-nowrap tabular-nums", className)}>
      {plus}
      {formatMinor(amount, currency)}
    </span>
  );
}
