import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
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

beforeEach(() => {
  answering("get", "/api/v1/notification-preferences/letters/", {
    time_zone: "Asia/Kolkata",
    quiet_from: null,
    quiet_until: null,
    digest_hour: null,
  });
});

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

it("is a table: what happens, and each way of being told of it", async () => {
  answering("get", "/api/v1/notification-preferences/", matrix(false));
  await show(<NotificationsPage />);
  const table = within(await screen.findByRole("table", { name: "What you are told, and how" }));
  expect(table.getAllByRole("columnheader").map((each) => each.textContent)).toEqual([
    "What happens",
    "Inbox",
    "E-mail",
  ]);
  const row = table.getByRole("rowheader", { name: /^Deals/ }).closest("tr");
  const cells = within(row ?? document.body).getAllByRole<HTMLInputElement>("checkbox");
  expect(cells.map(({ checked, disabled }) => [checked, disabled])).toEqual([
    [true, false],
    [false, false],
  ]);
});

it("offers no switch for what is always told, and says why beside it", async () => {
  answering("get", "/api/v1/notification-preferences/", matrix(true));
  await show(<NotificationsPage />);
  const cells = await screen.findAllByRole("checkbox", { name: /, always on$/ });
  expect(cells).toHaveLength(2);
  for (const cell of cells) {
    expect(cell).toBeDisabled();
    expect(cell).toBeChecked();
    expect(cell).toHaveAccessibleDescription("Always on: who is silent in a dispute may lose it.");
  }
  expect(await deals("E-mail")).not.toHaveAccessibleDescription();
});

it("says why also where only one way of telling cannot be switched off", async () => {
  const given = matrix(true);
  const [, disputes] = given.groups;
  if (disputes?.channels[1]) disputes.channels[1].is_mandatory = false;
  answering("get", "/api/v1/notification-preferences/", given);
  await show(<NotificationsPage />);
  const inbox = await screen.findByRole("checkbox", { name: "Disputes: Inbox, always on" });
  expect(inbox).toHaveAccessibleDescription(/^Always on/);
  const letter = screen.getByRole("checkbox", { name: "Disputes: E-mail" });
  expect(letter).toBeEnabled();
  expect(letter).not.toHaveAccessibleDescription();
});

it("goes back, and says why, when it is refused", async () => {
  answering("get", "/api/v1/notification-preferences/", matrix(true));
  answering("patch", "/api/v1/notification-preferences/", refusal(422, "notification_mandatory"));
  await show(<NotificationsPage />);
  await userEvent.setup().click(await deals("E-mail"));
  expect(await screen.findByRole("alert")).toBeVisible();
  expect(await deals("E-mail")).toBeChecked();
});

function deals(way: string): Promise<HTMLElement> {
  return screen.findByRole("checkbox", { name: `Deals: ${way}` });
}
