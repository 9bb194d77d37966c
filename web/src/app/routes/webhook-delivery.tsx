import { useParams } from "@tanstack/react-router";
import { DeliveryPage } from "@/features/webhooks/delivery-page";

export function WebhookDeliveryRoute() {
  const { deliveryId } = useParams({ from: "/m/$merchantId/webhooks/deliveries/$deliveryId" });
  return <DeliveryPage deliveryId={deliveryId} />;
}
