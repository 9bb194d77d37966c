import { useMutation } from "@tanstack/react-query";
import { FileDown } from "lucide-react";
import { api } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { saveAs } from "@/lib/download";
import { Button } from "@/ui/button";
import { explain } from "@/ui/explain";
import { tell } from "@/ui/toast";

/** What came from abroad, on paper, as a bank or an accountant wants to have it. */
export function RemittanceButton({ depositId }: { depositId: string }) {
  const merchant = useMerchant();
  const downloading = useMutation({
    mutationFn: () =>
      unwrap(
        api.GET("/api/v1/deposits/{deposit_id}/remittance-advice/", {
          params: {
            header: { "X-Merchant-Id": merchant.id },
            path: { deposit_id: depositId },
          },
          parseAs: "blob",
        }) as Promise<{ data?: Blob; error?: unknown; response: Response }>,
      ),
    onSuccess: (paper) => {
      saveAs(paper, `remittance-advice-${depositId}.pdf`);
    },
    onError: (error) => {
      const { what, todo } = explain(error);
      tell("bad", `${what} ${todo}`);
    },
  });
  return (
    <Button
      size="small"
      icon={FileDown}
      busy={downloading.isPending && "Preparing …"}
      onClick={() => {
        downloading.mutate();
      }}
    >
      Remittance advice (PDF)
    </Button>
  );
}
