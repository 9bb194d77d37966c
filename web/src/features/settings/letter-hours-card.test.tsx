import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { show } from "@/testing/render";
import { answering, refusal } from "@/testing/server";
import { Toasts } from "@/ui/toast";
import type { LetterHours } from "./calls";
import { LetterHoursCard } from "./letter-hours-card";

const PATH = "/api/v1/notification-preferences/letters/";
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const AT_ONCE: LetterHours = {
  time_zone: "Asia/Kolkata",
  quiet_from: null,
  quiet_until: null,
  digest_hour: null,
};

async function open(hours: LetterHours = AT_ONCE) {
  answering("get", PATH, hours);
  await show(
    <>
      <LetterHoursCard />
      <Toasts />
    </>,
  );
  await screen.findByLabelText("Letters come");
  return userEvent.setup();
}

it("collects letters into one a day, and keeps nights quiet, by the clocks of whoever looks", async () => {
  const user = await open();
  const sent = answering("put", PATH, {
    ...AT_ONCE,
    digest_hour: 8,
    quiet_from: "22:00",
    quiet_until: "07:00",
  });
  expect(screen.queryByLabelText("From")).toBeNull();
  await user.selectOptions(screen.getByLabelText("Letters come"), "8");
  await user.click(screen.getByLabelText(/^Quiet hours/));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => {
    expect(sent.map(({ body }) => body)).toEqual([
      { time_zone: ZONE, quiet_from: "22:00", quiet_until: "07:00", digest_hour: 8 },
    ]);
  });
  expect(await screen.findByText(/^Saved\./)).toBeInTheDocument();
});

it("shows what was chosen, and lets go of it", async () => {
  const user = await open({
    ...AT_ONCE,
    quiet_from: "21:30",
    quiet_until: "06:00",
    digest_hour: 18,
  });
  const sent = answering("put", PATH, AT_ONCE);
  expect(screen.getByLabelText("From")).toHaveValue("21:30");
  expect(screen.getByLabelText("Letters come")).toHaveDisplayValue(/at 18:00$/);
  await user.selectOptions(screen.getByLabelText("Letters come"), "");
  await user.click(screen.getByLabelText(/^Quiet hours/));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => {
    expect(sent.map(({ body }) => body)).toEqual([
      { time_zone: ZONE, quiet_from: null, quiet_until: null, digest_hour: null },
    ]);
  });
});

it("asks for nothing that is no span of time, and says when it was refused", async () => {
  const user = await open({ ...AT_ONCE, quiet_from: "07:00", quiet_until: "07:00" });
  const sent = answering("put", PATH, refusal(422, "letter_hours_wrong"));
  expect(screen.getByText("Give two different times.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(sent).toEqual([]);
  await user.click(screen.getByLabelText(/^Quiet hours/));
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Title of letter_hours_wrong.")).toBeInTheDocument();
});
