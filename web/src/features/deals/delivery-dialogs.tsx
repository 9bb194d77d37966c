import { useState } from "react";
import type { Milestone } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { duration } from "@/lib/time";
import { count, plainly } from "@/lib/words";
import { Asking } from "@/ui/asking";
import { Field, Select, TextArea } from "@/ui/field";
import { UploadPlace } from "@/ui/upload-place";
import {
  requestChanges,
  submitMilestone,
  uploadEvidence,
  type ChangesBody,
  type EvidenceFile,
  type SubmitBody,
} from "./milestone-calls";
import { documentsOf } from "./escrow";
import { useDealAct } from "./use-deal-act";
import { sizeInWords } from "./words";

interface DialogProps {
  milestone: Milestone;
  onClose: () => void;
}

interface Piece {
  file: EvidenceFile;
  document: string;
}

/** What was done, in words and files; from then on the buyer's time runs. */
export function SubmitDialog({ milestone, onClose }: DialogProps) {
  const merchant = useMerchant();
  const [note, setNote] = useState("");
  const [pieces, setPieces] = useState<Piece[]>([]);
  const [underWay, setUnderWay] = useState(0);
  const [isTried, setIsTried] = useState(false);
  const wanted = documentsOf(milestone.conditions);
  const intent = useDealAct<SubmitBody, Milestone>({
    send: (merchantId, body) => submitMilestone(merchantId, milestone.id, body),
    onDone: onClose,
  });
  const isOpen = intent.phase === "editing";
  const lacking = wanted.filter((each) => !pieces.some(({ document }) => document === each));
  const silence =
    milestone.on_silence === "release"
      ? "Silence is a yes: the money is released then."
      : "Silence opens a dispute then.";
  return (
    <Asking
      title={`Hand in “${milestone.title}”?`}
      then={
        <>
          The buyer has {duration(milestone.inspection_seconds)} to look at it from now on.{" "}
          {silence}
        </>
      }
      intent={intent}
      act="Hand it in"
      busy="Handing in …"
      look="primary"
      onAct={() => {
        setIsTried(true);
        // Without it, it would not be what whoever chose the file wanted to hand in.
        if (note.trim() === "" || underWay > 0) return;
        intent.submit({
          note: note.trim(),
          files: pieces.map(({ file, document }) => ({
            file_id: file.file_id,
            ...(document && { document }),
          })),
        });
      }}
      onClose={onClose}
    >
      <Field
        label="What was done"
        error={isTried && note.trim() === "" ? "Say what was done." : undefined}
      >
        {(control) => (
          <TextArea
            {...control}
            value={note}
            maxLength={2000}
            disabled={!isOpen}
            onChange={(event) => {
              setNote(event.target.value);
              intent.clear();
            }}
          />
        )}
      </Field>
      {pieces.length > 0 && (
        <ul aria-label="Evidence" className="grid gap-2">
          {pieces.map((piece) => (
            <li
              key={piece.file.file_id}
              className="grid gap-2 rounded border border-line bg-raised px-3 py-2"
            >
              <p className="flex justify-between gap-3 text-sm">
                <span className="min-w-0 truncate">{piece.file.name}</span>
                <span className="shrink-0 text-muted">{sizeInWords(piece.file.size_bytes)}</span>
              </p>
              {wanted.length > 0 && (
                <Select
                  aria-label={`What ${piece.file.name} is`}
                  value={piece.document}
                  disabled={!isOpen}
                  onChange={(event) => {
                    const document = event.target.value;
                    setPieces(
                      pieces.map((each) => (each === piece ? { ...each, document } : each)),
                    );
                  }}
                >
                  <option value="">Evidence</option>
                  {wanted.map((each) => (
                    <option key={each} value={each}>
                      {plainly(each)}
                    </option>
                  ))}
                </Select>
              )}
            </li>
          ))}
        </ul>
      )}
      {isOpen && (
        <UploadPlace
          what="Evidence"
          send={async (file, onProgress) => {
            setUnderWay((before) => before + 1);
            try {
              const made = await uploadEvidence(merchant.id, milestone.id, file, onProgress);
              setPieces((before) => {
                const free = wanted.find(
                  (each) => !before.some(({ document }) => document === each),
                );
                return [...before, { file: made, document: free ?? "" }];
              });
            } finally {
              setUnderWay((before) => before - 1);
            }
          }}
        />
      )}
      {isTried && underWay > 0 && (
        <p role="status" className="text-sm text-wait">
          A file is still on its way. Hand it in once it is here.
        </p>
      )}
      {lacking.length > 0 && (
        <p className="text-sm text-muted">
          The terms ask for: {lacking.map((each) => plainly(each)).join(", ")}. Without it nothing
          is released.
        </p>
      )}
    </Asking>
  );
}

/** Not as agreed: what is to be done differently, one by one. */
export function ChangesDialog({ milestone, onClose }: DialogProps) {
  const [reason, setReason] = useState("");
  const [items, setItems] = useState("");
  const [isTried, setIsTried] = useState(false);
  const intent = useDealAct<ChangesBody, Milestone>({
    send: (merchantId, body) => requestChanges(merchantId, milestone.id, body),
    onDone: onClose,
  });
  const isOpen = intent.phase === "editing";
  const after = Math.max(0, milestone.max_rounds - milestone.round);
  return (
    <Asking
      title={`Ask for changes to “${milestone.title}”?`}
      then={`The seller hands it in again; the money stays in escrow. After this you may ask ${
        after === 0 ? "no more" : count(after, "more time", "more times")
      }.`}
      intent={intent}
      act="Ask for changes"
      busy="Asking …"
      look="primary"
      onAct={() => {
        setIsTried(true);
        const each = linesOf(items);
        if (reason.trim() !== "")
          intent.submit({ reason: reason.trim(), ...(each.length > 0 && { items: each }) });
      }}
      onClose={onClose}
    >
      <Field
        label="What is not as agreed"
        error={isTried && reason.trim() === "" ? "Say what is not as agreed." : undefined}
      >
        {(control) => (
          <TextArea
            {...control}
            value={reason}
            maxLength={2000}
            disabled={!isOpen}
            onChange={(event) => {
              setReason(event.target.value);
              intent.clear();
            }}
          />
        )}
      </Field>
      <Field label="What to change" optional hint="One on each line, twenty at most.">
        {(control) => (
          <TextArea
            {...control}
            value={items}
            disabled={!isOpen}
            onChange={(event) => {
              setItems(event.target.value);
            }}
          />
        )}
      </Field>
    </Asking>
  );
}

export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim().slice(0, 500))
    .filter((line) => line !== "")
    .slice(0, 20);
}
