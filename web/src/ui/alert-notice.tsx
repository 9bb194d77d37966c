import { X } from "lucide-react";
import type { components } from "@/api/schema";
import type { Tone } from "./badge";
import { Button } from "./button";
import { Notice } from "./notice";
import { ClockTime } from "./time";

type SystemAlert = components["schemas"]["SystemAlertOut"];

const TONES: Record<SystemAlert["severity"], { tone: Tone; word: string }> = {
  info: { tone: "sea", word: "For your information" },
  warning: { tone: "wait", word: "Warning" },
  critical: { tone: "bad", word: "Critical" },
};

interface AlertNoticeProps {
  alert: SystemAlert;
  /** Offered where the alert allows it. Who is not signed in dismisses nothing. */
  onDismiss?: () => void;
}

/** What is wrong with the platform, or will be: how bad it is, and until when. */
export function AlertNotice({ alert, onDismiss }: AlertNoticeProps) {
  const { tone, word } = TONES[alert.severity];
  return (
    <Notice
      announced
      tone={tone}
      className="wrap-anywhere"
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
      <p>{alert.text}</p>
      {alert.ends_at && (
        <p className="text-sm text-muted">
          Until <ClockTime at={alert.ends_at} />
        </p>
      )}
    </Notice>
  );
}
