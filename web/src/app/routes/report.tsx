import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ReportPage } from "@/features/reports/report-page";
import { compact } from "@/lib/search";

export function ReportRoute() {
  const { reportId } = useParams({ from: "/m/$merchantId/reports/$reportId" });
  const search = useSearch({ from: "/m/$merchantId/reports/$reportId" });
  const navigate = useNavigate({ from: "/m/$merchantId/reports/$reportId" });
  return (
    <ReportPage
      key={reportId}
      reportId={reportId}
      search={search}
      onSearch={(next) => void navigate({ search: compact(next) })}
    />
  );
}
