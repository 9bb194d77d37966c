import { useNavigate, useSearch } from "@tanstack/react-router";
import { InboxPage } from "@/features/inbox/inbox-page";
import { compact } from "@/lib/search";

export function InboxRoute() {
  const search = useSearch({ from: "/m/$merchantId/inbox" });
  const navigate = useNavigate({ from: "/m/$merchantId/inbox" });
  return (
    <InboxPage
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
    />
  );
}
