import clsx from "clsx";
import { useId, type ReactNode } from "react";

interface CardProps {
  title?: ReactNode;
  /** Beside the title: a choice, a link. */
  aside?: ReactNode;
  className?: string;
  /** The content comes with its own padding: a table, say. */
  flush?: boolean;
  children: ReactNode;
}

export function Card({ title, aside, className, flush = false, children }: CardProps) {
  const id = useId();
  const hasHead = Boolean(title) || Boolean(aside);
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={clsx("min-w-0 rounded border border-line bg-surface", className)}
    >
      {hasHead && (
        <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-5 pt-3.5 pb-1 max-sm:px-4">
          {title && (
            <h2 id={id} className="text-lg font-semibold">
              {title}
            </h2>
          )}
          {aside}
        </header>
      )}
      <div className={flush ? "" : "px-5 py-4 max-sm:px-4"}>{children}</div>
    </section>
  );
}
