import { useNavigate, useSearch } from "@tanstack/react-router";
import { EventsPage } from "@/features/events/events-page";
import { compact } from "@/lib/search";

export function EventsRoute() {
  const search = useSearch({ from: "/m/$merchantId/events" });
  const navigate = useNavigate({ from: "/m/$merchantId/events" });
  return (
    <EventsPage
      search={search}
      onSearch={(next) => void navigate({ search: compact(next), resetScroll: false })}
    />
  );
}
