import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMerchant } from "@/api/merchant";

interface SubjectLinkProps {
  /** What the API calls a thing: `payout/<id>`. */
  subject: string | null;
  className?: string;
  /** Around what has no page. */
  plain?: string;
  children: ReactNode;
}

/** Leads to the page of what something is about, where that has one. */
export function SubjectLink({ subject, className, plain, children }: SubjectLinkProps) {
  const { id: merchantId } = useMerchant();
  const [kind = "", id = ""] = (subject ?? "").split("/");
  const shared = { className, children };
  if (id === "") return <span className={plain}>{children}</span>;
  switch (kind) {
    case "payout":
      return (
        <Link
          to="/m/$merchantId/payouts/$payoutId"
          params={{ merchantId, payoutId: id }}
          {...shared}
        />
      );
    case "deposit":
      return (
        <Link
          to="/m/$merchantId/deposits/$depositId"
          params={{ merchantId, depositId: id }}
          {...shared}
        />
      );
    case "transfer":
      return (
        <Link
          to="/m/$merchantId/transfers/$transferId"
          params={{ merchantId, transferId: id }}
          {...shared}
        />
      );
    case "deal":
    case "incoming-deal":
      return (
        <Link to="/m/$merchantId/deals/$dealId" params={{ merchantId, dealId: id }} {...shared} />
      );
    case "dispute":
    case "incoming-dispute":
      return (
        <Link
          to="/m/$merchantId/disputes/$disputeId"
          params={{ merchantId, disputeId: id }}
          {...shared}
        />
      );
    case "payout-batch":
      return (
        <Link
          to="/m/$merchantId/batches/$batchId"
          params={{ merchantId, batchId: id }}
          {...shared}
        />
      );
    case "case":
      return (
        <Link to="/m/$merchantId/cases/$caseId" params={{ merchantId, caseId: id }} {...shared} />
      );
    case "invoice":
    case "credit_note":
      return (
        <Link
          to="/m/$merchantId/billing/$invoiceId"
          params={{ merchantId, invoiceId: id }}
          {...shared}
        />
      );
    default:
      return <span className={plain}>{children}</span>;
  }
}
