import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, useSyncExternalStore } from "react";
import { Problem } from "@/api/problems";
import { meQuery } from "@/api/queries";
import { session, signOut } from "@/api/session";
import { ROLES } from "@/lib/roles";
import { Button, buttonClasses } from "@/ui/button";
import { Fact, Facts } from "@/ui/facts";
import { Notice } from "@/ui/notice";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { acceptInvitation, lookUpInvitation, type Offer } from "./calls";
import { FrontDoor } from "./front-door";

interface InvitationPageProps {
  token: string;
  onJoined: (merchantId: string) => void;
}

/** What the link in an invitation leads to, for whoever holds it. */
export function InvitationPage({ token, onJoined }: InvitationPageProps) {
  const offer = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => lookUpInvitation(token),
    retry: false,
  });
  return (
    <FrontDoor title="You are invited">
      {offer.isPending && <Skeleton className="h-40" />}
      {offer.isError &&
        (offer.error instanceof Problem ? (
          <ProblemNotice error={offer.error} />
        ) : (
          <Unloaded error={offer.error} onRetry={() => void offer.refetch()} />
        ))}
      {offer.isSuccess && <Shown offer={offer.data} token={token} onJoined={onJoined} />}
    </FrontDoor>
  );
}

function Shown({ offer, token, onJoined }: { offer: Offer } & InvitationPageProps) {
  const isOpen = offer.state === "pending" && !offer.is_expired;
  return (
    <div className="grid gap-6">
      <Facts>
        <Fact name="Merchant">{offer.merchant_name}</Fact>
        <Fact name="Role">
          {ROLES.filter(({ role }) => role === offer.role).map(({ role, name, may }) => (
            <span key={role}>
              {name}. <span className="text-muted">{may}</span>
            </span>
          ))}
        </Fact>
        <Fact name="Invited by">{offer.invited_by}</Fact>
        <Fact name="Written to">{offer.email}</Fact>
        <Fact name="Good until">
          <Time at={offer.expires_at} />
        </Fact>
      </Facts>
      {isOpen ? (
        <Joining offer={offer} token={token} onJoined={onJoined} />
      ) : (
        <Notice tone="wait" title="This invitation is not open any more">
          <p>Ask {offer.invited_by} to send another one.</p>
        </Notice>
      )}
    </div>
  );
}

function Joining({ offer, token, onJoined }: { offer: Offer } & InvitationPageProps) {
  const isIn = useSyncExternalStore(session.subscribe, session.state) === "in";
  const me = useQuery({ ...meQuery, enabled: isIn });
  const next = `/invitation?token=${encodeURIComponent(token)}`;
  if (!isIn) {
    return (
      <div className="grid gap-3">
        <Link to="/sign-in" search={{ next }} className={buttonClasses("primary", "large")}>
          Sign in to join
        </Link>
        <Link
          to="/sign-up"
          search={{ email: offer.email, next }}
          className={buttonClasses("quiet", "large")}
        >
          Create an account
        </Link>
        <p className="text-sm text-muted">
          With the address {offer.email}. Follow this link again once you have confirmed it.
        </p>
      </div>
    );
  }
  if (!me.data) return <Skeleton className="h-12" />;
  if (me.data.email !== offer.email) {
    return (
      <Notice
        tone="wait"
        title={`You are signed in as ${me.data.email}`}
        action={
          <Button size="small" onClick={() => void signOut()}>
            Sign out
          </Button>
        }
      >
        <p>The invitation was written to {offer.email}. Sign in with that address to join.</p>
      </Notice>
    );
  }
  return <Accept offer={offer} token={token} onJoined={onJoined} />;
}

function Accept({ offer, token, onJoined }: { offer: Offer } & InvitationPageProps) {
  const queries = useQueryClient();
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const join = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const joined = await acceptInvitation(token);
      await queries.invalidateQueries({ queryKey: ["merchants"] });
      onJoined(joined.merchant_id);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <div className="grid gap-3">
      {problem !== null && <ProblemNotice error={problem} />}
      <Button look="primary" size="large" busy={busy && "Joining …"} onClick={() => void join()}>
        Join {offer.merchant_name}
      </Button>
    </div>
  );
}
