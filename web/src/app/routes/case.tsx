import { useParams } from "@tanstack/react-router";
import { CasePage } from "@/features/cases/case-page";

export function CaseRoute() {
  const { caseId } = useParams({ from: "/m/$merchantId/cases/$caseId" });
  return <CasePage key={caseId} caseId={caseId} />;
}
