import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { api } from "@/api/client";
import { Problem, unwrap } from "@/api/problems";
import { meQuery, merchantsQuery } from "@/api/queries";
import { signOut } from "@/api/session";
import type { components } from "@/api/schema";
import { Button, buttonClasses } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Field, TextInput } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import { FrontDoor } from "./front-door";

type NewMerchant = components["schemas"]["NewMerchant"];

interface FoundMerchantPageProps {
  /** They act for some already, and may go back to them. */
  hasOthers?: boolean;
  onFounded: (merchantId: string) => void;
}

/** The first thing somebody does here, and perhaps not the last time: say for whom they trade. */
export function FoundMerchantPage({ hasOthers = false, onFounded }: FoundMerchantPageProps) {
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
      await Promise.all([
        queries.invalidateQueries({ queryKey: merchantsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: meQuery.queryKey }),
      ]);
      onFounded(founded.id);
    } catch (error) {
      setProblem(error);
    }
  });
  return (
    <FrontDoor title={hasOthers ? "Who else trades?" : "Who trades?"}>
      <p className="mb-4 text-muted">
        Money here belongs to merchants, and people act for them. You will be the owner of this one;
        a team can join later.{" "}
        {hasOthers
          ? "It has a balance, books and a verification of its own."
          : "Were you invited to one? Then follow the link in the letter."}
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
      <p className="mt-6 flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-sm text-muted">
        <span className="min-w-0 break-all">{me.data?.email}</span>
        {hasOthers ? (
          <Link to="/" className={buttonClasses("plain", "small")}>
            Back to your merchants
          </Link>
        ) : (
          <Button look="plain" size="small" onClick={() => void signOut()}>
            Sign out
          </Button>
        )}
      </p>
    </FrontDoor>
  );
}
