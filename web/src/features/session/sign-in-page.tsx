import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FlaskConical } from "lucide-react";
import { useState, type ReactNode } from "react";
import { installationQuery } from "@/api/queries";
import { signIn } from "@/api/session";
import { Button } from "@/ui/button";
import { ProblemNotice } from "@/ui/problem-notice";
import { FrontDoor } from "./front-door";
import { SignInForm } from "./sign-in-form";

interface SignInPageProps {
  /** Where they are on their way to, for who has to sign up first. */
  next?: string | undefined;
  onDone: () => void;
}

export function SignInPage({ next, onDone }: SignInPageProps) {
  return (
    <FrontDoor title="Sign in">
      <SignInForm onDone={onDone} />
      <p className="mt-4 flex justify-between gap-4 text-sm">
        <Link to="/forgot-password" className="underline underline-offset-2 hover:text-sea">
          Forgot your password?
        </Link>
        <Link
          to="/sign-up"
          search={next === undefined ? {} : { next }}
          className="underline underline-offset-2 hover:text-sea"
        >
          Create an account
        </Link>
      </p>
      <DemoLogin onDone={onDone} />
      <p className="mt-8 flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
        <a href="/api/v1/docs/" className="underline underline-offset-2 hover:text-sea">
          API explorer
        </a>
        <a href="/problems/" className="underline underline-offset-2 hover:text-sea">
          Problems
        </a>
        <a href="/admin/" className="underline underline-offset-2 hover:text-sea">
          Back office
        </a>
      </p>
    </FrontDoor>
  );
}

function DemoLogin({ onDone }: { onDone: () => void }) {
  const { data } = useQuery(installationQuery);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const login = data?.demo_login;
  if (!login) return null;
  const enter = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await signIn(login.email, login.password);
      onDone();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Aside>
      <p className="mb-3">
        This is a sandbox: no money here is real. Three merchants with two months of history are
        yours to try anything on.
      </p>
      {problem !== null && <ProblemNotice error={problem} className="mb-3" />}
      <Button
        icon={FlaskConical}
        busy={busy && "Opening …"}
        onClick={() => void enter()}
        className="w-full"
      >
        Look around as the demo owner
      </Button>
    </Aside>
  );
}

function Aside({ children }: { children: ReactNode }) {
  return <div className="mt-8 border-t border-line pt-6">{children}</div>;
}
