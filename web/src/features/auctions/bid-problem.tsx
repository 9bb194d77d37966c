import type { Intent } from "@/api/intent";
import { Problem } from "@/api/problems";
import { Notice } from "@/ui/notice";
import { explainBid } from "./words";

/** What became of what was sent, where it is no news of the auction itself. */
export function Outcome<Body>({ intent, what }: { intent: Intent<Body>; what: string }) {
  if (intent.phase === "unknown") {
    return (
      <Notice
        tone="doubt"
        title={`No answer came back, so it is not known whether ${what}.`}
        announced
      >
        Nothing can be changed until that is known. Ask again: it can only happen once.
      </Notice>
    );
  }
  if (intent.problem === null || intent.phase === "sending") return null;
  return <Refused error={intent.problem} />;
}

export function Refused({ error }: { error: unknown }) {
  const { what, todo } = explainBid(error);
  return (
    <Notice tone="bad" title={what} announced>
      {todo && <p>{todo}</p>}
      {error instanceof Problem && (
        <p className="mt-1 text-xs text-muted">
          <a
            href={`/problems/${error.code}/`}
            className="underline underline-offset-2"
            target="_blank"
            rel="noreferrer"
          >
            {error.code}
          </a>{" "}
          · {error.requestId}
        </p>
      )}
    </Notice>
  );
}
