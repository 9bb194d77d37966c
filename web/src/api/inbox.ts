/** What a person is told, over all their merchants: their inbox, and what is wrong with the platform. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problems";
import type { components, operations } from "./schema";

export type Notification = components["schemas"]["NotificationOut"];
export type SystemAlert = components["schemas"]["SystemAlertOut"];
export type NotificationSearch = NonNullable<
  operations["list_notifications"]["parameters"]["query"]
>;

/** Under these lie all answers about them; they belong to no merchant. */
export const INBOX = ["inbox"];
export const SYSTEM_ALERTS = ["system-alerts"];
/** Of other merchants than the one on screen no stream tells. */
const LOOK_AGAIN_MS = 60_000;

export function notificationsQuery(query: NotificationSearch) {
  return queryOptions({
    queryKey: [...INBOX, "list", query],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/notifications/", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export const unreadQuery = queryOptions({
  queryKey: [...INBOX, "summary"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/notifications/summary/", { signal })),
  refetchInterval: LOOK_AGAIN_MS,
});

export const systemAlertsQuery = queryOptions({
  queryKey: SYSTEM_ALERTS,
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/system-alerts/", { signal })),
  refetchInterval: LOOK_AGAIN_MS,
});

export async function dismissAlert(alertId: string): Promise<void> {
  const path = { alert_id: alertId };
  await unwrap(api.POST("/api/v1/system-alerts/{alert_id}/dismiss/", { params: { path } }));
}
