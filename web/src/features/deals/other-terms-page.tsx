import { useQuery } from "@tanstack/react-query";
import { MessageSquareReply, PencilLine } from "lucide-react";
import { useRef, useState, type SubmitEvent } from "react";
import { dealQuery, type Deal, type Terms, type TermsBody } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { paise } from "@/money/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Field, TextArea, TextInput } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { amendDeal, counterDeal } from "./calls";
import { errorsOfTerms, fromTerms, toTerms, type DealErrors, type TermsForm } from "./deal-form";
import { BackToDeal, focusFirstError, Outcome, wrongAt } from "./deal-form-page";
import { TermsFields } from "./terms-fields";
import { useDealAct } from "./use-deal-act";

type Way = "counter" | "amend";

const WORDS = {
  counter: {
    title: "Answer with other terms",
    then: "The other side reads them, and what changed, and has five days to answer. These terms are your yes; nobody is bound before they say theirs.",
    act: "Send these terms",
    busy: "Sending …",
    icon: MessageSquareReply,
  },
  amend: {
    title: "Change the terms",
    then: "Whoever bid sees what changed. What is material makes their bids wait until they have confirmed them.",
    act: "Change the terms",
    busy: "Changing …",
    icon: PencilLine,
  },
} as const;

interface OtherTermsPageProps {
  dealId: string;
  way: Way;
  onDone: () => void;
}

/** A new version of the terms: an answer to what lies on the table, or a change while others bid. */
export function OtherTermsPage({ dealId, way, onDone }: OtherTermsPageProps) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(dealQuery(merchant.id, dealId));
  const terms = data?.terms;
  return (
    <Page title={WORDS[way].title} narrow back={<BackToDeal dealId={dealId} />} lead={data?.title}>
      {!data ? (
        <Card flush>
          {error ? (
            <Unloaded error={error} onRetry={() => void refetch()} />
          ) : (
            <SkeletonRows rows={5} />
          )}
        </Card>
      ) : terms && data.allowed_moves.includes(way) ? (
        <FormOf key={data.id} deal={data} terms={terms} way={way} onDone={onDone} />
      ) : (
        <Notice tone="plain" title="The terms cannot be changed by you now">
          Go back to see whose turn it is.
        </Notice>
      )}
    </Page>
  );
}

interface FormOfProps {
  deal: Deal;
  terms: Terms;
  way: Way;
  onDone: () => void;
}

interface Body {
  terms: TermsBody;
  deadline: string;
  description: string;
}

function FormOf({ deal, terms: given, way, onDone }: FormOfProps) {
  // An answer is about the version that was read; another one meanwhile makes it no answer.
  const [terms] = useState(given);
  const [form, setForm] = useState(() => fromTerms(terms));
  const [deadline, setDeadline] = useState("");
  const [description, setDescription] = useState(deal.description);
  const [errors, setErrors] = useState<DealErrors>({});
  const formRef = useRef<HTMLFormElement>(null);
  const isDirect = terms.price_paise !== null;
  const words = WORDS[way];
  const intent = useDealAct<Body, Deal>({
    send: (merchantId, body) =>
      way === "counter"
        ? counterDeal(merchantId, deal.id, {
            version: terms.version,
            terms_hash: terms.hash,
            terms: body.terms,
          })
        : amendDeal(merchantId, deal.id, {
            terms: body.terms,
            ...(body.deadline && { deadline: new Date(body.deadline).toISOString() }),
            ...(body.description !== deal.description && { description: body.description }),
          }),
    onDone,
  });
  const change = (changes: Partial<TermsForm>) => {
    setForm({ ...form, ...changes });
    setErrors({});
    intent.clear();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (intent.phase === "unknown") {
      intent.retry();
      return;
    }
    const found = errorsOfTerms(form, isDirect);
    setErrors(found);
    if (Object.keys(found).length > 0) focusFirstError(formRef);
    else intent.submit({ terms: toTerms(form, isDirect), deadline, description });
  };
  const wrong = wrongAt(errors, intent.problem);
  return (
    <form ref={formRef} onSubmit={submit} noValidate className="grid gap-5">
      <fieldset disabled={intent.phase !== "editing"} className="grid min-w-0 gap-5">
        <legend className="sr-only">The terms</legend>
        {way === "amend" && (
          <Card title="Around the terms">
            <div className="grid gap-5">
              <Field
                label="Bids until"
                optional
                error={wrong("/deadline")}
                hint="Left out: as it is, or four hours from now, whichever is later."
              >
                {(control) => (
                  <TextInput
                    {...control}
                    type="datetime-local"
                    value={deadline}
                    onChange={(event) => {
                      setDeadline(event.target.value);
                      intent.clear();
                    }}
                  />
                )}
              </Field>
              <Field label="Description" optional error={wrong("/description")}>
                {(control) => (
                  <TextArea
                    {...control}
                    value={description}
                    maxLength={8000}
                    onChange={(event) => {
                      setDescription(event.target.value);
                    }}
                  />
                )}
              </Field>
            </div>
          </Card>
        )}
        <TermsFields
          form={form}
          isDirect={isDirect}
          price={deal.budget_paise === null ? null : paise(deal.budget_paise)}
          wrong={wrong}
          onChange={change}
        />
      </fieldset>
      <Card>
        <div className="grid gap-4">
          <p className="text-sm text-muted">{words.then}</p>
          <Outcome problem={intent.problem} isUnknown={intent.phase === "unknown"} />
          <Button
            type="submit"
            look="primary"
            size="large"
            icon={words.icon}
            busy={intent.phase === "sending" && words.busy}
          >
            {intent.phase === "unknown" ? "Ask again" : words.act}
          </Button>
        </div>
      </Card>
    </form>
  );
}
