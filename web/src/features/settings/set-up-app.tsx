import { useState } from "react";
import { useForm } from "react-hook-form";
import { Problem } from "@/api/problems";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Field, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import { Qr } from "@/ui/qr";
import { beginApp, confirmApp, type AppSecret } from "./calls";

/** From a password to a code that fits: the app is set up once it has shown one. */
export function SetUpApp({ onDone }: { onDone: (recoveryCodes: string[]) => void }) {
  const [secret, setSecret] = useState<AppSecret | null>(null);
  return secret === null ? (
    <Begin onBegun={setSecret} />
  ) : (
    <Confirm
      secret={secret}
      onDone={onDone}
      onAgain={() => {
        setSecret(null);
      }}
    />
  );
}

function Begin({ onBegun }: { onBegun: (secret: AppSecret) => void }) {
  const [problem, setProblem] = useState<unknown>(null);
  const { register, handleSubmit, formState, setFocus } = useForm({
    defaultValues: { password: "" },
  });
  const submit = handleSubmit(async ({ password }) => {
    setProblem(null);
    try {
      onBegun(await beginApp(password));
    } catch (error) {
      setProblem(error);
      setFocus("password", { shouldSelect: true });
    }
  });
  const wrong = problem instanceof Problem ? problem.at("/current_password") : undefined;
  return (
    <Card title="Set up an authenticator app">
      <form onSubmit={(event) => void submit(event)} noValidate className="grid max-w-md gap-4">
        <p>
          An app on your phone shows a new code every thirty seconds, and signing in asks for it.
          Whoever learns your password alone then stands before a closed door.
        </p>
        <Field label="Your password" error={formState.errors.password?.message ?? wrong}>
          {(control) => (
            <TextInput
              {...control}
              {...register("password", { required: "Enter your password." })}
              type="password"
              autoComplete="current-password"
            />
          )}
        </Field>
        {problem !== null && <ProblemNotice error={problem} />}
        <div>
          <Button type="submit" look="primary" busy={formState.isSubmitting && "Beginning …"}>
            Set up the app
          </Button>
        </div>
      </form>
    </Card>
  );
}

interface ConfirmProps {
  secret: AppSecret;
  onDone: (recoveryCodes: string[]) => void;
  onAgain: () => void;
}

function Confirm({ secret, onDone, onAgain }: ConfirmProps) {
  const [problem, setProblem] = useState<unknown>(null);
  const { register, handleSubmit, formState, setFocus, setValue } = useForm({
    defaultValues: { code: "" },
  });
  const submit = handleSubmit(async ({ code }) => {
    setProblem(null);
    try {
      onDone(await confirmApp(code.replaceAll(/\s/g, "")));
    } catch (error) {
      setProblem(error);
      setValue("code", "");
      setFocus("code");
    }
  });
  return (
    <Card title="Scan this with the app">
      <div className="flex flex-wrap items-start gap-x-8 gap-y-5">
        <Qr text={secret.otpauth_uri} label="QR code for the authenticator app" />
        <div className="grid min-w-0 flex-[1_1_16rem] gap-5">
          <div className="grid gap-1">
            <p>Or type this key into the app, as one that goes by time:</p>
            <Reference text={grouped(secret.secret)} what="key" />
          </div>
          <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
            <Field
              label="Code"
              hint="The six digits that the app shows now."
              error={formState.errors.code?.message}
            >
              {(control) => (
                <TextInput
                  {...control}
                  {...register("code", {
                    validate: (code) =>
                      /^\d{6}$/.test(code.replaceAll(/\s/g, "")) || "Enter the six digits.",
                  })}
                  inputMode="numeric"
                  autoComplete="one-time-code"
                  className="max-w-40 tabular-nums"
                  autoFocus
                />
              )}
            </Field>
            {problem !== null && <ProblemNotice error={problem} />}
            <div className="flex flex-wrap gap-2">
              <Button type="submit" look="primary" busy={formState.isSubmitting && "Looking …"}>
                Confirm
              </Button>
              <Button onClick={onAgain}>Begin again</Button>
            </div>
          </form>
        </div>
      </div>
    </Card>
  );
}

/** In fours, as one types it; apps take it with the blanks. */
function grouped(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/g, "$1 ");
}
