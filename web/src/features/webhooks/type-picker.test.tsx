import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { show } from "@/testing/render";
import { answering, pageOf, refusal } from "@/testing/server";
import { chosenWith, EVENT_KINDS, kindsWith } from "./event-kinds";
import { WebhooksPage } from "./webhooks-page";

const LIST = "/api/v1/webhook-endpoints/";

async function open() {
  answering("get", LIST, pageOf([]));
  await show(<WebhooksPage />);
  const user = userEvent.setup();
  const [first] = await screen.findAllByRole("button", { name: "Create endpoint" });
  if (first) await user.click(first);
  await user.type(screen.getByLabelText("Address"), "https://hooks.example.com/in");
  const form = within(screen.getByRole("region", { name: "New endpoint" }));
  return { user, form, create: () => form.getByRole("button", { name: "Create endpoint" }) };
}

describe("what there is to choose from", () => {
  it("is every event a merchant may be told of, each with what it means", () => {
    const page = readFileSync("../docs/events.md", "utf8");
    const documented = [...page.matchAll(/^### `(.+)`$/gm)].map(([, type = ""]) => type);
    const ofPeople = /^(user|session)\./;
    const expected = documented.filter((type) => !ofPeople.test(type) && type !== "inbox.updated");
    const offered = EVENT_KINDS.flatMap(({ types }) => types);
    expect(offered.map(({ type }) => type).sort()).toEqual(expected.sort());
    expect(offered.filter(({ means }) => means === "" || means.includes("`"))).toEqual([]);
  });

  it("is found by its name, its kind and what it means", () => {
    const found = (words: string) =>
      kindsWith(words).flatMap(({ types }) => types.map(({ type }) => type));
    expect(found("payout.paid_late")).toEqual(["payout.paid_late"]);
    expect(found("Chargeback")).toContain("chargeback.won");
    expect(found("payer bank back")).toContain("deposit.charged_back");
    expect(found("bank transfer")).toEqual(["bank_transfer.credited"]);
    expect(found("no such words")).toEqual([]);
    expect(found(" ")).toHaveLength(EVENT_KINDS.flatMap(({ types }) => types).length);
  });

  it("holds each once: all of a kind stands for every one of it", () => {
    expect(chosenWith(["payout.failed", "deal.agreed"], "payout.*", true)).toEqual([
      "deal.agreed",
      "payout.*",
    ]);
    expect(chosenWith(["payout.failed"], "payout.failed", true)).toEqual(["payout.failed"]);
    expect(chosenWith(["payout.*", "deal.agreed"], "payout.*", false)).toEqual(["deal.agreed"]);
    expect(chosenWith(["payout.failed"], "payout_batch.*", true)).toHaveLength(2);
  });
});

describe("choosing what a server is told", () => {
  it("is everything, unless somebody says otherwise", async () => {
    const { user, form, create } = await open();
    const made = answering("post", LIST, refusal(503, "unavailable"));
    expect(form.getByRole("radio", { name: "Everything that happens" })).toBeChecked();
    await user.click(create());
    await waitFor(() => {
      expect(made.map(({ body }) => body)).toMatchObject([{ types: [] }]);
    });
  });

  it("is not nothing: that is said at the field, and nothing is sent", async () => {
    const { user, form, create } = await open();
    const made = answering("post", LIST, {});
    await user.click(form.getByRole("radio", { name: "Only what I choose" }));
    await user.click(create());
    const field = form.getByRole("group", { name: "What it is told" });
    expect(field).toHaveAccessibleDescription("Choose at least one, or everything.");
    expect(made).toHaveLength(0);
  });

  it("goes by keyboard alone: found, chosen, and taken away again", async () => {
    const { user, form } = await open();
    const made = answering("post", LIST, refusal(503, "unavailable"));
    form.getByRole("radio", { name: "Everything that happens" }).focus();
    await user.keyboard("{ArrowDown}");
    expect(form.getByRole("radio", { name: "Only what I choose" })).toBeChecked();
    await user.tab();
    expect(screen.getByLabelText("Find an event")).toHaveFocus();
    // Whoever presses Enter looks for something, and makes nothing.
    await user.keyboard("chargeback.won{Enter}");
    expect(made).toHaveLength(0);
    const summary = form.getByText("Chargeback").closest("summary");
    summary?.focus();
    await user.tab();
    expect(form.getByRole("checkbox", { name: "chargeback.*" })).toHaveFocus();
    await user.tab();
    await user.keyboard(" ");
    expect(form.getByRole("checkbox", { name: "chargeback.won" })).toBeChecked();
    const chosen = form.getByRole("list", { name: "Chosen" });
    expect(chosen).toHaveTextContent("chargeback.won");
    within(chosen).getByRole("button", { name: "Do not tell of chargeback.won" }).focus();
    await user.keyboard("{Enter}");
    expect(form.getByText("Nothing is chosen yet.")).toBeInTheDocument();
  });

  it("shows every one of a kind as chosen where all of it is, and lets none be left out", async () => {
    const { user, form } = await open();
    await user.click(form.getByRole("radio", { name: "Only what I choose" }));
    await user.click(form.getByRole("checkbox", { name: "chargeback.won" }));
    await user.click(form.getByRole("checkbox", { name: "chargeback.*" }));
    for (const type of ["chargeback.won", "chargeback.lost"]) {
      expect(form.getByRole("checkbox", { name: type })).toBeChecked();
      expect(form.getByRole("checkbox", { name: type })).toBeDisabled();
    }
    expect(
      within(form.getByRole("list", { name: "Chosen" })).getAllByRole("listitem"),
    ).toHaveLength(1);
  });

  it("has what was chosen again after a look at everything", async () => {
    const { user, form } = await open();
    await user.click(form.getByRole("radio", { name: "Only what I choose" }));
    await user.click(form.getByRole("checkbox", { name: "deal.agreed" }));
    await user.click(form.getByRole("radio", { name: "Everything that happens" }));
    expect(form.queryByRole("list", { name: "Chosen" })).toBeNull();
    await user.click(form.getByRole("radio", { name: "Only what I choose" }));
    expect(form.getByRole("checkbox", { name: "deal.agreed" })).toBeChecked();
  });

  it.each(["/types", "/types/1"])(
    "says at the field what is refused of it: %s",
    async (pointer) => {
      const { user, form, create } = await open();
      const errors = [{ pointer, code: "webhook_types_invalid", detail: "There is no event x." }];
      answering("post", LIST, refusal(422, "webhook_types_invalid", { errors }));
      await user.click(form.getByRole("radio", { name: "Only what I choose" }));
      await user.click(form.getByRole("checkbox", { name: "deal.agreed" }));
      await user.click(create());
      await waitFor(() => {
        expect(form.getByRole("group", { name: "What it is told" })).toHaveAccessibleDescription(
          "There is no event x.",
        );
      });
      // What is chosen otherwise was not refused.
      await user.click(form.getByRole("checkbox", { name: "deal.lapsed" }));
      expect(
        form.getByRole("group", { name: "What it is told" }),
      ).not.toHaveAccessibleDescription();
    },
  );
});
