import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Hourglass, TimerOff } from "lucide-react";
import { useMerchant } from "@/api/merchant";
import { invitationsQuery, type Invitation } from "@/api/people";
import { keyOf } from "@/api/queries";
import { useTicking } from "@/lib/clock";
import { plainly } from "@/lib/words";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Notice } from "@/ui/notice";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { resendInvitation, revokeInvitation } from "./calls";

interface Doing {
  move: "resend" | "revoke";
  invitation: Invitation;
}

/** Who was asked and has not answered. For owners; where nobody waits there is nothing to show. */
export function InvitationsCard() {
  const merchant = useMerchant();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(invitationsQuery(merchant.id));
  const { mutate, variables, ...doing } = useMutation({
    mutationFn: ({ move, invitation }: Doing) =>
      (move === "resend" ? resendInvitation : revokeInvitation)(merchant.id, invitation.id),
    onSettled: () => queries.invalidateQueries({ queryKey: keyOf(merchant.id, "team") }),
  });
  if (data?.results.length === 0 && !doing.isSuccess && !doing.error) return null;
  return (
    <Card title="Invitations" flush>
      {doing.error && (
        <div className="px-5 py-3 max-sm:px-4">
          <ProblemNotice error={doing.error} />
        </div>
      )}
      {doing.isSuccess && variables && (
        <div className="px-5 py-3 max-sm:px-4">
          <Notice tone="good" announced>
            {variables.move === "resend"
              ? `A new letter is on its way to ${variables.invitation.email}. Its link replaces the older one.`
              : `The link that ${variables.invitation.email} has opens nothing any more.`}
          </Notice>
        </div>
      )}
      {!data ? (
        error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={1} />
        )
      ) : (
        data.results.length > 0 && (
          <Table
            caption="Invitations"
            rows={data.results}
            keyOf={(invitation) => invitation.id}
            columns={columnsFor(mutate, doing.isPending ? variables : undefined)}
          />
        )
      )}
    </Card>
  );
}

function columnsFor(act: (doing: Doing) => void, doing: Doing | undefined): Column<Invitation>[] {
  return [
    {
      name: "Invited",
      card: "title",
      cell: (invitation) => (
        <span className="font-medium break-words">
          {invitation.email}
          <span className="block text-xs font-normal text-muted">
            by {invitation.invited_by_name}
          </span>
        </span>
      ),
    },
    { name: "Role", card: "line", cell: (invitation) => plainly(invitation.role) },
    {
      name: "State",
      card: "line",
      cell: (invitation) => <InvitationBadge invitation={invitation} />,
    },
    {
      name: "Sent",
      hideBelow: "lg",
      cell: (invitation) => (
        <Time at={invitation.sent_at} className="whitespace-nowrap text-muted" />
      ),
    },
    {
      name: "Actions",
      right: true,
      card: "line",
      cell: (invitation) => (
        <span className="flex justify-end gap-2 max-sm:justify-start max-sm:pt-1">
          {(["resend", "revoke"] as const)
            .filter((move) => invitation.allowed_moves.includes(move))
            .map((move) => (
              <Button
                key={move}
                size="small"
                aria-label={
                  move === "resend"
                    ? `Send again to ${invitation.email}`
                    : `Revoke the invitation of ${invitation.email}`
                }
                busy={doing?.invitation.id === invitation.id && doing.move === move && "A moment …"}
                onClick={() => {
                  act({ move, invitation });
                }}
              >
                {move === "resend" ? "Send again" : "Revoke"}
              </Button>
            ))}
        </span>
      ),
    },
  ];
}

function InvitationBadge({ invitation }: { invitation: Invitation }) {
  const isOver = useTicking((now) => Date.parse(invitation.expires_at) <= now);
  if (isOver || invitation.is_expired) {
    return (
      <Badge tone="plain" icon={TimerOff}>
        Expired
      </Badge>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Badge tone="wait" icon={Hourglass}>
        Pending
      </Badge>
      <span className="text-xs whitespace-nowrap text-muted">
        ends <Time at={invitation.expires_at} />
      </span>
    </span>
  );
}
