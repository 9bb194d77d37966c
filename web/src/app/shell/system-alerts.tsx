import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { dismissAlert, SYSTEM_ALERTS, systemAlertsQuery } from "@/api/inbox";
import { AlertNotice } from "@/ui/alert-notice";
import { ProblemNotice } from "@/ui/problem-notice";

/** What is wrong with the platform, or will be, said on every page while it is so. */
export function SystemAlerts() {
  const queries = useQueryClient();
  const alerts = useQuery(systemAlertsQuery).data?.results ?? [];
  const dismiss = useMutation({
    mutationFn: dismissAlert,
    onSettled: () => queries.invalidateQueries({ queryKey: SYSTEM_ALERTS }),
  });
  const shown = alerts.filter(({ id }) => !(dismiss.isPending && dismiss.variables === id));
  if (shown.length === 0) return null;
  return (
    <section
      aria-label="About the platform"
      className="grid gap-2 px-8 pt-4 max-lg:px-6 max-sm:px-4 print:hidden"
    >
      {shown.map((alert) => (
        <AlertNotice
          key={alert.id}
          alert={alert}
          onDismiss={() => {
            dismiss.mutate(alert.id);
          }}
        />
      ))}
      {dismiss.error && <ProblemNotice error={dismiss.error} />}
    </section>
  );
}
