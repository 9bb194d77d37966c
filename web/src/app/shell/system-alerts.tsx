import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { dismissAlert, SYSTEM_ALERTS, systemAlertsQuery, type SystemAlert } from "@/api/inbox";
import type { Tone } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { ProblemNotice } from "@/ui/problem-notice";
import { ClockTime } from "@/ui/time";

const TONES: Record<SystemAlert["severity"], { tone: Tone; word: string }> = {
  info: { tone: "sea", word: "For your information" },
  warning: { tone: "wait", word: "Warning" },
  critical: { tone: "bad", word: "Critical" },
};

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

function AlertNotice({ alert, onDismiss }: { alert: SystemAlert; onDismiss?: () => void }) {
  const { tone, word } = TONES[alert.severity];
  return (
    <Notice
      announced
      tone={tone}
      title={
        <>
          {word}: {alert.title}
        </>
      }
      action={
        alert.is_dismissible &&
        onDismiss && (
          <Button size="small" icon={X} onClick={onDismiss}>
            Dismiss<span className="sr-only">: {alert.title}</span>
          </Button>
        )
      }
    >
      <p className="break-words">{alert.text}</p>
      {alert.ends_at && (
        <p className="text-sm text-muted">
          Until <ClockTime at={alert.ends_at} />
        </p>
      )}
    </Notice>
  );
}
