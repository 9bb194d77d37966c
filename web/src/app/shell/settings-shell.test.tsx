import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { show } from "@/testing/render";
import { answering, pageOf, refusal } from "@/testing/server";
import { merchant, MERCHANT_ID } from "@/testing/world";
import { rememberMerchant } from "../last-merchant";
import { SettingsShell } from "./settings-shell";

const OTHER = "01a21a00-0000-7000-8000-00000000000f";

beforeEach(() => {
  answering("get", "/api/v1/auth/me/", {
    id: OTHER,
    name: "Asha Rao",
    email: "asha@malabar.example",
  });
  answering("get", "/api/v1/installation/", {
    mode: "sandbox",
    now: "2026-11-21T09:00:00Z",
    demo_login: null,
  });
  answering("get", "/api/v1/notifications/summary/", { unread_count: 2, by_merchant: [] });
  answering("get", "/api/v1/system-alerts/", { results: [] });
});

const belongingTo = (...ids: string[]) =>
  answering("get", "/api/v1/merchants/", pageOf(ids.map((id) => merchant({ id }))));

describe("one's own settings", () => {
  it("have the bell, which leads to the inbox of the merchant one was looking at", async () => {
    rememberMerchant(OTHER);
    belongingTo(MERCHANT_ID, OTHER);
    await show(<SettingsShell />);
    const bell = await screen.findByRole("link", { name: "Inbox, 2 unread" });
    expect(bell).toHaveAttribute("href", `/m/${OTHER}/inbox`);
  });

  it("lead to the first of one's merchants where that one is not theirs any more", async () => {
    rememberMerchant("01a21a00-0000-7000-8000-0000000000aa");
    belongingTo(MERCHANT_ID, OTHER);
    await show(<SettingsShell />);
    const bell = await screen.findByRole("link", { name: /^Inbox/ });
    expect(bell).toHaveAttribute("href", `/m/${MERCHANT_ID}/inbox`);
  });

  it("have no bell for who belongs to no merchant: there is no page it could lead to", async () => {
    const asked = belongingTo();
    await show(<SettingsShell />);
    await waitFor(() => {
      expect(asked).toHaveLength(1);
    });
    expect(screen.queryByRole("link", { name: /^Inbox/ })).toBeNull();
  });

  it("say what is wrong with the platform", async () => {
    belongingTo(MERCHANT_ID);
    answering("get", "/api/v1/system-alerts/", {
      results: [
        {
          id: OTHER,
          severity: "critical",
          title: "Payouts are paused",
          text: "They wait.",
          begins_at: "2026-11-26T09:00:00Z",
          ends_at: null,
          merchant_id: null,
          is_dismissible: false,
        },
      ],
    });
    await show(<SettingsShell />);
    expect(await screen.findByRole("alert")).toHaveTextContent("Critical: Payouts are paused");
  });

  it("are there all the same where nothing of that can be had", async () => {
    answering("get", "/api/v1/merchants/", refusal(503, "unavailable"));
    answering("get", "/api/v1/system-alerts/", refusal(503, "unavailable"));
    await show(<SettingsShell />);
    expect(await screen.findByRole("link", { name: "Password" })).toBeVisible();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
