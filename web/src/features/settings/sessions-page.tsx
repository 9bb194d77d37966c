import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { LogOut, Monitor, Smartphone } from "lucide-react";
import { sessionsQuery, type Session } from "@/api/people";
import { signOut } from "@/api/session";
import { deviceOf, isHandheld } from "@/lib/device";
import { count } from "@/lib/words";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { revokeOtherSessions, revokeSession } from "./calls";

export function SessionsPage() {
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(sessionsQuery);
  const onSettled = () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const one = useMutation({ mutationFn: revokeSession, onSettled });
  const others = useMutation({ mutationFn: revokeOtherSessions, onSettled });
  const problem = one.error ?? others.error;
  const hasOthers = data?.results.some((session) => !session.is_current) ?? false;
  return (
    <Page
      title="Sessions"
      lead="Where you are signed in. If you do not know one of them, revoke it and change your password."
      action={
        hasOthers && (
          <Button
            icon={LogOut}
            busy={others.isPending && "Revoking …"}
            onClick={() => {
              others.mutate();
            }}
          >
            Revoke all others
          </Button>
        )
      }
    >
      {problem && <ProblemNotice error={problem} />}
      {others.isSuccess && (
        <Notice tone="good" announced title={`${count(others.data, "session")} revoked`}>
          Only this device is signed in now.
        </Notice>
      )}
      <Card flush>
        {!data ? (
          error ? (
            <Unloaded error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows rows={3} />
          )
        ) : (
          <Table
            caption="Sessions"
            rows={data.results}
            keyOf={(session) => session.id}
            columns={columnsFor(
              (session) => {
                one.mutate(session.id);
              },
              one.isPending ? one.variables : null,
            )}
          />
        )}
      </Card>
    </Page>
  );
}

function columnsFor(
  onRevoke: (session: Session) => void,
  revoking: string | null,
): Column<Session>[] {
  return [
    { name: "Device", card: "title", cell: (session) => <Device session={session} /> },
    {
      name: "Address",
      card: "line",
      cell: (session) => <span className="break-all">{session.address}</span>,
    },
    {
      name: "Last seen",
      card: "line",
      cell: (session) => (
        <span className="whitespace-nowrap text-muted">
          <span className="sm:hidden">Last seen </span>
          <Time at={session.last_used_at} />
        </span>
      ),
    },
    {
      name: "Signed in",
      hideBelow: "lg",
      cell: (session) => <Time at={session.created_at} className="whitespace-nowrap text-muted" />,
    },
    {
      name: "Actions",
      right: true,
      card: "amount",
      width: "8rem",
      cell: (session) =>
        session.is_current ? (
          <Button size="small" onClick={() => void signOut()}>
            Sign out
          </Button>
        ) : (
          <Button
            size="small"
            aria-label={`Revoke ${deviceOf(session.user_agent)}`}
            busy={revoking === session.id && "Revoking …"}
            onClick={() => {
              onRevoke(session);
            }}
          >
            Revoke
          </Button>
        ),
    },
  ];
}

function Device({ session }: { session: Session }) {
  const Icon = isHandheld(session.user_agent) ? Smartphone : Monitor;
  return (
    <span className="flex items-center gap-3" title={session.user_agent}>
      <Icon aria-hidden className="size-5 shrink-0 text-muted" />
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
        {deviceOf(session.user_agent)}
        {session.is_current && <Badge tone="sea">This device</Badge>}
      </span>
    </span>
  );
}
