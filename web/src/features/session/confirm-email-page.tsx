import { Link } from "@tanstack/react-router";
import { CircleCheck, MailCheck } from "lucide-react";
import { useState } from "react";
import { Problem } from "@/api/problems";
import { Button, buttonClasses } from "@/ui/button";
import { ProblemNotice } from "@/ui/problem-notice";
import { confirmEmail } from "./calls";
import { FrontDoor } from "./front-door";
import { LinkTrouble } from "./link-trouble";

/**
 * What the link in the first letter leads to. Confirming takes a click: programs that look into
 * mailboxes follow links too, and theirs must not use it up.
 */
export function ConfirmEmailPage({ token, next }: { token: string; next?: string | undefined }) {
  const [problem, setProblem] = useState<unknown>(null);
  const [confirmed, setConfirmed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    setProblem(null);
    try {
      setConfirmed(await confirmEmail(token));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const toSignIn = (
    <Link
      to="/sign-in"
      search={next === undefined ? {} : { next }}
      className={buttonClasses(confirmed === null ? "plain" : "primary")}
    >
      Sign in
    </Link>
  );
  if (confirmed !== null) {
    return (
      <FrontDoor title="Your address is confirmed">
        <div role="status" className="grid gap-4">
          <CircleCheck aria-hidden className="size-10 text-good" />
          <p>
            <strong className="break-words">{confirmed}</strong> is yours. Now sign in.
          </p>
          {toSignIn}
        </div>
      </FrontDoor>
    );
  }
  if (problem instanceof Problem && problem.code.startsWith("link_")) {
    return (
      <FrontDoor title="Confirm your e-mail address">
        <LinkTrouble problem={problem}>{toSignIn}</LinkTrouble>
      </FrontDoor>
    );
  }
  return (
    <FrontDoor title="Confirm your e-mail address">
      <div className="grid gap-4">
        <MailCheck aria-hidden className="size-10 text-sea" />
        <p>One click, and the address this letter was sent to is known to be yours.</p>
        {problem !== null && <ProblemNotice error={problem} />}
        <Button
          look="primary"
          size="large"
          busy={busy && "Confirming …"}
          onClick={() => void confirm()}
        >
          Confirm my address
        </Button>
      </div>
    </FrontDoor>
  );
}
