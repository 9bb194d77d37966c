import { useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { TextInput, type ControlProps } from "@/ui/field";
import { bankCodeOf, fetchBank, readIfsc, tidied, type Found } from "./ifsc";

interface IfscInputProps extends ControlProps {
  value: string;
  onChange: (ifsc: string) => void;
}

/** An IFSC, and below it whose it is: a digit off is another bank, and is seen at once. */
export function IfscInput({ value, onChange, ...control }: IfscInputProps) {
  const code = bankCodeOf(value);
  const { data: bank } = useQuery({
    queryKey: ["ifsc", code],
    queryFn: ({ signal }) => fetchBank(code ?? "", signal),
    enabled: code !== null,
    staleTime: Infinity,
  });
  return (
    <>
      <TextInput
        {...control}
        value={value}
        onChange={(event) => {
          onChange(tidied(event.target.value).slice(0, 11));
        }}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder="HDFC0000240"
        className="font-mono"
      />
      <div aria-live="polite" className="min-h-5 text-xs">
        <Said found={readIfsc(value, code === null ? undefined : bank)} />
      </div>
    </>
  );
}

function Said({ found }: { found: Found }) {
  switch (found.kind) {
    case "incomplete":
      return null;
    case "known":
      return (
        <p className="flex items-center gap-1.5 text-good">
          <CircleCheck aria-hidden className="size-3.5 shrink-0" />
          {found.bank}
        </p>
      );
    case "malformed":
      return <Doubtful>Four letters, a zero, then six letters or digits.</Doubtful>;
    case "unknown-bank":
      return <Doubtful>No bank of our list has this code. Check the first four letters.</Doubtful>;
    case "unknown-branch":
      return <Doubtful>{found.bank}, but no branch of our list. Check the last six.</Doubtful>;
  }
}

function Doubtful({ children }: { children: React.ReactNode }) {
  return (
    <p className="flex items-start gap-1.5 text-wait">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
