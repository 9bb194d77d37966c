export { WebhooksPage as WebhooksRoute } from "@/features/webhooks/webhooks-page";
