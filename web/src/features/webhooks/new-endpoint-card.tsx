import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useMerchant } from "@/api/merchant";
import { NoAnswer, Problem } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import { createEndpoint, type MadeEndpoint } from "./calls";

const EMPTY = { url: "", description: "", types: "" };

interface NewEndpointCardProps {
  onMade: (made: MadeEndpoint) => void;
  onCancel: () => void;
}

export function NewEndpointCard({ onMade, onCancel }: NewEndpointCardProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [form, setForm] = useState(EMPTY);
  const [isUrlMissing, setIsUrlMissing] = useState(false);
  const { mutate, reset, error, isPending } = useMutation({
    mutationFn: () =>
      createEndpoint(merchant.id, {
        url: form.url.trim(),
        description: form.description.trim(),
        types: form.types.split(/[\s,]+/).filter((each) => each !== ""),
      }),
    // Also after silence: it may have been made, and then stands in the list.
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "webhooks") }),
    onSuccess: onMade,
  });
  const change = (changes: Partial<typeof EMPTY>) => {
    setForm({ ...form, ...changes });
    setIsUrlMissing(false);
    reset();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const isMissing = form.url.trim() === "";
    setIsUrlMissing(isMissing);
    if (!isMissing && !isPending) mutate();
  };
  const told = error instanceof Problem ? error : null;
  return (
    <Card title="New endpoint">
      <form onSubmit={submit} noValidate className="grid max-w-2xl gap-5">
        <Field
          label="Address"
          error={isUrlMissing ? "Say where events are sent." : told?.at("/url")}
          hint="https and a public name, like https://hooks.example.com/adulis."
        >
          {(control) => (
            <TextInput
              {...control}
              type="url"
              value={form.url}
              maxLength={500}
              autoComplete="off"
              autoFocus
              onChange={(event) => {
                change({ url: event.target.value });
              }}
            />
          )}
        </Field>
        <Field label="Description" optional error={told?.at("/description")}>
          {(control) => (
            <TextInput
              {...control}
              value={form.description}
              maxLength={200}
              autoComplete="off"
              onChange={(event) => {
                change({ description: event.target.value });
              }}
            />
          )}
        </Field>
        <Field
          label="Only these types"
          optional
          error={told?.at("/types")}
          hint="Like payout.completed, or payout.* for all of a kind. Empty: everything that happens."
        >
          {(control) => (
            <TextInput
              {...control}
              value={form.types}
              autoComplete="off"
              onChange={(event) => {
                change({ types: event.target.value });
              }}
            />
          )}
        </Field>
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
