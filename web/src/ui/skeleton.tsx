import clsx from "clsx";

/** Something is coming, and this is about how much room it takes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx("animate-pulse rounded bg-line", className)} />;
}

export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="divide-y divide-line">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-13 items-center gap-6 px-5 max-sm:h-20 max-sm:px-4">
          <Skeleton className="h-3.5 w-24 max-sm:hidden" />
          <Skeleton className="h-3.5 w-44 max-sm:w-32" />
          <Skeleton className="h-3.5 w-20 max-lg:hidden" />
          <Skeleton className="ml-auto h-3.5 w-24" />
          <Skeleton className="h-5 w-24 max-sm:w-16" />
        </div>
      ))}
    </div>
  );
}
