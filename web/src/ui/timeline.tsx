import clsx from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Tone } from "./badge";

const DOTS: Record<Tone, string> = {
  good: "bg-good-soft text-good",
  wait: "bg-wait-soft text-wait",
  doubt: "bg-doubt-soft text-doubt",
  bad: "bg-bad-soft text-bad",
  sea: "bg-sea-soft text-sea",
  plain: "bg-sunken text-muted",
};

/** What happened, in order, with its evidence. */
export function Timeline({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol aria-label={label} className="grid">
      {children}
    </ol>
  );
}

interface StepProps {
  icon: LucideIcon;
  tone: Tone;
  title: ReactNode;
  at?: ReactNode;
  children?: ReactNode;
  /** Still to come. */
  pending?: boolean;
}

export function TimelineStep({
  icon: Icon,
  tone,
  title,
  at,
  children,
  pending = false,
}: StepProps) {
  return (
    <li className="group relative grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 pb-5 last:pb-0">
      <span
        aria-hidden
        className={clsx(
          "absolute top-8 bottom-0 left-4 w-px group-last:hidden",
          pending ? "border-l border-dashed border-line-strong" : "bg-line",
        )}
      />
      <span
        className={clsx(
          "z-10 grid size-8 place-items-center rounded-full",
          DOTS[tone],
          pending && "outline-1 outline-line-strong outline-dashed",
        )}
      >
        <Icon aria-hidden className="size-4" />
      </span>
      <div className="min-w-0 pt-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className="font-medium">{title}</p>
          {at && <p className="text-xs text-muted">{at}</p>}
        </div>
        {children && <div className="mt-1 grid gap-1.5 text-sm text-muted">{children}</div>}
      </div>
    </li>
  );
}
