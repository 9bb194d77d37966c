import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { InvoicePage } from "@/features/billing/invoice-page";
import { compact } from "@/lib/search";

export function InvoiceRoute() {
  const { invoiceId } = useParams({ from: "/m/$merchantId/billing/$invoiceId" });
  const search = useSearch({ from: "/m/$merchantId/billing/$invoiceId" });
  const navigate = useNavigate({ from: "/m/$merchantId/billing/$invoiceId" });
  return (
    <InvoicePage
      key={invoiceId}
      invoiceId={invoiceId}
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
    />
  );
}
