import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { show } from "@/testing/render";
import { answering, refusal } from "@/testing/server";
import type { Preferences } from "./calls";
import { NotificationsPage } from "./notifications-page";

function matrix(isOn: boolean): Preferences {
  return {
    groups: [
      {
        group: "deals",
        title: "Deals",
        what: "What is proposed, agreed and called off.",
        channels: [
          { channel: "in_app", is_on: true, is_mandatory: false },
          { channel: "email", is_on: isOn, is_mandatory: false },
        ],
      },
      {
        group: "disputes",
        title: "Disputes",
        what: "What is disputed and ruled.",
        channels: [
          { channel: "in_app", is_on: true, is_mandatory: true },
          { channel: "email", is_on: true, is_mandatory: true },
        ],
      },
    ],
  };
}

it("switches one way of telling off, and shows what the answer says", async () => {
  answering("get", "/api/v1/notification-preferences/", matrix(true));
  const asked = answering("patch", "/api/v1/notification-preferences/", matrix(false));
  await show(<NotificationsPage />);
  const user = userEvent.setup();
  const cell = await deals("E-mail");
  expect(cell).toBeChecked();
  await user.click(cell);
  await waitFor(() => {
    expect(asked.map(({ body }) => body)).toEqual([
      { cells: [{ group: "deals", channel: "email", is_on: false }] },
    ]);
  });
  await waitFor(async () => {
    expect(await deals("E-mail")).not.toBeChecked();
  });
});

it("offers no switch for what is always told", async () => {
  answering("get", "/api/v1/notification-preferences/", matrix(true));
  await show(<NotificationsPage />);
  for (const cell of await screen.findAllByRole("checkbox", { name: /: always on$/ })) {
    expect(cell).toBeDisabled();
    expect(cell).toBeChecked();
  }
});

it("goes back, and says why, when it is refused", async () => {
  answering("get", "/api/v1/notification-preferences/", matrix(true));
  answering("patch", "/api/v1/notification-preferences/", refusal(422, "notification_mandatory"));
  await show(<NotificationsPage />);
  await userEvent.setup().click(await deals("E-mail"));
  expect(await screen.findByRole("alert")).toBeVisible();
  expect(await deals("E-mail")).toBeChecked();
});

async function deals(way: string): Promise<HTMLElement> {
  const [cell] = await screen.findAllByRole("checkbox", { name: way });
  if (!cell) throw new Error("there is none");
  return cell;
}
