import { useState } from "react";
import { useForm } from "react-hook-form";
import { Problem } from "@/api/problems";
import { Button, type ButtonLook } from "@/ui/button";
import { Field, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import type { PasswordAndCode } from "./calls";

interface ProveFormProps {
  /** The name of the act, on its button. */
  act: string;
  busy: string;
  look: ButtonLook;
  onProven: (proof: PasswordAndCode) => Promise<void>;
  onCancel: () => void;
}

/** Password and code again, for what a stranger at an open screen must not do. */
export function ProveForm({ act, busy, look, onProven, onCancel }: ProveFormProps) {
  const [problem, setProblem] = useState<unknown>(null);
  const { register, handleSubmit, formState, setFocus, setValue } = useForm({
    defaultValues: { password: "", code: "" },
  });
  const submit = handleSubmit(async ({ password, code }) => {
    setProblem(null);
    try {
      await onProven({ current_password: password, code: code.trim() });
    } catch (error) {
      setProblem(error);
      const isPassword = error instanceof Problem && error.code === "current_password_wrong";
      // A code that was looked at is of no more use; the next one has to be typed.
      if (!isPassword) setValue("code", "");
      setFocus(isPassword ? "password" : "code", { shouldSelect: true });
    }
  });
  const wrong = problem instanceof Problem ? problem.at("/current_password") : undefined;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid max-w-md gap-4">
      <Field label="Your password" error={formState.errors.password?.message ?? wrong}>
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
          />
        )}
      </Field>
      {problem !== null && <ProblemNotice error={problem} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look={look} busy={formState.isSubmitting && busy}>
          {act}
        </Button>
        <Button onClick={onCancel}>Leave it</Button>
      </div>
    </form>
  );
}
