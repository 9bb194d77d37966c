import { useParams } from "@tanstack/react-router";
import { DepositPage } from "@/features/deposits/deposit-page";

export function DepositRoute() {
  const { depositId } = useParams({ from: "/m/$merchantId/deposits/$depositId" });
  return <DepositPage depositId={depositId} />;
}
