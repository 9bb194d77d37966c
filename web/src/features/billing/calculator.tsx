import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { askForFee, type FeeQuote, type ServiceFee } from "@/api/books";
import { useMerchant } from "@/api/merchant";
import { Amount } from "@/money/amount";
import { AmountInput } from "@/money/amount-input";
import { parseRupees, toWire } from "@/money/money";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Fact, Facts } from "@/ui/facts";
import { Field, Select } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import { ClockTime } from "@/ui/time";
import { SERVICES } from "./words";

/** What a fee would be: said by the platform, which keeps to it for a quarter of an hour. */
export function Calculator() {
  const merchant = useMerchant();
  const [service, setService] = useState<ServiceFee["service"]>("payout");
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<string>();
  const asking = useMutation({
    mutationFn: (amount: number) => askForFee(merchant.id, { service, amount_paise: amount }),
  });
  const forget = () => {
    setWrong(undefined);
    asking.reset();
  };
  return (
    <Card title="What would it cost?">
      <form
        noValidate
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (asking.isPending) return;
          const amount = parseRupees(text);
          if (amount.ok) asking.mutate(toWire(amount.paise));
          else setWrong(amount.why);
        }}
      >
        <Field label="For a">
          {(control) => (
            <Select
              {...control}
              value={service}
              onChange={(event) => {
                setService(event.target.value as ServiceFee["service"]);
                forget();
              }}
            >
              {Object.entries(SERVICES).map(([each, { one }]) => (
                <option key={each} value={each}>
                  {one}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Of" error={wrong}>
          {(control) => (
            <AmountInput
              {...control}
              text={text}
              onText={(next) => {
                // Leaving the field groups the digits; the answer is about the same amount.
                if (next.replaceAll(",", "") !== text.replaceAll(",", "")) forget();
                setText(next);
              }}
            />
          )}
        </Field>
        <Button type="submit" look="primary" busy={asking.isPending && "Asking …"}>
          Ask for the fee
        </Button>
      </form>
      {asking.error && <ProblemNotice error={asking.error} className="mt-4" />}
      {asking.data && <Answer quote={asking.data} />}
    </Card>
  );
}

function Answer({ quote }: { quote: FeeQuote }) {
  return (
    <div role="status" className="mt-4">
      <Facts>
        <Fact name={SERVICES[quote.service].one}>
          <Amount paise={quote.amount_paise} />
        </Fact>
        <Fact name="Fee">
          <Sign charged={quote.charged} /> <Amount paise={quote.fee_paise} />
        </Fact>
        <Fact name="GST">
          <Sign charged={quote.charged} /> <Amount paise={quote.tax_paise} />
        </Fact>
        <Fact name={quote.charged === "on_top" ? "Leaves your account" : "Arrives with you"}>
          = <Amount paise={quote.total_paise} className="font-semibold" />
        </Fact>
        <Fact name="Promised until">
          <ClockTime at={quote.expires_at} />
        </Fact>
        {(quote.service === "payout" || quote.service === "transfer") && (
          <Fact name="For the API">
            <p className="text-sm text-muted">
              Give it as <code className="font-mono">quote_id</code>, and that is what it costs:
            </p>
            <Reference text={quote.id} what="quote id" />
          </Fact>
        )}
      </Facts>
    </div>
  );
}

function Sign({ charged }: Pick<FeeQuote, "charged">) {
  return charged === "on_top" ? "+" : "−";
}
