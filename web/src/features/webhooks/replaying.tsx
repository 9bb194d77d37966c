import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Field, TextInput } from "@/ui/field";
import { replay, type Replayed, type WebhookEndpoint } from "./calls";
import { Panel } from "./endpoint-panels";

interface ReplayingProps {
  endpoint: WebhookEndpoint;
  onDone: () => void;
}

/** What was given up, or everything since a moment, sent once more. */
export function Replaying({ endpoint, onDone }: ReplayingProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [what, setWhat] = useState<"failed" | "since">("failed");
  const [since, setSince] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const { mutate, reset, data, error, isPending } = useMutation({
    mutationFn: (from: string | undefined) => replay(merchant.id, endpoint.id, from),
    // Also after silence: they may be on their way again.
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "webhooks") }),
  });
  const send = () => {
    const isUnknown = what === "since" && since === "";
    setIsMissing(isUnknown);
    if (!isUnknown) mutate(what === "since" ? new Date(since).toISOString() : undefined);
  };
  const looked = data?.looked_until;
  return (
    <Panel label={`Replay: ${endpoint.url}`} error={error}>
      <div className="grid w-full gap-3">
        <Choice
          label="What is sent again"
          className="justify-self-start"
          value={what}
          onChange={(next) => {
            setWhat(next);
            setIsMissing(false);
            reset();
          }}
          options={[
            { value: "failed", label: "What was given up" },
            { value: "since", label: "Everything since" },
          ]}
        />
        {what === "since" && (
          <Field
            label="Since"
            className="max-w-xs"
            error={isMissing ? "Say from when on." : undefined}
          >
            {(control) => (
              <TextInput
                {...control}
                type="datetime-local"
                value={since}
                onChange={(event) => {
                  setSince(event.target.value);
                  setIsMissing(false);
                  reset();
                }}
              />
            )}
          </Field>
        )}
        <p className="text-sm text-muted">
          {what === "failed"
            ? "Every delivery that was given up is sent again, under its own webhook-id."
            : "Everything of its types that happened from then on is sent, whether it was delivered or not, also what happened while it was disabled."}{" "}
          A thousand at a time.
        </p>
        {data && <Done done={data} />}
      </div>
      {looked ? (
        <Button
          look="primary"
          busy={isPending && "Sending …"}
          onClick={() => {
            mutate(looked);
          }}
        >
          Send the next
        </Button>
      ) : (
        !data && (
          <Button look="primary" busy={isPending && "Sending …"} onClick={send}>
            Send again
          </Button>
        )
      )}
      <Button onClick={onDone}>{data ? "Done" : "Leave it"}</Button>
    </Panel>
  );
}

function Done({ done }: { done: Replayed }) {
  const { replayed } = done;
  return (
    <p role="status" className="font-medium">
      {replayed === 0 && "There was nothing to send again."}
      {replayed === 1 && "One delivery is sent again."}
      {replayed > 1 && `${replayed} deliveries are sent again.`}
      {done.looked_until && " There is more."}
    </p>
  );
}
