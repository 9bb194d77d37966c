import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useMerchant } from "@/api/merchant";
import type { Member } from "@/api/people";
import { keyOf, meQuery, merchantsQuery } from "@/api/queries";
import type { Role } from "@/lib/roles";
import { Button } from "@/ui/button";
import { ProblemNotice } from "@/ui/problem-notice";
import { changeRole, leaveTeam, removeMember } from "./calls";
import { RoleChoice } from "./role-choice";

export type Act = "role" | "remove" | "leave";

interface PanelProps {
  member: Member;
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

export function ChangingRole({ member, onDone }: PanelProps) {
  const merchant = useMerchant();
  const queries = useQueryClient();
  const [role, setRole] = useState<Role>(member.role);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => changeRole(merchant.id, member.id, role),
    onSettled: () => queries.invalidateQueries({ queryKey: keyOf(merchant.id, "team") }),
    onSuccess: () => {
      if (member.is_you) void queries.invalidateQueries({ queryKey: merchantsQuery.queryKey });
      onDone();
    },
  });
  return (
    <Panel label={`Change role of ${member.name}`}>
      <RoleChoice label={`${member.name} is`} value={role} onChange={setRole} />
      <p className="text-sm text-muted">
        It counts from their next request on, for the API keys they made too. A letter tells them,
        and all owners. With a higher role they count as a second person for approvals a day later.
        {member.is_you && " You cannot give the old role back to yourself."}
      </p>
      {error && <ProblemNotice error={error} />}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          disabled={role === member.role}
          busy={isPending && "Changing …"}
          onClick={() => {
            mutate();
          }}
        >
          Change role
        </Button>
        <Button onClick={onDone}>Leave it</Button>
      </div>
    </Panel>
  );
}

export function Removing({ member, onDone }: PanelProps) {
  const merchant = useMerchant();
  const queries = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => removeMember(merchant.id, member.id),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keyOf(merchant.id, "api-keys") });
      return queries.invalidateQueries({ queryKey: keyOf(merchant.id, "team") });
    },
    onSuccess: onDone,
  });
  return (
    <Panel label={`Remove ${member.name}`}>
      <p>
        From the next request on <strong className="font-semibold">{member.name}</strong> sees
        nothing of {merchant.name}. The API keys they made are revoked, and the invitations they
        sent. What they did stays in the books.
        {member.role === "owner" && " All owners are told by letter."}
      </p>
      {error && <ProblemNotice error={error} />}
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          autoFocus
          busy={isPending && "Removing …"}
          onClick={() => {
            mutate();
          }}
        >
          Remove {member.name}
        </Button>
        <Button onClick={onDone}>Keep them</Button>
      </div>
    </Panel>
  );
}

export function Leaving({ onDone, onLeft }: PanelProps & { onLeft: () => void }) {
  const merchant = useMerchant();
  const queries = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => leaveTeam(merchant.id),
    onSuccess: async () => {
      // Before going anywhere: the way leads by the list of merchants, and this is one no more.
      await Promise.all([
        queries.invalidateQueries({ queryKey: merchantsQuery.queryKey, refetchType: "all" }),
        queries.invalidateQueries({ queryKey: meQuery.queryKey }),
      ]);
      onLeft();
    },
  });
  return (
    <Panel label="Leave the team">
      <p>
        You see nothing of <strong className="font-semibold">{merchant.name}</strong> from then on,
        and the API keys you made are revoked. To come back you have to be invited.
      </p>
      {error && <ProblemNotice error={error} />}
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          autoFocus
          busy={isPending && "Leaving …"}
          onClick={() => {
            mutate();
          }}
        >
          Leave {merchant.name}
        </Button>
        <Button onClick={onDone}>Stay</Button>
      </div>
    </Panel>
  );
}

/** Said instead of letting somebody run into it. */
export function LastOwner({ member, onDone }: PanelProps) {
  const merchant = useMerchant();
  return (
    <Panel label={member.is_you ? "You are the only owner" : `${member.name} is the only owner`}>
      <p>
        <strong className="font-semibold">
          {member.is_you ? "You are the only owner." : `${member.name} is the only owner.`}
        </strong>{" "}
        {merchant.name} cannot be without one. Make somebody else an owner first, or invite one.
      </p>
      <div>
        <Button onClick={onDone} autoFocus>
          Understood
        </Button>
      </div>
    </Panel>
  );
}
