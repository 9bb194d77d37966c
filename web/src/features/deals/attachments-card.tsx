import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { attachmentsQuery, type Attachment, type Deal } from "@/api/deals";
import { useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import { IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { Skeleton } from "@/ui/skeleton";
import { Time } from "@/ui/time";
import { UploadPlace } from "@/ui/upload-place";
import { attachFile, openAttachment, removeAttachment } from "./calls";
import { FileLine } from "./file-line";

/** Files that whoever sees the deal may read. */
export function AttachmentsCard({ deal }: { deal: Deal }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const mayAttach = deal.allowed_moves.includes("attach");
  const isShown = mayAttach || deal.attachment_count > 0;
  const { data, error, refetch } = useQuery({
    ...attachmentsQuery(merchant.id, deal.id),
    enabled: isShown,
  });
  if (!isShown) return null;
  return (
    <Card title="Attachments">
      <div className="grid gap-3">
        {data ? (
          data.results.length > 0 ? (
            <ul aria-label="Attachments" className="grid gap-2">
              {data.results.map((each) => (
                <One key={each.id} deal={deal} attachment={each} mayRemove={mayAttach} />
              ))}
            </ul>
          ) : (
            <p className="text-muted">Nothing is attached. Drawings, samples, lists go here.</p>
          )
        ) : error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton className="h-12" />
        )}
        {mayAttach && (
          <UploadPlace
            what="Attach a file"
            send={async (file, onProgress) => {
              await attachFile(merchant.id, deal.id, file, onProgress);
              await queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "deals") });
            }}
          />
        )}
      </div>
    </Card>
  );
}

interface OneProps {
  deal: Deal;
  attachment: Attachment;
  mayRemove: boolean;
}

/** Before anybody is bound, whoever attached a file may take it out again. */
const REMOVABLE = ["draft", "open", "reviewing", "proposed", "countered"];

function One({ deal, attachment, mayRemove }: OneProps) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => removeAttachment(merchant.id, deal.id, attachment.id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "deals") }),
  });
  return (
    <>
      <FileLine
        file={attachment}
        says={
          <>
            {" "}
            · added <Time at={attachment.added_at} />
          </>
        }
        download={() => openAttachment(merchant.id, deal.id, attachment)}
      >
        {mayRemove && attachment.is_mine && REMOVABLE.includes(deal.status) && (
          <IconButton
            icon={Trash2}
            label={`Remove ${attachment.name}`}
            disabled={isPending}
            onClick={() => {
              mutate();
            }}
          />
        )}
      </FileLine>
      {error !== null && <ProblemNotice error={error} />}
    </>
  );
}
