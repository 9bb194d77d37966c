import { useState, type Ref } from "react";
import { fieldClasses, type ControlProps } from "@/ui/field";
import {
  CURRENCY_WORDS,
  formatForInput,
  inWords,
  parseAmount,
  type Currency,
  type Paise,
} from "./money";

interface AmountInputProps extends ControlProps {
  /** Rupees unless said otherwise. */
  currency?: Currency;
  /** What is in the field, as it was typed. */
  text: string;
  onText: (text: string) => void;
  /** The amount, or null while there is none to be had. */
  onPaise?: (amount: Paise | null) => void;
  ref?: Ref<HTMLInputElement>;
  onBlur?: () => void;
  name?: string;
  disabled?: boolean;
  autoFocus?: boolean;
}

/**
 * Money being typed. It is grouped when one leaves the field, and said in words below, because a zero
 * too many is seen late and heard at once.
 */
export function AmountInput({
  currency = "INR",
  text,
  onText,
  onPaise,
  onBlur,
  ref,
  name,
  disabled,
  autoFocus,
  ...control
}: AmountInputProps) {
  const [isTyping, setIsTyping] = useState(false);
  const parsed = parseAmount(text, currency);
  return (
    <>
      <div className="relative">
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 left-0 grid w-9 place-items-center text-xl text-muted"
        >
          {CURRENCY_WORDS[currency].symbol}
        </span>
        <input
          {...control}
          ref={ref}
          name={name}
          autoFocus={autoFocus}
          disabled={disabled}
          inputMode="decimal"
          autoComplete="off"
          placeholder="0.00"
          value={text}
          onChange={(event) => {
            onText(event.target.value);
            const next = parseAmount(event.target.value, currency);
            onPaise?.(next.ok ? next.paise : null);
          }}
          onFocus={() => {
            setIsTyping(true);
          }}
          onBlur={() => {
            setIsTyping(false);
            if (parsed.ok) onText(formatForInput(parsed.paise, currency));
            onBlur?.();
          }}
          className={`${fieldClasses} h-12 pl-9 text-right text-xl font-medium tabular-nums`}
        />
      </div>
      <p
        className="min-h-5 text-right text-xs text-muted first-letter:uppercase"
        aria-live="polite"
      >
        {parsed.ok && currency === "INR" ? inWords(parsed.paise) : isTyping ? "" : null}
      </p>
    </>
  );
}
