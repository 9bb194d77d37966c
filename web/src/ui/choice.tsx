import clsx from "clsx";
import type { ReactNode } from "react";

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: ReactNode }[];
  className?: string;
}

/** One of a few, all in sight. */
export function Choice<T extends string>({
  label,
  value,
  onChange,
  options,
  className,
}: ChoiceProps<T>) {
  return (
    <div
      role="group"
      aria-label={label}
      className={clsx(
        "inline-flex max-w-full flex-wrap gap-0.5 rounded border border-line bg-sunken p-0.5",
        className,
      )}
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => {
            onChange(option.value);
          }}
          className={clsx(
            "min-h-8 rounded px-3 text-sm font-medium max-md:min-h-11",
            option.value === value ? "bg-raised text-ink shadow-lift" : "text-muted hover:text-ink",
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
