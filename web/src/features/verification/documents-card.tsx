import { useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { CircleCheck, Download, FileText, Image, Trash2, Upload } from "lucide-react";
import { useId, useRef, useState, type DragEvent } from "react";
import { useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import type { Verification } from "@/api/verification";
import { Badge } from "@/ui/badge";
import { Button, IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { FieldError } from "@/ui/field";
import { explain } from "@/ui/explain";
import { ProblemNotice } from "@/ui/problem-notice";
import { Time } from "@/ui/time";
import {
  downloadDocument,
  removeDocument,
  uploadDocument,
  type Purpose,
  type VerificationDocument,
} from "./calls";
import { PURPOSES, reasonsAbout, sizeInWords, toldOf } from "./words";

const TYPES = ["application/pdf", "image/jpeg", "image/png"];
const MOST_BYTES = 10 * 1024 * 1024;

/** What shows that it is true: by what each document is for. */
export function DocumentsCard({ verification }: { verification: Verification }) {
  const { editable, possible_documents: possible, documents } = verification;
  const shown = editable
    ? possible
    : possible.filter((purpose) => documents.some((each) => each.purpose === purpose));
  return (
    <Card title="Documents" flush>
      {editable && (
        <p className="px-5 pb-3 text-sm text-muted max-sm:px-4">
          PDF, JPEG or PNG, at most 10 MB each. All pages and both sides, without a password.
        </p>
      )}
      <ul className="divide-y divide-line border-t border-line">
        {shown.map((purpose) => (
          <OfPurpose key={purpose} purpose={purpose} verification={verification} />
        ))}
      </ul>
      {shown.length === 0 && (
        <p className="px-5 py-4 text-muted max-sm:px-4">No document was handed in.</p>
      )}
    </Card>
  );
}

interface OfPurposeProps {
  purpose: Purpose;
  verification: Verification;
}

function OfPurpose({ purpose, verification }: OfPurposeProps) {
  const given = verification.documents.filter((each) => each.purpose === purpose);
  const wanted = verification.required_documents.find((each) => each.purpose === purpose);
  const { name, text } = PURPOSES[purpose];
  return (
    <li
      id={`document-${purpose}`}
      aria-label={name}
      className="grid scroll-mt-20 gap-3 px-5 py-4 max-sm:px-4"
    >
      <div>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h3 className="font-medium">{name}</h3>
          {wanted?.given ? (
            <CircleCheck aria-label="given" className="size-4 text-good" />
          ) : wanted ? (
            <Badge tone="wait">needed</Badge>
          ) : (
            verification.editable &&
            given.length === 0 && <span className="text-xs text-muted">optional</span>
          )}
        </div>
        <p className="text-sm text-muted">{wanted?.text ?? text}</p>
      </div>
      {reasonsAbout(verification.action_required, purpose).map((reason) => (
        <FieldError key={reason.code}>{toldOf(reason)}</FieldError>
      ))}
      {given.length > 0 && (
        <ul aria-label={`${name}: files`} className="grid gap-2">
          {given.map((document) => (
            <OneDocument key={document.id} document={document} mayRemove={verification.editable} />
          ))}
        </ul>
      )}
      {verification.editable && <DropPlace purpose={purpose} hasAny={given.length > 0} />}
    </li>
  );
}

function OneDocument({
  document,
  mayRemove,
}: {
  document: VerificationDocument;
  mayRemove: boolean;
}) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [doing, setDoing] = useState<"download" | "remove" | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const Icon = document.media_type === "application/pdf" ? FileText : Image;
  const act = async (what: "download" | "remove") => {
    setDoing(what);
    setProblem(null);
    try {
      if (what === "download") await downloadDocument(merchant.id, document);
      else {
        await removeDocument(merchant.id, document.id);
        await queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "verification") });
      }
    } catch (error) {
      setProblem(error);
    } finally {
      setDoing(null);
    }
  };
  return (
    <li className="grid gap-2">
      <div className="flex items-center gap-3 rounded border border-line bg-raised py-1.5 pr-1.5 pl-3">
        <Icon aria-hidden className="size-4.5 shrink-0 text-muted" />
        <span className="min-w-0 flex-1">
          <span className="block truncate">{document.name || "Without a name"}</span>
          <span className="block text-xs text-muted">
            {sizeInWords(document.size_bytes)} · added <Time at={document.added_at} />
          </span>
        </span>
        <IconButton
          icon={Download}
          label={`Download ${document.name}`}
          disabled={doing !== null}
          onClick={() => void act("download")}
        />
        {mayRemove && (
          <IconButton
            icon={Trash2}
            label={`Remove ${document.name}`}
            disabled={doing !== null}
            onClick={() => void act("remove")}
          />
        )}
      </div>
      {problem !== null && <ProblemNotice error={problem} />}
    </li>
  );
}

interface Sending {
  name: string;
  /** From 0 to 1. */
  part: number;
}

/** A button, and a place to drop a file on. */
function DropPlace({ purpose, hasAny }: { purpose: Purpose; hasAny: boolean }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const [isOver, setIsOver] = useState(false);
  const [sending, setSending] = useState<Sending | null>(null);
  const [wrong, setWrong] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const errorId = useId();
  const { name } = PURPOSES[purpose];
  const take = async (files: readonly File[]) => {
    if (sending) return;
    setWrong(undefined);
    for (const file of files) {
      const why = wrongWith(file);
      if (why) {
        setWrong(`${file.name}: ${why}`);
        continue;
      }
      setSending({ name: file.name, part: 0 });
      try {
        await uploadDocument(merchant.id, purpose, file, (part) => {
          setSending({ name: file.name, part });
        });
        await queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "verification") });
      } catch (error) {
        const { what, todo } = explain(error);
        setWrong(`${file.name}: ${what} ${todo}`);
      }
    }
    setSending(null);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take([...event.dataTransfer.files]);
  };
  return (
    <div className="grid gap-2">
      {wrong && (
        <div role="alert">
          <FieldError id={errorId}>{wrong}</FieldError>
        </div>
      )}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => {
          setIsOver(false);
        }}
        onDrop={drop}
        className={clsx(
          "flex flex-wrap items-center gap-x-3 gap-y-2 rounded border border-dashed px-3 py-2.5",
          isOver ? "border-sea bg-sea-soft" : "border-line-strong",
        )}
      >
        {sending ? (
          <Progress sending={sending} />
        ) : (
          <>
            <Button
              size="small"
              icon={Upload}
              aria-label={`${hasAny ? "Add another file" : "Choose a file"}: ${name}`}
              onClick={() => input.current?.click()}
            >
              {hasAny ? "Add another file" : "Choose a file"}
            </Button>
            <span className="text-sm text-muted max-sm:hidden">or drop it here</span>
          </>
        )}
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept={TYPES.join(",")}
          aria-label={`File: ${name}`}
          aria-describedby={wrong ? errorId : undefined}
          onChange={(event) => {
            void take([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
      </div>
    </div>
  );
}

function Progress({ sending }: { sending: Sending }) {
  const percent = Math.round(sending.part * 100);
  return (
    <div className="grid w-full gap-1.5">
      <p className="flex justify-between gap-3 text-sm">
        <span className="min-w-0 truncate">{sending.name}</span>
        <span className="shrink-0 text-muted tabular-nums">
          {percent < 100 ? `${percent} %` : "Being looked at …"}
        </span>
      </p>
      <div
        role="progressbar"
        aria-label={`Uploading ${sending.name}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="h-1.5 overflow-hidden rounded bg-sunken"
      >
        <div className="h-full bg-sea" style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}

/** What is known before anything is sent; the content is looked at by the platform. */
function wrongWith(file: File): string | undefined {
  if (!TYPES.includes(file.type)) return "only PDF, JPEG and PNG are taken here.";
  if (file.size > MOST_BYTES) return "it is larger than 10 MB. Scan it at a lower resolution.";
  if (file.size === 0) return "the file is empty.";
  return undefined;
}
