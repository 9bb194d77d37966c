import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, Save } from "lucide-react";
import { useRef, useState, type RefObject, type SubmitEvent } from "react";
import { dealQuery, type Deal, type DealBody } from "@/api/deals";
import { useIntent } from "@/api/intent";
import { mayPay, useMerchant } from "@/api/merchant";
import { Problem } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Curl } from "@/ui/curl";
import { Notice } from "@/ui/notice";
import { OnlyLooks } from "@/ui/only-looks";
import { Page } from "@/ui/page";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { parseRupees } from "@/money/money";
import { createDeal, editDeal } from "./calls";
import {
  emptyDeal,
  errorsOf,
  fromDeal,
  toBody,
  type DealErrors,
  type DealForm,
  type TermsForm,
} from "./deal-form";
import { DealFields } from "./deal-fields";
import { TermsFields } from "./terms-fields";

interface NewDealPageProps {
  /** Names this visit to the form: going back to it finds the same intent. */
  visit: string;
  onSaved: (deal: Deal) => void;
}

export function NewDealPage({ visit, onSaved }: NewDealPageProps) {
  const merchant = useMerchant();
  return (
    <Page
      title="Write a deal"
      narrow
      back={<BackToMarket />}
      lead="Nobody sees it before you publish or propose it."
    >
      {mayPay(merchant) ? (
        <FormOf
          key={visit}
          begin={emptyDeal}
          keptAs={`deal.${visit}`}
          send={(body, key) => createDeal(merchant.id, body, key)}
          onSaved={onSaved}
        />
      ) : (
        <OnlyLooks />
      )}
    </Page>
  );
}

/** A draft, to be changed; what is not one any more says so. */
export function EditDealPage({
  dealId,
  onSaved,
}: {
  dealId: string;
  onSaved: (deal: Deal) => void;
}) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(dealQuery(merchant.id, dealId));
  const terms = data?.terms;
  return (
    <Page title="Change the draft" narrow back={<BackToDeal dealId={dealId} />}>
      {!data ? (
        <Card flush>
          {error ? (
            <Unloaded error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows rows={5} />
          )}
        </Card>
      ) : terms && data.allowed_moves.includes("edit") ? (
        <FormOf
          key={data.id}
          begin={() => fromDeal(data, terms)}
          send={(body) => editDeal(merchant.id, dealId, body)}
          onSaved={onSaved}
        />
      ) : (
        <Notice tone="plain" title="This is no draft that you may change">
          Others may have seen it by now. Go back to see how it stands.
        </Notice>
      )}
    </Page>
  );
}

interface FormOfProps {
  begin: () => DealForm;
  keptAs?: string;
  send: (body: DealBody, key: string) => Promise<Deal>;
  onSaved: (deal: Deal) => void;
}

function FormOf({ begin, keptAs, send, onSaved }: FormOfProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const intent = useIntent<DealBody, Deal>({
    keptAs,
    send,
    onDone: (deal) => {
      void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "deals") });
      onSaved(deal);
    },
  });
  const [form, setForm] = useState(begin);
  const [errors, setErrors] = useState<DealErrors>({});
  const formRef = useRef<HTMLFormElement>(null);
  const isOpen = intent.phase === "editing";
  const change = (changes: Partial<DealForm>) => {
    setForm({ ...form, ...changes });
    setErrors({});
    intent.clear();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found = errorsOf(form);
    setErrors(found);
    if (Object.keys(found).length === 0) intent.submit(toBody(form));
    else focusFirstError(formRef);
  };
  const wrong = wrongAt(errors, intent.problem);
  const budget = parseRupees(form.budget);
  return (
    <form ref={formRef} onSubmit={submit} noValidate className="grid gap-5">
      <fieldset disabled={!isOpen} className="grid min-w-0 gap-5">
        <legend className="sr-only">The deal</legend>
        <DealFields form={form} wrong={wrong} onChange={change} />
        <TermsFields
          form={form.terms}
          isDirect={form.format === "direct"}
          price={budget.ok ? budget.paise : null}
          wrong={wrong}
          onChange={(changes: Partial<TermsForm>) => {
            change({ terms: { ...form.terms, ...changes } });
          }}
        />
      </fieldset>
      <Card>
        <div className="grid gap-4">
          <p className="text-sm text-muted">
            It is saved as a draft. On its page you attach files, invite others, and{" "}
            {form.format === "direct" ? "propose" : "publish"} it.
          </p>
          <Outcome problem={intent.problem} isUnknown={intent.phase === "unknown"} />
          {intent.phase === "unknown" ? (
            <Button look="primary" size="large" icon={Save} onClick={intent.retry}>
              Ask again
            </Button>
          ) : (
            <Button
              type="submit"
              look="primary"
              size="large"
              icon={Save}
              busy={intent.phase === "sending" && "Saving …"}
            >
              Save draft
            </Button>
          )}
        </div>
      </Card>
      {keptAs !== undefined && (
        <Curl
          request={{
            method: "POST",
            path: "/api/v1/deals/",
            merchantId: merchant.id,
            idempotent: true,
            body: toBody(form),
          }}
        />
      )}
    </form>
  );
}

/** What came of sending it, where it is not done. */
export function Outcome({ problem, isUnknown }: { problem: unknown; isUnknown: boolean }) {
  if (isUnknown) {
    return (
      <Notice tone="doubt" title="No answer came back" announced>
        Ask again: it can only happen once.
      </Notice>
    );
  }
  return problem === null ? null : <ProblemNotice error={problem} />;
}

/** What is wrong with one member: what is seen here, or else what the platform said. */
export function wrongAt(errors: DealErrors, problem: unknown) {
  return (pointer: string): string | undefined =>
    errors[pointer] ??
    (problem instanceof Problem
      ? problem.places.find((each) => each.pointer === pointer)?.detail
      : undefined);
}

export function focusFirstError(form: RefObject<HTMLFormElement | null>): void {
  requestAnimationFrame(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  });
}

const backClasses = "inline-flex items-center gap-1 text-muted hover:text-sea";

export function BackToMarket() {
  const merchant = useMerchant();
  return (
    <Link to="/m/$merchantId/market" params={{ merchantId: merchant.id }} className={backClasses}>
      <ChevronLeft aria-hidden className="size-4" /> Market
    </Link>
  );
}

export function BackToDeal({ dealId }: { dealId: string }) {
  const merchant = useMerchant();
  return (
    <Link
      to="/m/$merchantId/deals/$dealId"
      params={{ merchantId: merchant.id, dealId }}
      className={backClasses}
    >
      <ChevronLeft aria-hidden className="size-4" /> The deal
    </Link>
  );
}
