import clsx from "clsx";
import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";

export type ButtonLook = "primary" | "quiet" | "plain" | "danger";
export type ButtonSize = "small" | "normal" | "large";

const LOOKS: Record<ButtonLook, string> = {
  primary: "bg-sea text-on-sea hover:bg-sea-strong border-transparent",
  quiet: "bg-raised text-ink border-line-strong hover:border-sea hover:text-sea",
  plain: "text-sea hover:bg-sea-soft border-transparent",
  danger: "bg-bad text-on-bad hover:bg-bad-strong border-transparent",
};

// A thumb needs 44 px; on a phone no button is smaller.
const SIZES: Record<ButtonSize, string> = {
  small: "min-h-8 px-2.5 text-sm max-md:min-h-11",
  normal: "min-h-9 px-3.5 max-md:min-h-11",
  large: "min-h-12 px-5 text-lg",
};

/** For buttons, and for links that look like one. */
export function buttonClasses(look: ButtonLook = "quiet", size: ButtonSize = "normal"): string {
  return clsx(
    "inline-flex items-center justify-center gap-2 rounded border font-medium whitespace-nowrap select-none",
    "disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50",
    LOOKS[look],
    SIZES[size],
  );
}

interface ButtonProps extends ComponentProps<"button"> {
  look?: ButtonLook;
  size?: ButtonSize;
  icon?: LucideIcon;
  /** Says what is being done instead of the label, and takes no second click. */
  busy?: string | false;
}

export function Button({
  look = "quiet",
  size = "normal",
  icon: Icon,
  busy = false,
  type = "button",
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={busy !== false || undefined}
      onClick={(event) => {
        if (busy !== false) event.preventDefault();
        else onClick?.(event);
      }}
      className={clsx(buttonClasses(look, size), className)}
    >
      {busy === false ? (
        Icon && <Icon aria-hidden className="size-4 shrink-0" />
      ) : (
        <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" />
      )}
      {busy === false ? children : busy}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  icon: LucideIcon;
  label: string;
}

export function IconButton({
  icon: Icon,
  label,
  className,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      className={clsx(
        "inline-grid size-9 shrink-0 place-items-center rounded text-muted hover:bg-sunken hover:text-ink max-md:size-11",
        className,
      )}
    >
      <Icon aria-hidden className="size-4.5" />
    </button>
  );
}
