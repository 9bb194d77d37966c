import { Link } from "@tanstack/react-router";
import { MailQuestion } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "@/ui/button";
import { Field, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import { requestReset } from "./calls";
import { FrontDoor } from "./front-door";
import { LetterSent } from "./letter-sent";

export function ForgotPasswordPage() {
  const [problem, setProblem] = useState<unknown>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm({ defaultValues: { email: "" } });
  const submit = handleSubmit(async ({ email }) => {
    setProblem(null);
    try {
      await requestReset(email.trim());
      setSentTo(email.trim());
    } catch (error) {
      setProblem(error);
    }
  });
  if (sentTo !== null) {
    return (
      <FrontDoor title="Look into your mailbox">
        <LetterSent icon={MailQuestion} email={sentTo}>
          If there is an account of this address, the letter has a link to choose a new password. It
          is good once, and not for long.
        </LetterSent>
      </FrontDoor>
    );
  }
  return (
    <FrontDoor title="Forgot your password?">
      <p className="mb-4 text-muted">
        We send you a link to choose a new one. Choosing it ends every session you have.
      </p>
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <Field label="E-mail" error={formState.errors.email?.message}>
          {(control) => (
            <TextInput
              {...control}
              {...register("email", { required: "Enter your e-mail address." })}
              type="email"
              autoComplete="username"
              autoFocus
            />
          )}
        </Field>
        {problem !== null && <ProblemNotice error={problem} />}
        <Button
          type="submit"
          look="primary"
          size="large"
          busy={formState.isSubmitting && "Sending …"}
        >
          Send me a link
        </Button>
      </form>
      <p className="mt-4 text-sm">
        <Link to="/sign-in" className="underline underline-offset-2 hover:text-sea">
          Back to signing in
        </Link>
      </p>
    </FrontDoor>
  );
}
