import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useMerchant } from "@/api/merchant";
import { NoAnswer } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ProblemNotice } from "@/ui/problem-notice";
import { createEndpoint, type MadeEndpoint } from "./calls";
import { EndpointFields } from "./endpoint-fields";
import {
  bodyOf,
  EMPTY_ENDPOINT,
  missingIn,
  type EndpointForm,
  type Missing,
} from "./endpoint-form";

interface NewEndpointCardProps {
  onMade: (made: MadeEndpoint) => void;
  onCancel: () => void;
}

export function NewEndpointCard({ onMade, onCancel }: NewEndpointCardProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [form, setForm] = useState(EMPTY_ENDPOINT);
  const [missing, setMissing] = useState<Missing>({});
  const { mutate, reset, error, isPending } = useMutation({
    mutationFn: () => createEndpoint(merchant.id, bodyOf(form)),
    // Also after silence: it may have been made, and then stands in the list.
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "webhooks") }),
    onSuccess: onMade,
  });
  const change = (changes: Partial<EndpointForm>) => {
    setForm({ ...form, ...changes });
    setMissing({});
    reset();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found = missingIn(form);
    setMissing(found);
    if (Object.keys(found).length === 0 && !isPending) mutate();
  };
  return (
    <Card title="New endpoint">
      <form onSubmit={submit} noValidate className="grid max-w-2xl gap-5">
        <EndpointFields form={form} missing={missing} error={error} onChange={change} />
        {error && <ProblemNotice error={error} />}
        {error instanceof NoAnswer && (
          <p className="text-sm text-muted">
            If it was made, it stands in the list below. Nobody has seen its secret: rotate it.
          </p>
        )}
        <p className="text-sm text-muted">
          From then on events are sent there, signed with a secret that is shown once.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={isPending && "Creating …"}>
            Create endpoint
          </Button>
          <Button onClick={onCancel}>Leave it</Button>
        </div>
      </form>
    </Card>
  );
}
