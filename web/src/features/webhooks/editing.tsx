import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ProblemNotice } from "@/ui/problem-notice";
import { updateEndpoint, type WebhookEndpoint } from "./calls";
import { EndpointFields } from "./endpoint-fields";
import { bodyOf, formOf, missingIn, type EndpointForm, type Missing } from "./endpoint-form";

interface EditingProps {
  endpoint: WebhookEndpoint;
  onDone: () => void;
}

export function Editing({ endpoint, onDone }: EditingProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [form, setForm] = useState(() => formOf(endpoint));
  const [missing, setMissing] = useState<Missing>({});
  const { mutate, reset, error, isPending } = useMutation({
    mutationFn: () => updateEndpoint(merchant.id, endpoint.id, bodyOf(form)),
    // Also after silence: it may have been changed.
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "webhooks") }),
    onSuccess: onDone,
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
    <Card title="Change the endpoint">
      <form onSubmit={submit} noValidate className="grid max-w-2xl gap-5">
        <EndpointFields form={form} missing={missing} error={error} onChange={change} />
        {error && <ProblemNotice error={error} />}
        <p className="text-sm text-muted">
          What waits to be sent goes to the new address. The secret stays as it is.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={isPending && "Saving …"}>
            Save
          </Button>
          <Button onClick={onDone}>Leave it</Button>
        </div>
      </form>
    </Card>
  );
}
