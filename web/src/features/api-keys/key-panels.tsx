import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import type { Key } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { NoAnswer } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { Button } from "@/ui/button";
import { Field, Select } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import { revokeKey, rotateKey, type MadeKey } from "./calls";
import { OVERLAPS, USUAL_OVERLAP_HOURS } from "./key-form";

interface PanelProps {
  apiKey: Key;
  onDone: () => void;
}

function Panel({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div
      role="region"
      aria-label={label}
      className="grid gap-3 border-b border-line bg-page px-5 py-4 max-sm:px-4"
    >
      {children}
    </div>
  );
}

export function Revoking({ apiKey, onDone }: PanelProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => revokeKey(merchant.id, apiKey),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "api-keys") });
      onDone();
    },
  });
  return (
    <Panel label={`Revoke ${apiKey.name}`}>
      <p>
        From the next request on <strong className="font-semibold">{apiKey.name}</strong> opens
        nothing, for good. Whatever still uses it stops working.
      </p>
      {error && <ProblemNotice error={error} />}
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          autoFocus
          busy={isPending && "Revoking …"}
          onClick={() => {
            mutate();
          }}
        >
          Revoke {apiKey.name}
        </Button>
        <Button onClick={onDone}>Keep it</Button>
      </div>
    </Panel>
  );
}

/** A new secret for the same key, and time to bring it to where the old one is used. */
export function Rotating({
  apiKey,
  onDone,
  onMade,
}: PanelProps & { onMade: (made: MadeKey) => void }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [hours, setHours] = useState(USUAL_OVERLAP_HOURS);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => rotateKey(merchant.id, apiKey, hours),
    // Also after silence: it may have been done, and then both stand in the list.
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "api-keys") }),
    onSuccess: onMade,
  });
  return (
    <Panel label={`Rotate ${apiKey.name}`}>
      <p>
        You get a new key with the same name, scopes, addresses and end as{" "}
        <strong className="font-semibold">{apiKey.name}</strong>. It counts as you, and is shown
        once.
      </p>
      <Field label="The old key goes on for" className="max-w-xs">
        {(control) => (
          <Select
            {...control}
            value={hours}
            onChange={(event) => {
              setHours(Number(event.target.value));
            }}
          >
            {OVERLAPS.map((overlap) => (
              <option key={overlap.hours} value={overlap.hours}>
                {overlap.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <p className="text-sm text-muted">
        {hours === 0
          ? "Whatever still uses the old key stops working at once."
          : "Put the new key in its place meanwhile; then the old one opens nothing any more."}
      </p>
      {error && <ProblemNotice error={error} />}
      {error instanceof NoAnswer && (
        <p className="text-sm text-muted">
          If it was done, the new key stands in the list. Nobody has seen it: rotate that one.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          busy={isPending && "Rotating …"}
          onClick={() => {
            mutate();
          }}
        >
          Rotate {apiKey.name}
        </Button>
        <Button onClick={onDone}>Leave it</Button>
      </div>
    </Panel>
  );
}
