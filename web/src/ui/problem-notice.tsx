import { RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { Problem } from "@/api/problems";
import { Button } from "./button";
import { explain } from "./explain";
import { Notice } from "./notice";

interface ProblemNoticeProps {
  error: unknown;
  action?: ReactNode;
  className?: string;
}

/** A refusal, where it happened: what, what to do, and the way to read more. */
export function ProblemNotice({ error, action, className }: ProblemNoticeProps) {
  const { what, todo } = explain(error);
  return (
    <Notice tone="bad" title={what} announced action={action} className={className ?? ""}>
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

/** The same where a whole list or page could not be had. */
export function Unloaded({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className="p-5 max-sm:p-4">
      <ProblemNotice
        error={error}
        action={
          <Button size="small" icon={RotateCcw} onClick={onRetry}>
            Try again
          </Button>
        }
      />
    </div>
  );
}
