import { useParams } from "@tanstack/react-router";
import { TransferPage } from "@/features/transfers/transfer-page";

export function TransferRoute() {
  const { transferId } = useParams({ from: "/m/$merchantId/transfers/$transferId" });
  return <TransferPage transferId={transferId} />;
}
