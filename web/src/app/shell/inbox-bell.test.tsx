import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { INBOX } from "@/api/inbox";
import { show } from "@/testing/render";
import { answering, noAnswer, refusal } from "@/testing/server";
import { MERCHANT_ID } from "@/testing/world";
import { InboxBell } from "./inbox-bell";
import { LiveProvider } from "./live";

const SUMMARY = "/api/v1/notifications/summary/";
const unread = (count: number) => ({ unread_count: count, by_merchant: [] });
const bell = () => screen.getByRole("link", { name: /^Inbox/ });

async function open(...answers: Parameters<typeof answering>[2][]) {
  const asked = answering("get", SUMMARY, ...answers);
  const shown = await show(<InboxBell merchantId={MERCHANT_ID} />);
  return { ...shown, asked };
}

/** What is seen, and what is read out. */
async function says(seen: string, name: string) {
  await waitFor(() => {
    expect(bell()).toHaveAccessibleName(name);
  });
  expect(screen.getByText(seen)).toHaveAttribute("aria-hidden", "true");
}

describe("the bell", () => {
  it("leads to the inbox, and says how much in it was not read", async () => {
    await open(unread(7));
    await says("7", "Inbox, 7 unread");
    expect(bell()).toHaveAttribute("href", `/m/${MERCHANT_ID}/inbox`);
  });

  it.each([
    [99, "99"],
    [100, "99+"],
    [12_345, "99+"],
  ])("has room for two digits: %i is %s", async (count, said) => {
    await open(unread(count));
    await says(said, `Inbox, ${said} unread`);
  });

  it("says no number where everything was read", async () => {
    const { asked } = await open(unread(0));
    await waitFor(() => {
      expect(asked).toHaveLength(1);
    });
    expect(bell()).toHaveAccessibleName("Inbox");
    expect(screen.getByRole("status")).toBeEmptyDOMElement();
  });

  it.each([
    ["is refused", refusal(503, "unavailable")],
    ["is not heard", noAnswer()],
  ])("leads there all the same where the question %s", async (_, answer) => {
    const { asked } = await open(answer);
    await waitFor(() => {
      expect(asked).toHaveLength(1);
    });
    expect(bell()).toHaveAccessibleName("Inbox");
    expect(bell()).toHaveAttribute("href", `/m/${MERCHANT_ID}/inbox`);
  });

  it("keeps what it knew where it cannot be told more", async () => {
    const { client, asked } = await open(unread(3), refusal(503, "unavailable"));
    await says("3", "Inbox, 3 unread");
    await act(() => client.invalidateQueries({ queryKey: INBOX }));
    expect(asked).toHaveLength(2);
    expect(bell()).toHaveAccessibleName("Inbox, 3 unread");
  });
});

describe("the bell, live", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  /** Time goes by, and everything it brings. */
  const pass = (milliseconds: number) =>
    act(async () => {
      await vi.advanceTimersByTimeAsync(milliseconds);
      for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
      await vi.advanceTimersByTimeAsync(0);
    });

  it("counts anew when the stream says that there is another count, and not before", async () => {
    const line = new TransformStream<Uint8Array, Uint8Array>();
    const headers = { "Content-Type": "text/event-stream" };
    answering("get", "/api/v1/stream/", () => new Response(line.readable, { headers }));
    let count = 1;
    const asked = answering("get", SUMMARY, () => unread(count));
    await show(
      <LiveProvider merchantId={MERCHANT_ID}>
        <InboxBell merchantId={MERCHANT_ID} />
      </LiveProvider>,
    );
    await pass(0);
    await pass(300);
    expect(bell()).toHaveAccessibleName("Inbox, 1 unread");
    const before = asked.length;
    count = 2;
    await pass(10_000);
    expect(asked).toHaveLength(before);
    const event = { id: "e1", type: "inbox.updated", subject: "inbox/1", payload: {} };
    const said = new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);
    void line.writable.getWriter().write(said);
    await pass(0);
    await pass(300);
    expect(bell()).toHaveAccessibleName("Inbox, 2 unread");
    expect(asked).toHaveLength(before + 1);
  });

  it("asks once a minute for what no stream tells", async () => {
    let count = 1;
    answering("get", SUMMARY, () => unread(count));
    await show(<InboxBell merchantId={MERCHANT_ID} />);
    await pass(0);
    expect(bell()).toHaveAccessibleName("Inbox, 1 unread");
    count = 4;
    await pass(60_000);
    await pass(100);
    await pass(100);
    expect(bell()).toHaveAccessibleName("Inbox, 4 unread");
  });
});
