import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/api/client";
import { unwrap } from "@/api/problems";
import { AlertNotice } from "@/ui/alert-notice";

const publicAlertsQuery = queryOptions({
  queryKey: ["public-alerts"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/system-alerts/public/", { signal })),
  refetchInterval: 60_000,
});

/** What is wrong for everybody, for whoever cannot get in. Nothing where that cannot be had. */
export function PublicAlerts() {
  const alerts = useQuery(publicAlertsQuery).data?.results ?? [];
  if (alerts.length === 0) return null;
  return (
    <section aria-label="About the platform" className="mb-8 grid gap-2">
      {alerts.map((alert) => (
        <AlertNotice key={alert.id} alert={alert} />
      ))}
    </section>
  );
}
