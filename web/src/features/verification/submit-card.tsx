import { FileCheck } from "lucide-react";
import type { Intent } from "@/api/intent";
import type { Verification } from "@/api/verification";
import { count } from "@/lib/words";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { ProblemNotice } from "@/ui/problem-notice";
import { DetailFacts } from "./detail-facts";
import { nameOf } from "./words";

interface SubmitCardProps {
  verification: Verification;
  isDirty: boolean;
  submitting: Intent<object>;
}

/** What is still missing; and when nothing is, what would be handed in, and the button. */
export function SubmitCard({ verification, isDirty, submitting }: SubmitCardProps) {
  const { missing } = verification;
  if (missing.length > 0) {
    return (
      <Card title="Still missing">
        <ul className="grid gap-2">
          {missing.map((each) => (
            <li key={`${each.kind} ${each.name}`} className="grid">
              {each.kind === "document" ? (
                <a
                  href={`#document-${each.name}`}
                  className="font-medium text-sea underline underline-offset-2"
                >
                  {nameOf(each.name)}
                </a>
              ) : (
                <span className="font-medium">{nameOf(each.name)}</span>
              )}
              <span className="text-sm text-muted">{each.text}</span>
            </li>
          ))}
        </ul>
        {isDirty && (
          <p className="mt-3 text-sm text-muted">Of what is saved; you have unsaved changes.</p>
        )}
      </Card>
    );
  }
  return (
    <Card title="Ready to submit">
      <div className="grid gap-4">
        <DetailFacts verification={verification} />
        <p className="text-sm text-muted">
          {count(verification.documents.length, "document")}. An operator compares them with what
          you said, usually within two days. Until then nothing can be changed.
        </p>
        {isDirty && (
          <p className="text-sm text-wait">Save your changes first: only what is saved goes out.</p>
        )}
        {submitting.problem !== null && submitting.phase !== "sending" && (
          <ProblemNotice error={submitting.problem} />
        )}
        <Button
          look="primary"
          size="large"
          icon={FileCheck}
          disabled={isDirty}
          busy={submitting.phase === "sending" && "Submitting …"}
          onClick={() => {
            if (submitting.phase === "unknown") submitting.retry();
            else submitting.submit({});
          }}
        >
          {submitting.phase === "unknown" ? "Ask again" : "Submit for verification"}
        </Button>
      </div>
    </Card>
  );
}
