/** The addresses of what happened, and of what is told to servers of a merchant's. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readEventsSearch } from "@/features/events/search";
import { readDeliveriesSearch } from "@/features/webhooks/delivery-search";
import { child } from "./roots";

const webhooksRoute = createRoute({
  ...child,
  path: "/webhooks",
  component: lazyRouteComponent(() => import("../routes/webhooks"), "WebhooksRoute"),
});

const deliveriesRoute = createRoute({
  ...child,
  path: "/webhooks/deliveries",
  validateSearch: readDeliveriesSearch,
  component: lazyRouteComponent(
    () => import("../routes/webhook-deliveries"),
    "WebhookDeliveriesRoute",
  ),
});

const deliveryRoute = createRoute({
  ...child,
  path: "/webhooks/deliveries/$deliveryId",
  component: lazyRouteComponent(() => import("../routes/webhook-delivery"), "WebhookDeliveryRoute"),
});

const eventsRoute = createRoute({
  ...child,
  path: "/events",
  validateSearch: readEventsSearch,
  component: lazyRouteComponent(() => import("../routes/events"), "EventsRoute"),
});

const receivingRoute = createRoute({
  ...child,
  path: "/sandbox/receiving",
  component: lazyRouteComponent(() => import("../routes/receiving"), "ReceivingRoute"),
});

export const webhookRoutes = [
  webhooksRoute,
  deliveriesRoute,
  deliveryRoute,
  eventsRoute,
  receivingRoute,
] as const;
