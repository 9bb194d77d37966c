import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useIntent } from "@/api/intent";
import { mayOwn, useMerchant } from "@/api/merchant";
import { merchantsQuery } from "@/api/queries";
import { verificationQuery, type Verification } from "@/api/verification";
import { plainly } from "@/lib/words";
import { Card } from "@/ui/card";
import { Fact, Facts } from "@/ui/facts";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { saveDraft, submitDraft, type Draft } from "./calls";
import { DetailFacts } from "./detail-facts";
import { formOf } from "./details";
import { DetailsCard } from "./details-card";
import { DocumentsCard } from "./documents-card";
import { Standing, StandingBadge } from "./standing";
import { SubmitCard } from "./submit-card";

/** `limits`: what the tier allows, told by whoever knows. */
export function VerificationPage({ limits }: { limits: ReactNode }) {
  const merchant = useMerchant();
  return (
    <Page
      title="Verification"
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          Who {merchant.name} is, before its money leaves.
          <StandingBadge status={merchant.verification} />
        </span>
      }
    >
      {mayOwn(merchant) ? <OfOwner limits={limits} /> : <OfOthers limits={limits} />}
    </Page>
  );
}

function OfOthers({ limits }: { limits: ReactNode }) {
  return (
    <>
      <Notice tone="plain" title="Only owners see the details and documents">
        Who a merchant is, is for its owners to say and to show. How it stands is above.
      </Notice>
      {limits}
    </>
  );
}

function OfOwner({ limits }: { limits: ReactNode }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(verificationQuery(merchant.id));
  if (!data) {
    return error ? (
      <Unloaded error={error} onRetry={() => void refetch()} />
    ) : (
      <div role="status" aria-label="Loading the verification" className="grid gap-5">
        <Skeleton className="h-20" />
        <Skeleton className="h-96" />
      </div>
    );
  }
  // Another standing is another form: what was being typed belongs to the one before.
  return data.editable ? (
    <Editable
      key={`${data.status} ${data.submission_number}`}
      verification={data}
      limits={limits}
    />
  ) : (
    <Fixed verification={data} limits={limits} />
  );
}

interface PartProps {
  verification: Verification;
  limits: ReactNode;
}

function Editable({ verification, limits }: PartProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [form, setForm] = useState(() => formOf(verification));
  const [saved, setSaved] = useState(form);
  const isDirty = JSON.stringify(form) !== JSON.stringify(saved);
  const take = (answer: Verification) => {
    queryClient.setQueryData(verificationQuery(merchant.id).queryKey, answer);
  };
  // The same draft saved twice is the same draft: no key is needed.
  const saving = useMutation({
    mutationFn: (body: Draft) => saveDraft(merchant.id, body),
    onSuccess: (answer) => {
      take(answer);
      setForm(formOf(answer));
      setSaved(formOf(answer));
    },
  });
  const submitting = useIntent<object, Verification>({
    send: () => submitDraft(merchant.id),
    onRefused: () => {
      void queryClient.invalidateQueries({ queryKey: verificationQuery(merchant.id).queryKey });
    },
    onDone: (answer) => {
      take(answer);
      void queryClient.invalidateQueries({ queryKey: merchantsQuery.queryKey });
      window.scrollTo({ top: 0 });
    },
  });
  return (
    <>
      <Standing verification={verification} />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)]">
        <div className="grid min-w-0 gap-5">
          <DetailsCard
            verification={verification}
            form={form}
            onForm={setForm}
            isDirty={isDirty}
            saving={saving}
          />
          <DocumentsCard verification={verification} />
        </div>
        <div className="grid min-w-0 gap-5 xl:sticky xl:top-20">
          <SubmitCard verification={verification} isDirty={isDirty} submitting={submitting} />
          {limits}
        </div>
      </div>
    </>
  );
}

function Fixed({ verification, limits }: PartProps) {
  return (
    <>
      <Standing verification={verification} />
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <div className="grid min-w-0 gap-5">
          <Card title="What was said">
            <Facts>
              <Fact name="Tier">
                {verification.status === "verified"
                  ? plainly(verification.tier)
                  : "Given with the decision"}
              </Fact>
              {verification.submitted_at && (
                <Fact name="Handed in">
                  <Time at={verification.submitted_at} />
                  {verification.submission_number > 1 &&
                    ` · for the ${verification.submission_number}. time`}
                </Fact>
              )}
              {verification.decided_at && (
                <Fact name="Decided">
                  <Time at={verification.decided_at} />
                </Fact>
              )}
            </Facts>
            <div className="border-t border-line" />
            <DetailFacts verification={verification} />
          </Card>
          <DocumentsCard verification={verification} />
        </div>
        {limits}
      </div>
    </>
  );
}
