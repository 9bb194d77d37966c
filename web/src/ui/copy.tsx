import { Check, Copy, X } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./button";

interface CopyProps {
  text: string;
  /** What is copied: "UTR", "API key". */
  what: string;
  className?: string;
}

export function CopyButton({ text, what, className }: CopyProps) {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (outcome === null) return undefined;
    const timer = setTimeout(() => {
      setOutcome(null);
    }, 2000);
    return () => {
      clearTimeout(timer);
    };
  }, [outcome]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      // Forbidden, or no secure page: there the browser has no clipboard at all.
      setOutcome("refused");
    }
  };
  return (
    <IconButton
      icon={outcome === null ? Copy : outcome === "copied" ? Check : X}
      label={labelOf(outcome, what)}
      className={className ?? ""}
      onClick={() => void copy()}
    />
  );
}

function labelOf(outcome: "copied" | "refused" | null, what: string): string {
  if (outcome === null) return `Copy ${what}`;
  return outcome === "copied" ? "Copied" : "The browser does not let this page copy: mark the text";
}

/** A reference in full, to be read, marked and copied. */
export function Reference({ text, what }: { text: string; what: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <code className="font-mono text-sm break-all">{text}</code>
      <CopyButton text={text} what={what} className="-my-2 max-md:-my-3" />
    </span>
  );
}
