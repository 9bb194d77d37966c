import { useQueryClient } from "@tanstack/react-query";
import { CircleCheck, Download, FileText, Image, Trash2 } from "lucide-react";
import { useState } from "react";
import { useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import type { Verification } from "@/api/verification";
import { Badge } from "@/ui/badge";
import { IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { FieldError } from "@/ui/field";
import { ProblemNotice } from "@/ui/problem-notice";
import { Time } from "@/ui/time";
import { UploadPlace } from "@/ui/upload-place";
import {
  downloadDocument,
  removeDocument,
  uploadDocument,
  type Purpose,
  type VerificationDocument,
} from "./calls";
import { PURPOSES, reasonsAbout, sizeInWords, toldOf } from "./words";

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

/** A button, and a place to drop a file on. */
function DropPlace({ purpose, hasAny }: { purpose: Purpose; hasAny: boolean }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const { name } = PURPOSES[purpose];
  const label = hasAny ? "Add another file" : "Choose a file";
  return (
    <UploadPlace
      what={`File: ${name}`}
      button={{ label, heard: `${label}: ${name}` }}
      hint={<span className="text-sm text-muted max-sm:hidden">or drop it here</span>}
      send={async (file, onProgress) => {
        await uploadDocument(merchant.id, purpose, file, onProgress);
        await queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "verification") });
      }}
    />
  );
}
