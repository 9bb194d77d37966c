import { useState } from "react";
import { useForm } from "react-hook-form";
import { Problem } from "@/api/problems";
import { signIn } from "@/api/session";
import { Button } from "@/ui/button";
import { Field, TextInput } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { ProblemNotice } from "@/ui/problem-notice";
import { resendConfirmation } from "./calls";

interface SignInFormProps {
  /** Whoever was signed in before: only their password is asked for. */
  email?: string | undefined;
  onDone?: () => void;
}

const CODES = new Set(["second_factor_required", "second_factor_wrong"]);

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Problem && error.code === code;
}

/** E-mail and password; then, where an authenticator app is set up, its code. */
export function SignInForm({ email, onDone }: SignInFormProps) {
  const [problem, setProblem] = useState<unknown>(null);
  const [asksCode, setAsksCode] = useState(false);
  const { register, handleSubmit, formState, setFocus, getValues, setValue } = useForm({
    defaultValues: { email: email ?? "", password: "", code: "" },
  });
  const submit = handleSubmit(async (given) => {
    setProblem(null);
    const code = asksCode ? given.code.trim() : undefined;
    try {
      await signIn(given.email.trim(), given.password, code);
      onDone?.();
    } catch (error) {
      if (error instanceof Problem && CODES.has(error.code)) {
        setValue("code", "");
        setAsksCode(true);
        setProblem(error.code === "second_factor_required" ? null : error);
      } else {
        setAsksCode(false);
        setProblem(error);
        setFocus("password", { shouldSelect: true });
      }
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field label="E-mail" error={formState.errors.email?.message}>
        {(control) => (
          <TextInput
            {...control}
            {...register("email", { required: "Enter your e-mail address." })}
            type="email"
            autoComplete="username"
            readOnly={email !== undefined || asksCode}
            autoFocus={email === undefined}
          />
        )}
      </Field>
      <Field label="Password" error={formState.errors.password?.message}>
        {(control) => (
          <TextInput
            {...control}
            {...register("password", { required: "Enter your password." })}
            type="password"
            autoComplete="current-password"
            readOnly={asksCode}
            autoFocus={email !== undefined}
          />
        )}
      </Field>
      {asksCode && (
        <Field
          label="Code"
          hint="From your authenticator app, or one of your recovery codes."
          error={formState.errors.code?.message}
        >
          {(control) => (
            <TextInput
              {...control}
              {...register("code", { required: "Enter the code." })}
              autoComplete="one-time-code"
              spellCheck={false}
              autoFocus
            />
          )}
        </Field>
      )}
      {hasCode(problem, "email_not_confirmed") ? (
        <NotConfirmed email={getValues("email").trim()} />
      ) : (
        problem !== null && <ProblemNotice error={problem} />
      )}
      <Button
        type="submit"
        look="primary"
        size="large"
        busy={formState.isSubmitting && "Signing in …"}
      >
        Sign in
      </Button>
    </form>
  );
}

/** The password was right, and the link in the letter has not been followed yet. */
function NotConfirmed({ email }: { email: string }) {
  const [isSent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await resendConfirmation(email);
      setSent(true);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  if (problem !== null) return <ProblemNotice error={problem} />;
  return (
    <Notice
      tone="wait"
      title="Confirm your e-mail address first"
      announced
      action={
        isSent ? null : (
          <Button size="small" busy={busy && "Sending …"} onClick={() => void send()}>
            Send the letter again
          </Button>
        )
      }
    >
      <p>
        {isSent
          ? `A new letter is on its way to ${email}. Its link replaces the older one.`
          : `We sent a letter to ${email}. Follow the link in it, then sign in.`}
      </p>
    </Notice>
  );
}
