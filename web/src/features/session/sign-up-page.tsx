import { Link } from "@tanstack/react-router";
import { MailCheck } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Problem } from "@/api/problems";
import { SHORTEST_PASSWORD } from "@/lib/passwords";
import { Button } from "@/ui/button";
import { Field, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import { signUp } from "./calls";
import { FrontDoor } from "./front-door";
import { LetterSent } from "./letter-sent";

interface SignUpPageProps {
  /** Whom an invitation was written to. */
  email?: string | undefined;
  next?: string | undefined;
}

export function SignUpPage({ email, next }: SignUpPageProps) {
  const [problem, setProblem] = useState<unknown>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm({
    defaultValues: { name: "", email: email ?? "", password: "" },
  });
  const submit = handleSubmit(async (given) => {
    setProblem(null);
    try {
      const address = given.email.trim();
      await signUp({ name: given.name.trim(), email: address, password: given.password });
      setSentTo(address);
    } catch (error) {
      setProblem(error);
    }
  });
  if (sentTo !== null) {
    return (
      <FrontDoor title="Look into your mailbox">
        <LetterSent icon={MailCheck} email={sentTo}>
          Follow the link in it to confirm that this address is yours; then sign in. If you had an
          account already, the letter says so.
        </LetterSent>
      </FrontDoor>
    );
  }
  const refused = problem instanceof Problem ? problem : null;
  return (
    <FrontDoor title="Create an account">
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <Field label="Your name" error={formState.errors.name?.message ?? refused?.at("/name")}>
          {(control) => (
            <TextInput
              {...control}
              {...register("name", { required: "Enter your name." })}
              autoComplete="name"
              maxLength={120}
              autoFocus
            />
          )}
        </Field>
        <Field label="E-mail" error={formState.errors.email?.message ?? refused?.at("/email")}>
          {(control) => (
            <TextInput
              {...control}
              {...register("email", { required: "Enter your e-mail address." })}
              type="email"
              autoComplete="username"
              readOnly={email !== undefined}
            />
          )}
        </Field>
        <Field
          label="Password"
          hint={`At least ${SHORTEST_PASSWORD} characters. Several words are easy to keep and hard to guess.`}
          error={formState.errors.password?.message ?? refused?.at("/password")}
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
            />
          )}
        </Field>
        {problem !== null && <ProblemNotice error={problem} />}
        <Button
          type="submit"
          look="primary"
          size="large"
          busy={formState.isSubmitting && "Creating your account …"}
        >
          Create account
        </Button>
      </form>
      <p className="mt-4 text-sm text-muted">
        You have one?{" "}
        <Link
          to="/sign-in"
          search={next === undefined ? {} : { next }}
          className="underline underline-offset-2 hover:text-sea"
        >
          Sign in
        </Link>
      </p>
    </FrontDoor>
  );
}
