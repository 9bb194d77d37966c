export { ReceivingPage as ReceivingRoute } from "@/features/webhooks/receiving-page";
