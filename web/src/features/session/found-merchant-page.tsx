import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { api } from "@/api/client";
import { Problem, unwrap } from "@/api/problems";
import { meQuery } from "@/api/queries";
import { signOut } from "@/api/session";
import type { components } from "@/api/schema";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Field, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import { FrontDoor } from "./front-door";

type NewMerchant = components["schemas"]["NewMerchant"];

/** The first thing somebody does here: say for whom they trade. */
export function FoundMerchantPage({ onFounded }: { onFounded: (merchantId: string) => void }) {
  const queries = useQueryClient();
  const me = useQuery(meQuery);
  const [problem, setProblem] = useState<unknown>(null);
  const { register, handleSubmit, formState, control, setValue } = useForm<NewMerchant>({
    defaultValues: { name: "", kind: "business" },
  });
  const kind = useWatch({ control, name: "kind" });
  const submit = handleSubmit(async ({ name, kind: chosen }) => {
    setProblem(null);
    try {
      const body = { name: name.trim(), kind: chosen };
      const founded = await unwrap(api.POST("/api/v1/merchants/", { body }));
      await queries.invalidateQueries({ queryKey: ["merchants"] });
      onFounded(founded.id);
    } catch (error) {
      setProblem(error);
    }
  });
  return (
    <FrontDoor title="Who trades?">
      <p className="mb-4 text-muted">
        Money here belongs to merchants, and people act for them. You will be the owner of this one;
        a team can join later. Were you invited to one? Then follow the link in the letter.
      </p>
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <Choice
          label="Kind of merchant"
          value={kind}
          onChange={(chosen) => {
            setValue("kind", chosen);
          }}
          options={[
            { value: "business", label: "A business" },
            { value: "person", label: "I myself" },
          ]}
        />
        <Field
          label="Name"
          hint={kind === "person" ? "As on your PAN card." : "As it is registered."}
          error={
            formState.errors.name?.message ??
            (problem instanceof Problem ? problem.at("/name") : undefined)
          }
        >
          {(control) => (
            <TextInput
              {...control}
              {...register("name", { required: "Enter a name." })}
              maxLength={120}
              autoComplete={kind === "person" ? "name" : "organization"}
              autoFocus
            />
          )}
        </Field>
        {problem !== null && <ProblemNotice error={problem} />}
        <Button
          type="submit"
          look="primary"
          size="large"
          busy={formState.isSubmitting && "Creating …"}
        >
          Create
        </Button>
      </form>
      <p className="mt-6 flex items-center justify-between gap-3 text-sm text-muted">
        <span className="min-w-0 truncate">{me.data?.email}</span>
        <Button look="plain" size="small" onClick={() => void signOut()}>
          Sign out
        </Button>
      </p>
    </FrontDoor>
  );
}
