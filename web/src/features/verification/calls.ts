/** What is done about a verification, as the API takes it. */
import { api } from "@/api/client";
import { NoAnswer, problemOf, unwrap } from "@/api/problems";
import type { components } from "@/api/schema";
import { fetchSignedIn } from "@/api/session";
import { uploading, type OnProgress } from "@/api/upload";
import type { Verification } from "@/api/verification";
import { saveAs } from "@/lib/download";

export type Draft = components["schemas"]["DraftIn"];
export type VerificationDocument = Verification["documents"][number];
export type Purpose = VerificationDocument["purpose"];

const as = (merchantId: string) => ({ "X-Merchant-Id": merchantId });

export function saveDraft(merchantId: string, body: Draft): Promise<Verification> {
  return unwrap(api.PUT("/api/v1/verification/", { params: { header: as(merchantId) }, body }));
}

export function submitDraft(merchantId: string): Promise<Verification> {
  return unwrap(api.POST("/api/v1/verification/submit/", { params: { header: as(merchantId) } }));
}

export function uploadDocument(
  merchantId: string,
  purpose: Purpose,
  file: File,
  onProgress: OnProgress,
): Promise<VerificationDocument> {
  return unwrap(
    api.POST("/api/v1/verification/documents/", {
      params: { header: as(merchantId), query: { purpose, name: file.name.slice(-200) } },
      headers: { "Content-Type": "application/octet-stream" },
      // What is sent is the file itself; this only says that there is a body.
      body: "file" as never,
      bodySerializer: () => "",
      fetch: uploading(file, onProgress),
    }),
  );
}

export function removeDocument(merchantId: string, documentId: string): Promise<Verification> {
  return unwrap(
    api.POST("/api/v1/verification/documents/{document_id}/remove/", {
      params: { header: as(merchantId), path: { document_id: documentId } },
    }),
  );
}

/** By a link that is made for this one download. */
export async function downloadDocument(
  merchantId: string,
  document: VerificationDocument,
): Promise<void> {
  const { url } = await unwrap(
    api.POST("/api/v1/verification/documents/{document_id}/link/", {
      params: { header: as(merchantId), path: { document_id: document.id } },
    }),
  );
  const answer = await fetchSignedIn(new Request(new URL(url, location.origin))).catch(
    (cause: unknown) => {
      throw new NoAnswer(cause);
    },
  );
  if (!answer.ok) throw problemOf(await answer.json().catch(() => null), answer);
  saveAs(await answer.blob(), document.name || document.purpose);
}
