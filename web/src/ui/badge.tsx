import clsx from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export type Tone = "good" | "wait" | "doubt" | "bad" | "sea" | "plain";

const TONES: Record<Tone, string> = {
  good: "text-good bg-good-soft",
  wait: "text-wait bg-wait-soft",
  doubt: "text-doubt bg-doubt-soft",
  bad: "text-bad bg-bad-soft",
  sea: "text-sea bg-sea-soft",
  plain: "text-muted bg-sunken",
};

interface BadgeProps {
  tone: Tone;
  icon?: LucideIcon;
  children: ReactNode;
  className?: string;
}

/** A state: a word, an icon and a colour, never the colour alone. */
export function Badge({ tone, icon: Icon, children, className }: BadgeProps) {
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1.5 rounded px-2 py-0.5 text-xs font-medium whitespace-nowrap",
        TONES[tone],
        className,
      )}
    >
      {Icon && <Icon aria-hidden className="size-3.5 shrink-0" />}
      {children}
    </span>
  );
}
