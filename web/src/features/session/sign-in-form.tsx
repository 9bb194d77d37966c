import { useForm } from "react-hook-form";
import { useState } from "react";
import { signIn } from "@/api/session";
import { Button } from "@/ui/button";
import { Field, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";

interface SignInFormProps {
  /** Whoever was signed in before: only their password is asked for. */
  email?: string | undefined;
  onDone?: () => void;
}

export function SignInForm({ email, onDone }: SignInFormProps) {
  const [problem, setProblem] = useState<unknown>(null);
  const { register, handleSubmit, formState, setFocus } = useForm({
    defaultValues: { email: email ?? "", password: "" },
  });
  const submit = handleSubmit(async (given) => {
    setProblem(null);
    try {
      await signIn(given.email.trim(), given.password);
      onDone?.();
    } catch (error) {
      setProblem(error);
      setFocus("password", { shouldSelect: true });
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
            readOnly={email !== undefined}
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
            autoFocus={email !== undefined}
          />
        )}
      </Field>
      {problem !== null && <ProblemNotice error={problem} />}
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
