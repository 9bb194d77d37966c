import { Link } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Problem } from "@/api/problems";
import { SHORTEST_PASSWORD } from "@/lib/passwords";
import { Button, buttonClasses } from "@/ui/button";
import { Field, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import { resetPassword } from "./calls";
import { FrontDoor } from "./front-door";
import { LinkTrouble } from "./link-trouble";

/** What the link in the letter of somebody who forgot their password leads to. */
export function NewPasswordPage({ token }: { token: string }) {
  const [problem, setProblem] = useState<unknown>(null);
  const [isDone, setDone] = useState(false);
  const { register, handleSubmit, formState } = useForm({ defaultValues: { password: "" } });
  const submit = handleSubmit(async ({ password }) => {
    setProblem(null);
    try {
      await resetPassword(token, password);
      setDone(true);
    } catch (error) {
      setProblem(error);
    }
  });
  if (isDone) {
    return (
      <FrontDoor title="Your password is changed">
        <div role="status" className="grid gap-4">
          <CircleCheck aria-hidden className="size-10 text-good" />
          <p>Every session has ended, on every device. Sign in with the new password.</p>
          <Link to="/sign-in" className={buttonClasses("primary")}>
            Sign in
          </Link>
        </div>
      </FrontDoor>
    );
  }
  if (problem instanceof Problem && problem.code.startsWith("link_")) {
    return (
      <FrontDoor title="Choose a new password">
        <LinkTrouble problem={problem}>
          <Link to="/forgot-password" className={buttonClasses("plain")}>
            Send me a new link
          </Link>
        </LinkTrouble>
      </FrontDoor>
    );
  }
  const refused = problem instanceof Problem ? problem.at("/new_password") : undefined;
  return (
    <FrontDoor title="Choose a new password">
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <Field
          label="New password"
          hint={`At least ${SHORTEST_PASSWORD} characters.`}
          error={formState.errors.password?.message ?? refused}
        >
          {(control) => (
            <TextInput
              {...control}
              {...register("password", {
                required: "Choose a password.",
                minLength: {
                  value: SHORTEST_PASSWORD,
                  message: `A password has at least ${SHORTEST_PASSWORD} characters.`,
                },
              })}
              type="password"
              autoComplete="new-password"
              autoFocus
            />
          )}
        </Field>
        {problem !== null && <ProblemNotice error={problem} />}
        <Button
          type="submit"
          look="primary"
          size="large"
          busy={formState.isSubmitting && "Changing …"}
        >
          Change password
        </Button>
      </form>
    </FrontDoor>
  );
}
