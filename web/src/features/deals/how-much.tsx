import { useState } from "react";
import { Amount } from "@/money/amount";
import { AmountInput } from "@/money/amount-input";
import { formatPaise, parseRupees, type Paise } from "@/money/money";
import { Choice } from "@/ui/choice";
import { Field } from "@/ui/field";

/** All of what there is, or a part of it. */
export function useHowMuch(most: Paise) {
  const [much, setMuch] = useState<"all" | "part">("all");
  const [text, setText] = useState("");
  const parsed = parseRupees(text);
  const wrong = parsed.ok
    ? parsed.paise > most
      ? `That is more than ${formatPaise(most)}.`
      : undefined
    : parsed.why;
  const amount = much === "all" ? most : parsed.ok && !wrong ? parsed.paise : null;
  return { most, much, setMuch, text, setText, wrong, amount, isAll: amount === most };
}

interface HowMuchProps {
  asked: ReturnType<typeof useHowMuch>;
  /** What is asked, and what the answers are called. */
  question?: string;
  all: string;
  part?: string;
  amount?: string;
  isTried: boolean;
  isOpen: boolean;
}

export function HowMuch({
  asked,
  question = "How much",
  all,
  part = "A part",
  amount = "Amount",
  isTried,
  isOpen,
}: HowMuchProps) {
  return (
    <>
      <Choice
        label={question}
        value={asked.much}
        onChange={(much) => {
          if (isOpen) asked.setMuch(much);
        }}
        options={[
          { value: "all", label: all },
          { value: "part", label: part },
        ]}
        className="justify-self-start"
      />
      {asked.much === "part" && (
        <Field
          label={amount}
          error={isTried || asked.text !== "" ? asked.wrong : undefined}
          hint={
            <>
              At most <Amount paise={asked.most} />.
            </>
          }
        >
          {(control) => (
            <AmountInput {...control} disabled={!isOpen} text={asked.text} onText={asked.setText} />
          )}
        </Field>
      )}
    </>
  );
}
