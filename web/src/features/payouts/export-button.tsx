import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { api } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { unwrap } from "@/api/problems";
import { saveAs } from "@/lib/download";
import { Button } from "@/ui/button";
import { explain } from "@/ui/explain";
import { tell } from "@/ui/toast";
import { filtersOf, type PayoutsSearch } from "./search";

/** The list as it is filtered now, whole, for a spreadsheet. */
export function ExportButton({ search }: { search: PayoutsSearch }) {
  const merchant = useMerchant();
  const exporting = useMutation({
    mutationFn: () =>
      unwrap(
        api.GET("/api/v1/payouts/export/", {
          params: { header: { "X-Merchant-Id": merchant.id }, query: filtersOf(search) },
          parseAs: "blob",
        }) as Promise<{ data?: Blob; error?: unknown; response: Response }>,
      ),
    onSuccess: (file) => {
      const today = new Date().toISOString().slice(0, 10);
      saveAs(file, `payouts-${today}.csv`);
    },
    onError: (error) => {
      const { what, todo } = explain(error);
      tell("bad", `${what} ${todo}`);
    },
  });
  return (
    <Button
      icon={Download}
      busy={exporting.isPending && "Exporting …"}
      onClick={() => {
        exporting.mutate();
      }}
    >
      Export CSV
    </Button>
  );
}
