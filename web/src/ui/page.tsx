import clsx from "clsx";
import { useEffect, type ReactNode } from "react";

interface PageProps {
  title: string;
  /** Above the title: where this belongs to. */
  back?: ReactNode;
  lead?: ReactNode;
  /** The one thing to do here. */
  action?: ReactNode;
  /** Forms and texts are read best narrow. */
  narrow?: boolean;
  children: ReactNode;
}

export function Page({ title, back, lead, action, narrow = false, children }: PageProps) {
  useTitle(title);
  return (
    <div
      className={clsx(
        "mx-auto grid w-full grid-cols-[minmax(0,1fr)] gap-5",
        narrow ? "max-w-2xl" : "max-w-[100rem]",
      )}
    >
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          {back && <div className="mb-1 text-sm">{back}</div>}
          <h1 className="text-title text-2xl">{title}</h1>
          {lead && <div className="mt-1 max-w-prose text-muted">{lead}</div>}
        </div>
        {action && <div className="flex flex-wrap items-center gap-2">{action}</div>}
      </div>
      {children}
    </div>
  );
}

/** What the browser's tab says. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Adulis`;
  }, [title]);
}
