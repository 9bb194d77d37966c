import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useMerchant } from "@/api/merchant";
import { NoAnswer, Problem } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { Button } from "@/ui/button";
import { ProblemNotice } from "@/ui/problem-notice";
import { doTo, rotateSecret, type Act, type MadeEndpoint, type WebhookEndpoint } from "./calls";

const CONSEQUENCES: Record<Act, { verb: string; busy: string; says: string }> = {
  test: {
    verb: "Send a test event",
    busy: "Sending …",
    says: "webhook_endpoint.tested goes to this endpoint only, whatever its types, on the way that all events go.",
  },
  disable: {
    verb: "Disable",
    busy: "Disabling …",
    says: "Nothing more is sent there. What waits to be sent is given up, and can be sent again once it is enabled.",
  },
  enable: {
    verb: "Enable",
    busy: "Enabling …",
    says: "What happens from here on is sent there again. What happened meanwhile is not sent by itself.",
  },
  archive: {
    verb: "Archive",
    busy: "Archiving …",
    says: "Nothing is sent there any more, for good, and its secrets are erased.",
  },
};

interface PanelProps {
  label: string;
  says?: string;
  error: Error | null;
  children: ReactNode;
}

export function Panel({ label, says, error, children }: PanelProps) {
  return (
    <div
      role="region"
      aria-label={label}
      className="grid gap-3 border-b border-line bg-page px-5 py-4 max-sm:px-4"
    >
      {says && <p>{says}</p>}
      {error && <ProblemNotice error={error} />}
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}

interface ActingProps {
  endpoint: WebhookEndpoint;
  act: Act;
  onDone: () => void;
}

export function Acting({ endpoint, act, onDone }: ActingProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const { verb, busy, says } = CONSEQUENCES[act];
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => doTo(merchant.id, endpoint.id, act),
    // Also after silence: it may have been done.
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "webhooks") }),
    onSuccess: onDone,
  });
  return (
    <Panel label={`${verb}: ${endpoint.url}`} says={says} error={error}>
      <Button
        look={act === "archive" || act === "disable" ? "danger" : "primary"}
        autoFocus
        busy={isPending && busy}
        onClick={() => {
          mutate();
        }}
      >
        {verb}
      </Button>
      <Button onClick={onDone}>Leave it</Button>
    </Panel>
  );
}

interface RotatingProps {
  endpoint: WebhookEndpoint;
  onDone: () => void;
  onMade: (made: MadeEndpoint) => void;
}

export function Rotating({ endpoint, onDone, onMade }: RotatingProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (lost: boolean) => rotateSecret(merchant.id, endpoint.id, lost),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "webhooks") }),
    onSuccess: onMade,
  });
  return (
    <Panel
      label={`Rotate secret: ${endpoint.url}`}
      says="You get a new secret, shown once. For 24 hours events are signed with both, so that nothing is refused while you change it."
      error={error}
    >
      <Button
        look="primary"
        autoFocus
        busy={isPending && "Rotating …"}
        onClick={() => {
          mutate(false);
        }}
      >
        Rotate secret
      </Button>
      <Button onClick={onDone}>Leave it</Button>
      {wasNotSeen(error) && (
        <>
          <Button
            busy={isPending && "Replacing …"}
            onClick={() => {
              mutate(true);
            }}
          >
            Replace the one nobody saw
          </Button>
          <p className="w-full text-sm text-muted">
            If nobody has seen the new secret, have it replaced; the old one signs until its day is
            over. Whoever uses the new one already is refused then.
          </p>
        </>
      )}
    </Panel>
  );
}

/** A secret may have been made that was shown to nobody: its answer was lost, now or before. */
function wasNotSeen(error: Error | null): boolean {
  return (
    error instanceof NoAnswer ||
    (error instanceof Problem && error.code === "webhook_secret_just_rotated")
  );
}
