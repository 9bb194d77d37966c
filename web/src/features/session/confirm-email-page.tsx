import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Problem } from "@/api/problems";
import { signIn } from "@/api/session";
import { Button, buttonClasses } from "@/ui/button";
import { Field, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import { confirmEmail } from "./calls";
import { FrontDoor } from "./front-door";
import { LinkTrouble } from "./link-trouble";

interface ConfirmEmailPageProps {
  token: string;
  onDone: () => void;
}

const CODE = "password_not_the_one_chosen";

/**
 * What the link in the first letter leads to. It asks for the password as well: a stranger may have
 * signed up with this address, and the mailbox's owner must not open the door for them.
 */
export function ConfirmEmailPage({ token, onDone }: ConfirmEmailPageProps) {
  const [problem, setProblem] = useState<unknown>(null);
  // Confirmed, but not signed in: silence came between the two.
  const [confirmed, setConfirmed] = useState<string | null>(null);
  const { register, handleSubmit, formState, setFocus } = useForm({
    defaultValues: { password: "" },
  });
  const submit = handleSubmit(async ({ password }) => {
    setProblem(null);
    try {
      const email = confirmed ?? (await confirmEmail(token, password));
      setConfirmed(email);
      await signIn(email, password);
      onDone();
    } catch (error) {
      setProblem(error);
      setFocus("password", { shouldSelect: true });
    }
  });
  if (problem instanceof Problem && problem.code.startsWith("link_")) {
    return (
      <FrontDoor title="Confirm your e-mail address">
        <LinkTrouble problem={problem}>
          <Link to="/sign-in" className={buttonClasses("plain")}>
            Sign in
          </Link>
        </LinkTrouble>
      </FrontDoor>
    );
  }
  const refused = problem instanceof Problem && problem.code === CODE ? problem : null;
  return (
    <FrontDoor title="Confirm your e-mail address">
      <p className="mb-4 text-muted">
        The letter has reached you. Your password shows that it was you who signed up.
      </p>
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <Field
          label="Enter the password you chose"
          error={formState.errors.password?.message ?? refused?.title}
        >
          {(control) => (
            <TextInput
              {...control}
              {...register("password", { required: "Enter your password." })}
              type="password"
              autoComplete="current-password"
              autoFocus
            />
          )}
        </Field>
        {problem !== null && (
          <ProblemNotice
            error={problem}
            action={
              refused && (
                <Link to="/forgot-password" className={buttonClasses("quiet", "small")}>
                  Choose a new password
                </Link>
              )
            }
          />
        )}
        <Button
          type="submit"
          look="primary"
          size="large"
          busy={formState.isSubmitting && "Confirming …"}
        >
          Confirm and sign in
        </Button>
      </form>
    </FrontDoor>
  );
}
