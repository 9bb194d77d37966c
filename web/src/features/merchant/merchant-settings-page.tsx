import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { api, type Merchant } from "@/api/client";
import { mayOwn, useMerchant } from "@/api/merchant";
import { Problem, unwrap } from "@/api/problems";
import { meQuery, merchantsQuery } from "@/api/queries";
import { ROLES } from "@/lib/roles";
import { exact } from "@/lib/time";
import { plainly } from "@/lib/words";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Fact, Facts } from "@/ui/facts";
import { Field, TextInput } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { ProblemNotice } from "@/ui/problem-notice";
import { Time } from "@/ui/time";

export function MerchantSettingsPage() {
  const merchant = useMerchant();
  return (
    <Page title="Settings" lead={`What ${merchant.name} is here.`} narrow>
      <AccountFacts merchant={merchant} />
      <Name merchant={merchant} />
    </Page>
  );
}

const VERIFICATION: Record<Merchant["verification"], string> = {
  unverified: "Not verified yet",
  submitted: "Being looked at",
  verified: "Verified",
  refused: "Refused",
};

function AccountFacts({ merchant }: { merchant: Merchant }) {
  const role = ROLES.find((each) => each.role === merchant.role);
  return (
    <Card title="Account">
      <Facts>
        <Fact name="Kind">{merchant.kind === "business" ? "A business" : "A person"}</Fact>
        <Fact name="Verification">
          <span className="flex flex-wrap items-baseline gap-x-3">
            {VERIFICATION[merchant.verification]}
            <Link
              to="/m/$merchantId/verification"
              params={{ merchantId: merchant.id }}
              className="text-sm text-sea hover:underline"
            >
              Go to the verification
            </Link>
          </span>
        </Fact>
        <Fact name="Tier">
          {plainly(merchant.tier)}
          <span className="block text-sm text-muted">
            How much may move at once, in a day and in a month.
          </span>
        </Fact>
        <Fact name="Payouts">
          {merchant.payouts_frozen
            ? `Frozen: ${merchant.payouts_frozen_reason ?? "the platform has paused them."}`
            : "Open"}
          {merchant.payouts_frozen_until !== null && (
            <span className="block text-sm text-muted">
              Until {exact(merchant.payouts_frozen_until)}, unless it is lifted earlier or lasts
              longer.
            </span>
          )}
        </Fact>
        <Fact name="Your role">{role?.name ?? "Operator of the platform"}</Fact>
        <Fact name="Created">
          <Time at={merchant.created_at} />
        </Fact>
        <Fact name="Merchant ID">
          <Reference text={merchant.id} what="merchant ID" />
        </Fact>
      </Facts>
    </Card>
  );
}

function Name({ merchant }: { merchant: Merchant }) {
  const isOpen = merchant.verification === "unverified" || merchant.verification === "refused";
  return (
    <Card title="What it is called">
      {!isOpen ? (
        <p>
          <strong className="font-semibold">{merchant.name}</strong>{" "}
          <span className="text-muted">
            {merchant.verification === "verified"
              ? "is verified, and so the name stays. If it changed in law, ask our support: the new one has to be verified as well."
              : "is being verified, and so the name stays until that is decided."}
          </span>
        </p>
      ) : mayOwn(merchant) ? (
        <Rename merchant={merchant} />
      ) : (
        <p>
          <strong className="font-semibold">{merchant.name}</strong>{" "}
          <span className="text-muted">Owners may change it until it is verified.</span>
        </p>
      )}
    </Card>
  );
}

function Rename({ merchant }: { merchant: Merchant }) {
  const queries = useQueryClient();
  const [problem, setProblem] = useState<unknown>(null);
  const [renamed, setRenamed] = useState<string | null>(null);
  const { register, handleSubmit, formState, reset } = useForm({
    defaultValues: { name: merchant.name },
  });
  const submit = handleSubmit(async ({ name }) => {
    setProblem(null);
    setRenamed(null);
    try {
      const now = await unwrap(
        api.POST("/api/v1/merchants/{merchant_id}/rename/", {
          params: { path: { merchant_id: merchant.id } },
          body: { name: name.trim() },
        }),
      );
      reset({ name: now.name });
      setRenamed(now.name);
      await Promise.all([
        queries.invalidateQueries({ queryKey: merchantsQuery.queryKey }),
        queries.invalidateQueries({ queryKey: meQuery.queryKey }),
      ]);
    } catch (error) {
      setProblem(error);
    }
  });
  const said = problem instanceof Problem ? problem.at("/name") : undefined;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid max-w-md gap-4">
      <Field
        label="Name"
        hint={merchant.kind === "person" ? "As on your PAN card." : "As it is registered."}
        error={formState.errors.name?.message ?? said}
      >
        {(control) => (
          <TextInput
            {...control}
            {...register("name", {
              validate: (name) => name.trim() !== "" || "Enter a name.",
            })}
            maxLength={120}
            autoComplete={merchant.kind === "person" ? "name" : "organization"}
          />
        )}
      </Field>
      {problem !== null && <ProblemNotice error={problem} />}
      {renamed !== null && (
        <Notice tone="good" announced>
          It is called {renamed} now.
        </Notice>
      )}
      <div>
        <Button
          type="submit"
          disabled={!formState.isDirty}
          busy={formState.isSubmitting && "Renaming …"}
        >
          Rename
        </Button>
      </div>
    </form>
  );
}
