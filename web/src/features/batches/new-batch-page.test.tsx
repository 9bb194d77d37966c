import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Batch } from "@/api/client";
import { show } from "@/testing/render";
import { answering, noAnswer, refusal } from "@/testing/server";
import { batch, merchant } from "@/testing/world";
import { NewBatchPage } from "./new-batch-page";

const HEAD = "holder_name,account_number,ifsc,vpa,amount_paise,row_key\n";
const GOOD = `${HEAD}Asha Rao,123456789,HDFC0000240,,500000,k1\nVikram Nair,,,ok@bank,125050,k2\n`;
const MIXED = `${GOOD}Nobody,,,,99,k1\n`;

const csv = (content: string, name = "salaries.csv") =>
  new File([content], name, { type: "text/csv" });

async function open(role: "owner" | "viewer" = "owner") {
  const onSent = vi.fn<(batch: Batch) => void>();
  const sent = answering("post", "/api/v1/payout-batches/", batch());
  await show(<NewBatchPage onSent={onSent} />, { merchant: merchant({ role }) });
  return { user: userEvent.setup(), onSent, sent };
}

const choose = () => screen.getByLabelText(/CSV file|another file/);
const rows = () =>
  within(screen.getByRole("table", { name: "Rows of the file" })).getAllByRole("row");

describe("paying by file", () => {
  it("shows the bad rows first, each with what is wrong, before anything is sent", async () => {
    const { user, sent } = await open();
    await user.upload(choose(), csv(MIXED));
    expect(await screen.findByText("What is in the file")).toBeInTheDocument();
    expect(rows()).toHaveLength(2);
    expect(rows()[1]).toHaveTextContent("4Line 4 · Nobody");
    expect(rows()[1]).toHaveTextContent("A payout is at least ₹1.00, which is 100 paise.");
    expect(rows()[1]).toHaveTextContent("Give either account_number and ifsc, or vpa.");
    expect(rows()[1]).toHaveTextContent("Line 2 has the same row_key.");
    expect(rows()[1]).toHaveClass("bg-bad-soft");
    await user.click(screen.getByRole("button", { name: "All (3)" }));
    expect(rows()).toHaveLength(4);
    expect(rows()[1]).toHaveTextContent("2Line 2 · Asha Rao · 123456789Looks right₹5,000.00");
    expect(rows()[1]).not.toHaveClass("bg-bad-soft");
    expect(sent).toHaveLength(0);
  });

  it("says above the button what the file comes to, and that nothing leaves yet", async () => {
    const { user } = await open();
    await user.upload(choose(), csv(MIXED));
    expect(await screen.findByText(/without fees/)).toHaveTextContent(
      "2 rows for ₹6,250.50, without fees; 1 row to mend. Nothing leaves available now.",
    );
    await user.upload(choose(), csv(`${HEAD}A,,,,,\n`));
    expect(await screen.findByText(/No row looks right/)).toHaveTextContent(
      "No row looks right. Nothing leaves available now.",
    );
  });

  it("sends the file as it is, under one key through every try", async () => {
    const { user, onSent } = await open();
    const sent = answering("post", "/api/v1/payout-batches/", noAnswer, batch());
    await user.upload(choose(), csv(GOOD));
    await user.click(await screen.findByRole("button", { name: "Check 2 rows" }));
    expect(await screen.findByText("No answer came back")).toBeInTheDocument();
    expect(choose()).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Ask again" }));
    await waitFor(() => {
      expect(onSent).toHaveBeenCalledExactlyOnceWith(batch());
    });
    expect(sent.map(({ body }) => body)).toEqual([GOOD, GOOD]);
    expect(sent[0]?.headers["content-type"]).toBe("text/csv");
    expect(sent[0]?.query).toEqual({ name: "salaries" });
    expect(sent[0]?.headers["idempotency-key"]).toBe(sent[1]?.headers["idempotency-key"]);
  });

  it("takes another file under another key after a refusal", async () => {
    const { user, onSent } = await open();
    const sent = answering(
      "post",
      "/api/v1/payout-batches/",
      refusal(422, "batch_unreadable", { detail: "Line 2 is not UTF-8." }),
      batch(),
    );
    await user.upload(choose(), csv(GOOD));
    await user.click(await screen.findByRole("button", { name: "Check 2 rows" }));
    expect(await screen.findByText("Line 2 is not UTF-8.")).toBeInTheDocument();
    expect(screen.getByText("Mend the file, or begin with our template.")).toBeInTheDocument();
    await user.upload(choose(), csv(GOOD.replace("k2", "k3"), "again.csv"));
    expect(screen.queryByText("Line 2 is not UTF-8.")).not.toBeInTheDocument();
    await user.click(await screen.findByRole("button", { name: "Check 2 rows" }));
    await waitFor(() => {
      expect(onSent).toHaveBeenCalledTimes(1);
    });
    expect(sent[0]?.headers["idempotency-key"]).not.toBe(sent[1]?.headers["idempotency-key"]);
  });

  it.each([
    ["", "The file is empty."],
    ["vpa;amount_paise\n", /separated by commas/],
  ])("refuses %j here, with what is wrong, and sends nothing", async (content, why) => {
    const { user, sent } = await open();
    await user.upload(choose(), csv(content));
    expect(await screen.findByRole("alert")).toHaveTextContent(why);
    const button = screen.getByRole("button", { name: "Check the rows" });
    expect(button).toBeDisabled();
    expect(sent).toHaveLength(0);
  });

  it("refuses a file of more than ten megabytes without reading it", async () => {
    const { user } = await open();
    const big = csv(GOOD);
    Object.defineProperty(big, "size", { value: 10 * 1_048_576 + 1 });
    await user.upload(choose(), big);
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "The file is larger than 10 MB. Split it.",
    );
  });

  it("shows fifty rows of many, and the rest when asked", async () => {
    const { user } = await open();
    await user.upload(choose(), csv(HEAD + "A,,,a@bank,100,\n".repeat(300)));
    expect(await screen.findByText("What is in the file")).toBeInTheDocument();
    expect(rows()).toHaveLength(51);
    await user.click(screen.getByRole("button", { name: "Show more (250 rows left)" }));
    expect(rows()).toHaveLength(251);
    expect(screen.getByRole("button", { name: "Show more (50 rows left)" })).toBeInTheDocument();
  });

  it("shows the same as a curl command", async () => {
    const { user } = await open();
    await user.upload(choose(), csv(GOOD));
    await screen.findByText("What is in the file");
    const command = screen.getByLabelText("The request as a curl command");
    expect(command).toHaveTextContent("/api/v1/payout-batches/?name=salaries'");
    expect(command).toHaveTextContent("--data-binary '@salaries.csv'");
  });

  it("is not for whoever may only look", async () => {
    await open("viewer");
    expect(screen.getByText("Your role only looks")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^Check/ })).not.toBeInTheDocument();
  });
});
