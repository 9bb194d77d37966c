import { useState } from "react";
import { useForm } from "react-hook-form";
import { Problem } from "@/api/problems";
import { signOut } from "@/api/session";
import { SHORTEST_PASSWORD } from "@/lib/passwords";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, TextInput } from "@/ui/field";
import { Page } from "@/ui/page";
import { ProblemNotice } from "@/ui/problem-notice";
import { tell } from "@/ui/toast";
import { changePassword } from "./calls";

export function PasswordPage() {
  const [problem, setProblem] = useState<unknown>(null);
  const { register, handleSubmit, formState, setFocus } = useForm({
    defaultValues: { current: "", next: "" },
  });
  const submit = handleSubmit(async ({ current, next }) => {
    setProblem(null);
    try {
      await changePassword({ current_password: current, new_password: next });
    } catch (error) {
      setProblem(error);
      const isOfNext = error instanceof Problem && error.at("/new_password") !== undefined;
      setFocus(isOfNext ? "next" : "current", { shouldSelect: true });
      return;
    }
    tell(
      "good",
      "Your password is changed, and every session has ended. Sign in with the new one.",
    );
    await signOut();
  });
  const said = (pointer: string) => (problem instanceof Problem ? problem.at(pointer) : undefined);
  return (
    <Page title="Password" narrow>
      <Card title="Change your password">
        <form onSubmit={(event) => void submit(event)} noValidate className="grid max-w-md gap-5">
          <Field
            label="Current password"
            error={formState.errors.current?.message ?? said("/current_password")}
          >
            {(control) => (
              <TextInput
                {...control}
                {...register("current", { required: "Enter your current password." })}
                type="password"
                autoComplete="current-password"
              />
            )}
          </Field>
          <Field
            label="New password"
            hint={`At least ${SHORTEST_PASSWORD} characters, and not easy to guess.`}
            error={formState.errors.next?.message ?? said("/new_password")}
          >
            {(control) => (
              <TextInput
                {...control}
                {...register("next", {
                  required: "Choose a new password.",
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
          <p className="text-sm text-muted">
            Every session ends, on every device and here as well, and a letter tells you of it. API
            keys go on.
          </p>
          <div>
            <Button type="submit" look="primary" busy={formState.isSubmitting && "Changing …"}>
              Change password
            </Button>
          </div>
        </form>
      </Card>
    </Page>
  );
}
