import { api } from "@/api/client";
import { unwrap } from "@/api/problems";

export async function readNotification(id: string): Promise<void> {
  const path = { notification_id: id };
  await unwrap(api.POST("/api/v1/notifications/{notification_id}/read/", { params: { path } }));
}

/** All up to the newest one that was seen; what came meanwhile stays unread. */
export async function readUpTo(id: string): Promise<number> {
  const body = { up_to: id };
  return (await unwrap(api.POST("/api/v1/notifications/read/", { body }))).read_count;
}
