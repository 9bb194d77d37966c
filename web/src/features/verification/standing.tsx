import { CircleAlert, CircleCheck, CircleDashed, Clock } from "lucide-react";
import type { Verification } from "@/api/verification";
import { Badge } from "@/ui/badge";
import { Notice } from "@/ui/notice";
import { ClockTime, Time } from "@/ui/time";
import { nameOf, toldOf, type Reason } from "./words";

const LOOKS = {
  unverified: { word: "Not verified", tone: "plain", icon: CircleDashed },
  submitted: { word: "Being reviewed", tone: "wait", icon: Clock },
  verified: { word: "Verified", tone: "good", icon: CircleCheck },
  refused: { word: "Not accepted", tone: "bad", icon: CircleAlert },
} as const;

export function StandingBadge({ status }: { status: Verification["status"] }) {
  const { word, tone, icon } = LOOKS[status];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}

/** How it stands, and what it waits for or what has to be done. */
export function Standing({ verification }: { verification: Verification }) {
  const { status, action_required: reasons, waiting } = verification;
  if (status === "verified") {
    return (
      <Notice tone="good" title="This merchant is verified">
        {verification.decided_at && (
          <>
            Since <Time at={verification.decided_at} />.{" "}
          </>
        )}
        Money may leave it, within the limits of its tier.
      </Notice>
    );
  }
  if (waiting) {
    return (
      <Notice tone="wait" title={`Waiting for ${waiting.on}`}>
        {verification.submitted_at && (
          <>
            Handed in <Time at={verification.submitted_at} />
            {waiting.until && (
              <>
                {" "}
                · answered by <ClockTime at={waiting.until} /> (<Time at={waiting.until} />)
              </>
            )}
            .{" "}
          </>
        )}
        {waiting.then} Until then nothing can be changed.
      </Notice>
    );
  }
  if (reasons.length > 0) {
    return (
      <Notice
        tone="bad"
        title={
          status === "refused"
            ? "Action required: it could not be accepted as it is"
            : "Action required: this merchant is not verified any more"
        }
      >
        <ul className="mt-1 grid gap-1">
          {reasons.map((reason) => (
            <li key={`${reason.code} ${reason.name ?? ""}`}>
              <About reason={reason} /> {toldOf(reason)}
            </li>
          ))}
        </ul>
        <p className="mt-2">Mend what is marked below, and submit it again.</p>
      </Notice>
    );
  }
  return null;
}

function About({ reason }: { reason: Reason }) {
  if (!reason.name) return null;
  const said = `${nameOf(reason.name)}:`;
  if (reason.kind !== "document") return <span className="font-medium">{said}</span>;
  return (
    <a href={`#document-${reason.name}`} className="font-medium underline underline-offset-2">
      {said}
    </a>
  );
}
