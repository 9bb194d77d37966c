import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bell } from "lucide-react";
import { unreadQuery } from "@/api/inbox";

const MOST_SHOWN = 99;

/** Leads to the inbox, and says how much in it was not read. */
export function InboxBell({ merchantId }: { merchantId: string }) {
  const count = useQuery(unreadQuery).data?.unread_count ?? 0;
  const said = count > MOST_SHOWN ? `${MOST_SHOWN.toString()}+` : count.toString();
  return (
    <Link
      to="/m/$merchantId/inbox"
      params={{ merchantId }}
      title="Inbox"
      className="relative inline-grid size-9 shrink-0 place-items-center rounded text-muted hover:bg-sunken hover:text-ink max-md:size-11"
    >
      <Bell aria-hidden className="size-4.5" />
      <span className="sr-only">Inbox</span>
      <span role="status" className="pointer-events-none absolute inset-0">
        {count > 0 && (
          <>
            <span
              aria-hidden
              className="absolute top-0.5 right-0 min-w-4.5 rounded-full bg-sea px-1 text-center text-xs leading-4.5 font-semibold text-on-sea max-md:top-1.5 max-md:right-1"
            >
              {said}
            </span>
            <span className="sr-only">, {said} unread</span>
          </>
        )}
      </span>
    </Link>
  );
}
