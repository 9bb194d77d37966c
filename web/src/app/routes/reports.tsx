import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMerchant } from "@/api/merchant";
import { ReportsPage } from "@/features/reports/reports-page";
import { compact } from "@/lib/search";

export function ReportsRoute() {
  const merchant = useMerchant();
  const search = useSearch({ from: "/m/$merchantId/reports" });
  const navigate = useNavigate({ from: "/m/$merchantId/reports" });
  return (
    <ReportsPage
      search={search}
      onSearch={(next) =>
        void navigate({ search: compact(next), replace: true, resetScroll: false })
      }
      onAsked={(report) =>
        void navigate({
          to: "/m/$merchantId/reports/$reportId",
          params: { merchantId: merchant.id, reportId: report.id },
          search: {},
        })
      }
    />
  );
}
