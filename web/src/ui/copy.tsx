import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./button";

interface CopyProps {
  text: string;
  /** What is copied: "UTR", "API key". */
  what: string;
  className?: string;
}

export function CopyButton({ text, what, className }: CopyProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => {
      setCopied(false);
    }, 2000);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  return (
    <IconButton
      icon={copied ? Check : Copy}
      label={copied ? "Copied" : `Copy ${what}`}
      className={className ?? ""}
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => {
          setCopied(true);
        });
      }}
    />
  );
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
