import { useQuery } from "@tanstack/react-query";
import { ShieldCheck, UserPlus } from "lucide-react";
import { useState } from "react";
import { mayOwn, useMerchant } from "@/api/merchant";
import { membersQuery, type Invitation, type Member } from "@/api/people";
import { ROLES } from "@/lib/roles";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { ClockTime, Time } from "@/ui/time";
import { InvitationsCard } from "./invitations-card";
import { InviteCard } from "./invite-card";
import { ChangingRole, LastOwner, Leaving, Removing, type Act } from "./member-panels";

export function TeamPage({ onLeft }: { onLeft: () => void }) {
  const merchant = useMerchant();
  const isOwner = mayOwn(merchant);
  const [isInviting, setInviting] = useState(false);
  const [invited, setInvited] = useState<Invitation | null>(null);
  return (
    <Page
      title="Team"
      lead={
        isOwner
          ? `Who acts for ${merchant.name}, and what they may do.`
          : `Who acts for ${merchant.name}. Owners invite, remove and change roles.`
      }
      action={
        isOwner &&
        !isInviting && (
          <Button
            look="primary"
            icon={UserPlus}
            onClick={() => {
              setInvited(null);
              setInviting(true);
            }}
          >
            Invite a colleague
          </Button>
        )
      }
    >
      {invited && (
        <Notice tone="good" announced title={`A letter is on its way to ${invited.email}`}>
          Its link is good until <Time at={invited.expires_at} />.
        </Notice>
      )}
      {isInviting && (
        <InviteCard
          onInvited={(invitation) => {
            setInvited(invitation);
            setInviting(false);
          }}
          onCancel={() => {
            setInviting(false);
          }}
        />
      )}
      <Members onLeft={onLeft} />
      {isOwner && <InvitationsCard />}
    </Page>
  );
}

function Members({ onLeft }: { onLeft: () => void }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(membersQuery(merchant.id));
  const [chosen, setChosen] = useState<{ act: Act; memberId: string } | null>(null);
  if (!data) {
    return (
      <Card flush>
        {error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={3} />
        )}
      </Card>
    );
  }
  // As they are now: somebody else may have changed them while the panel was open.
  const member = data.results.find(({ id }) => id === chosen?.memberId);
  const owners = data.results.filter(({ role }) => role === "owner");
  const isLast = owners.length === 1 && owners[0]?.id === member?.id;
  const panel = { key: `${chosen?.act ?? ""} ${member?.id ?? ""}`, onDone: () => { setChosen(null); } }; // prettier-ignore
  return (
    <Card flush>
      {chosen && member && isLast && <LastOwner {...panel} key={panel.key} member={member} />}
      {chosen?.act === "role" && member && !isLast && (
        <ChangingRole {...panel} key={panel.key} member={member} />
      )}
      {chosen?.act === "remove" && member && !isLast && (
        <Removing {...panel} key={panel.key} member={member} />
      )}
      {chosen?.act === "leave" && member && !isLast && (
        <Leaving {...panel} key={panel.key} member={member} onLeft={onLeft} />
      )}
      <Table
        caption="Members"
        rows={data.results}
        keyOf={(each) => each.id}
        columns={columnsFor(mayOwn(merchant), (act, { id }) => {
          setChosen({ act, memberId: id });
        })}
      />
    </Card>
  );
}

function columnsFor(isOwner: boolean, onAct: (act: Act, member: Member) => void): Column<Member>[] {
  return [
    {
      name: "Member",
      card: "title",
      cell: (member) => (
        <span className="block min-w-0">
          <span className="flex flex-wrap items-center gap-x-2 font-medium">
            {member.name}
            {member.is_you && <Badge tone="sea">You</Badge>}
          </span>
          <span className="block text-xs font-normal break-words text-muted">{member.email}</span>
        </span>
      ),
    },
    {
      name: "Role",
      card: "line",
      cell: (member) => (
        <span className="block min-w-0">
          {ROLES.filter(({ role }) => role === member.role).map(({ role, name, may }) => (
            <span key={role} title={may}>
              {name}
            </span>
          ))}
          {member.counts_from && (
            <span
              className="block text-xs text-muted"
              title="Until then they approve nothing, and nothing that they ask for can be approved."
            >
              New: counts as a second person from <ClockTime at={member.counts_from} /> on (
              <Time at={member.counts_from} />)
            </span>
          )}
        </span>
      ),
    },
    {
      name: "Signs in with",
      hideBelow: "lg",
      card: "line",
      cell: (member) =>
        member.has_second_factor ? (
          <Badge tone="good" icon={ShieldCheck}>
            password and code
          </Badge>
        ) : (
          <span className="text-sm text-muted">password only</span>
        ),
    },
    {
      name: "Joined",
      hideBelow: "lg",
      cell: (member) => <Time at={member.joined_at} className="whitespace-nowrap text-muted" />,
    },
    {
      name: "Actions",
      right: true,
      card: "line",
      cell: (member) => (
        <span className="flex flex-wrap justify-end gap-2 max-sm:justify-start max-sm:pt-1">
          {isOwner && (
            <Button
              size="small"
              aria-label={`Change role of ${member.name}`}
              onClick={() => {
                onAct("role", member);
              }}
            >
              Change role
            </Button>
          )}
          {member.is_you ? (
            <Button
              size="small"
              onClick={() => {
                onAct("leave", member);
              }}
            >
              Leave
            </Button>
          ) : (
            isOwner && (
              <Button
                size="small"
                aria-label={`Remove ${member.name}`}
                onClick={() => {
                  onAct("remove", member);
                }}
              >
                Remove
              </Button>
            )
          )}
        </span>
      ),
    },
  ];
}
