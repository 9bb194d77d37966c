import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { SystemAlert } from "@/api/inbox";
import { show } from "@/testing/render";
import { answering } from "@/testing/server";
import { SystemAlerts } from "./system-alerts";

function alert(changes: Partial<SystemAlert> = {}): SystemAlert {
  return {
    id: "01a21a00-0000-7000-8000-000000000001",
    severity: "warning",
    title: "The bank is slow",
    text: "Payouts may take an hour.",
    begins_at: "2026-11-26T09:00:00Z",
    ends_at: null,
    merchant_id: null,
    is_dismissible: true,
    ...changes,
  };
}

it("says what is wrong, how bad it is, and reads out at once what is critical", async () => {
  const critical = alert({
    id: "01a21a00-0000-7000-8000-000000000002",
    severity: "critical",
    title: "Payouts are paused",
    is_dismissible: false,
    ends_at: "2099-11-26T09:00:00Z",
  });
  answering("get", "/api/v1/system-alerts/", { results: [critical, alert()] });
  await show(<SystemAlerts />);
  const loud = await screen.findByRole("alert");
  expect(loud).toHaveTextContent("Critical: Payouts are paused");
  expect(loud).toHaveTextContent(/Until 26 Nov 2099/);
  expect(within(loud).queryByRole("button")).toBeNull();
  expect(screen.getByRole("status")).toHaveTextContent("Warning: The bank is slow");
});

it("goes when it is dismissed, and shows nothing where nothing is wrong", async () => {
  answering("get", "/api/v1/system-alerts/", { results: [alert()] }, { results: [] });
  const asked = answering("post", `/api/v1/system-alerts/${alert().id}/dismiss/`, {});
  await show(<SystemAlerts />);
  const button = await screen.findByRole("button", { name: "Dismiss: The bank is slow" });
  await userEvent.setup().click(button);
  await waitFor(() => {
    expect(asked).toHaveLength(1);
  });
  await waitFor(() => {
    expect(screen.queryByRole("region", { name: "About the platform" })).toBeNull();
  });
});
