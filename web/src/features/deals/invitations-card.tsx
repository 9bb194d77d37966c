import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, Clock, Mail, TimerOff, Undo2 } from "lucide-react";
import { useState, type SubmitEvent } from "react";
import { dealInvitationsQuery, type Deal, type DealInvitation } from "@/api/deals";
import { mayPay, useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, TextInput } from "@/ui/field";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { inviteToDeal, revokeDealInvitation } from "./calls";
import { wrongAt } from "./deal-form-page";

/** Others come in by a link in a letter, also before they have an account. */
export function InvitationsCard({ deal }: { deal: Deal }) {
  const merchant = useMerchant();
  const isPoster = deal.access === "poster" && mayPay(merchant);
  // A direct deal with somebody who was named needs nobody else.
  const isTaken = deal.format === "direct" && deal.counterparty_name !== null;
  const mayInvite = deal.allowed_moves.includes("invite") && !isTaken;
  const { data, error, refetch } = useQuery({
    ...dealInvitationsQuery(merchant.id, deal.id),
    enabled: isPoster,
  });
  if (!isPoster || (!mayInvite && !data?.results.length)) return null;
  return (
    <Card title="Invitations">
      <div className="grid gap-4">
        {data ? (
          data.results.length > 0 && (
            <ul aria-label="Who was invited" className="grid gap-3">
              {data.results.map((each) => (
                <One key={each.id} dealId={deal.id} invitation={each} mayRevoke={mayInvite} />
              ))}
            </ul>
          )
        ) : error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-12" />
        )}
        {mayInvite && <Invite dealId={deal.id} />}
      </div>
    </Card>
  );
}

interface OneProps {
  dealId: string;
  invitation: DealInvitation;
  mayRevoke: boolean;
}

function One({ dealId, invitation, mayRevoke }: OneProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => revokeDealInvitation(merchant.id, dealId, invitation.id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "deals") }),
  });
  const isStanding = invitation.status === "pending" && !invitation.is_expired;
  return (
    <li className="grid gap-1.5">
      <p className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="min-w-0 break-all">{invitation.email}</span>
        <StateOf invitation={invitation} />
      </p>
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
        {invitation.joined_name ? (
          <span>Came in as {invitation.joined_name}</span>
        ) : (
          <span>
            Sent <Time at={invitation.created_at} />
          </span>
        )}
        {mayRevoke && isStanding && (
          <Button
            size="small"
            look="plain"
            icon={Undo2}
            busy={isPending && "Taking it back …"}
            aria-label={`Take back the invitation to ${invitation.email}`}
            onClick={() => {
              mutate();
            }}
          >
            Take back
          </Button>
        )}
      </div>
      {error !== null && <ProblemNotice error={error} />}
    </li>
  );
}

function StateOf({ invitation }: { invitation: DealInvitation }) {
  if (invitation.status === "joined") {
    return (
      <Badge tone="good" icon={CircleCheck}>
        Came in
      </Badge>
    );
  }
  if (invitation.status === "revoked") {
    return (
      <Badge tone="plain" icon={Undo2}>
        Taken back
      </Badge>
    );
  }
  return invitation.is_expired ? (
    <Badge tone="plain" icon={TimerOff}>
      Ran out
    </Badge>
  ) : (
    <Badge tone="wait" icon={Clock}>
      Sent
    </Badge>
  );
}

function Invite({ dealId }: { dealId: string }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const [note, setNote] = useState("");
  const [missing, setMissing] = useState<string>();
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () =>
      inviteToDeal(merchant.id, dealId, {
        email: email.trim(),
        ...(note.trim() && { note: note.trim() }),
      }),
    onSuccess: () => {
      setEmail("");
      setNote("");
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "deals") }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (email.trim() === "") setMissing("Enter their e-mail address.");
    else if (!isPending) mutate();
  };
  const wrong = wrongAt({}, error);
  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      <Field
        label="E-mail"
        error={missing ?? wrong("/email")}
        hint="They need no account yet. The link lets one merchant in."
      >
        {(control) => (
          <TextInput
            {...control}
            type="email"
            value={email}
            maxLength={254}
            autoComplete="off"
            onChange={(event) => {
              setEmail(event.target.value);
              setMissing(undefined);
              reset();
            }}
          />
        )}
      </Field>
      <Field label="Note" optional hint="It stands in the letter." error={wrong("/note")}>
        {(control) => (
          <TextInput
            {...control}
            value={note}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => {
              setNote(event.target.value);
            }}
          />
        )}
      </Field>
      {error !== null && <ProblemNotice error={error} />}
      <Button
        type="submit"
        icon={Mail}
        busy={isPending && "Sending …"}
        className="justify-self-start"
      >
        Send invitation
      </Button>
    </form>
  );
}
