import clsx from "clsx";
import { CircleAlert, CircleCheck, CircleHelp, Clock, Info, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Tone } from "./badge";

const LOOKS: Record<Tone, { icon: LucideIcon; box: string; ink: string }> = {
  good: { icon: CircleCheck, box: "bg-good-soft border-good/30", ink: "text-good" },
  wait: { icon: Clock, box: "bg-wait-soft border-wait/30", ink: "text-wait" },
  doubt: { icon: CircleHelp, box: "bg-doubt-soft border-doubt/30", ink: "text-doubt" },
  bad: { icon: CircleAlert, box: "bg-bad-soft border-bad/30", ink: "text-bad" },
  sea: { icon: Info, box: "bg-sea-soft border-sea/30", ink: "text-sea" },
  plain: { icon: Info, box: "bg-sunken border-line", ink: "text-muted" },
};

interface NoticeProps {
  tone: Tone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Read out when it appears: for what happened just now. */
  announced?: boolean;
  className?: string;
}

export function Notice({
  tone,
  title,
  children,
  action,
  announced = false,
  className,
}: NoticeProps) {
  const { icon: Icon, box, ink } = LOOKS[tone];
  return (
    <div
      role={announced ? (tone === "bad" ? "alert" : "status") : undefined}
      className={clsx("flex gap-3 rounded border px-4 py-3", box, className)}
    >
      <Icon aria-hidden className={clsx("mt-0.5 size-4.5 shrink-0", ink)} />
      <div className="min-w-0 flex-1">
        {title && <p className={clsx("font-semibold", ink)}>{title}</p>}
        {children && <div className="text-ink">{children}</div>}
        {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}
