import { Check, Copy, Download, Printer, X } from "lucide-react";
import { useState } from "react";
import { saveAs } from "@/lib/download";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Checkbox } from "@/ui/field";
import { Notice } from "@/ui/notice";

interface RecoveryCodesProps {
  codes: string[];
  email: string;
  onKept: () => void;
}

/** Shown once, in the memory of this page only; so whoever goes on says that they have kept them. */
export function RecoveryCodes({ codes, email, onKept }: RecoveryCodesProps) {
  const [isKept, setKept] = useState(false);
  const [copied, setCopied] = useState<boolean | null>(null);
  const text = [`Recovery codes of ${email} at Adulis. Each opens once.`, "", ...codes, ""].join(
    "\n",
  );
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <Card title="Your recovery codes">
      <div className="grid gap-4">
        <Notice tone="wait" title="They are shown now, and never again" announced>
          <p>
            Without your phone one of them opens the door in place of the app’s code. Each works
            once. Keep them where you would find them without this device.
          </p>
        </Notice>
        <ol
          aria-label="Recovery codes"
          className="grid max-w-md grid-cols-2 gap-x-6 gap-y-1.5 rounded border border-line bg-sunken px-5 py-4 font-mono max-sm:px-4"
        >
          {codes.map((code) => (
            <li key={code} className="whitespace-nowrap">
              {code}
            </li>
          ))}
        </ol>
        <div className="flex flex-wrap gap-2 print:hidden">
          <Button
            icon={copied === null ? Copy : copied ? Check : X}
            onClick={() => void copy()}
            aria-live="polite"
          >
            {copied === null ? "Copy" : copied ? "Copied" : "Not allowed: mark the text"}
          </Button>
          <Button
            icon={Download}
            onClick={() => {
              saveAs(new Blob([text], { type: "text/plain" }), "adulis-recovery-codes.txt");
            }}
          >
            Download
          </Button>
          <Button
            icon={Printer}
            onClick={() => {
              window.print();
            }}
          >
            Print
          </Button>
        </div>
        <div className="grid gap-4 border-t border-line pt-4 print:hidden">
          <Checkbox
            label="I have kept them"
            checked={isKept}
            onChange={(event) => {
              setKept(event.target.checked);
            }}
          />
          <div>
            <Button look="primary" disabled={!isKept} onClick={onKept}>
              Done
            </Button>
          </div>
        </div>
      </div>
    </Card>
  );
}
