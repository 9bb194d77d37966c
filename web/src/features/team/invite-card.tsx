import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useMerchant } from "@/api/merchant";
import type { Invitation } from "@/api/people";
import { NoAnswer, Problem } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import { invite, type NewInvitation } from "./calls";
import { RoleChoice } from "./role-choice";

interface InviteCardProps {
  onInvited: (invitation: Invitation) => void;
  onCancel: () => void;
}

export function InviteCard({ onInvited, onCancel }: InviteCardProps) {
  const merchant = useMerchant();
  const queries = useQueryClient();
  const [sent, setSent] = useState("");
  const { register, handleSubmit, formState, control, setValue } = useForm<NewInvitation>({
    defaultValues: { email: "", role: "viewer" },
  });
  const role = useWatch({ control, name: "role" });
  const { mutate, error, isPending } = useMutation({
    mutationFn: (body: NewInvitation) => invite(merchant.id, body),
    // Also after silence: it may have been sent, and then stands in the list.
    onSettled: () => queries.invalidateQueries({ queryKey: keyOf(merchant.id, "team") }),
    onSuccess: onInvited,
  });
  const submit = handleSubmit((given) => {
    if (isPending) return;
    const email = given.email.trim();
    setSent(email);
    mutate({ email, role: given.role });
  });
  const said = error instanceof Problem ? error.at("/email") : undefined;
  return (
    <Card title="Invite a colleague">
      <form onSubmit={(event) => void submit(event)} noValidate className="grid max-w-md gap-5">
        <Field label="E-mail" error={formState.errors.email?.message ?? said}>
          {(field) => (
            <TextInput
              {...field}
              {...register("email", { required: "Enter their e-mail address." })}
              type="email"
              autoComplete="off"
              autoFocus
            />
          )}
        </Field>
        <RoleChoice
          label="Role"
          value={role}
          onChange={(next) => {
            setValue("role", next);
          }}
        />
        {error && <ProblemNotice error={error} />}
        {error instanceof NoAnswer && (
          <p className="text-sm text-muted">
            If it was sent, {sent} stands under the invitations below.
          </p>
        )}
        <p className="text-sm text-muted">
          They get a letter with a link that is good for seven days. Nothing is theirs before they
          accept.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={isPending && "Inviting …"}>
            Send invitation
          </Button>
          <Button onClick={onCancel}>Leave it</Button>
        </div>
      </form>
    </Card>
  );
}
