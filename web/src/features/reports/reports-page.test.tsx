import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse } from "msw";
import { describe, expect, it, vi } from "vitest";
import type { Report, ReportDetail } from "@/api/reports";
import { savedFiles } from "@/testing/downloads";
import { show } from "@/testing/render";
import { answering, pageOf, refusal } from "@/testing/server";
import { PAYOUT_ID } from "@/testing/world";
import { ReportPage } from "./report-page";
import { ReportsPage } from "./reports-page";

const saved = savedFiles();
const REPORT_ID = "019ab000-0000-7000-8000-0000000000e1";

function report(given: Partial<Report> = {}): Report {
  return {
    id: REPORT_ID,
    kind: "payouts",
    title: "Payouts",
    from: "2026-11-01",
    to: "2026-11-27",
    status: "asked",
    parts_done: 0,
    parts_count: 1,
    row_count: 0,
    reason: null,
    asked_at: "2026-11-27T10:00:00Z",
    taken_at: null,
    ...given,
  };
}

function detail(given: Partial<ReportDetail> = {}): ReportDetail {
  return {
    ...report(),
    meaning: "How they ended.",
    columns: [
      { name: "mode", title: "Mode", figure: "text", is_summed: false },
      { name: "paid_minor", title: "Paid", figure: "money", is_summed: true },
    ],
    totals: [],
    totals_shown: [],
    rows: [],
    next_after: null,
    ...given,
  };
}

const READY = detail({
  status: "ready",
  parts_done: 1,
  row_count: 2,
  taken_at: "2026-11-27T10:00:01Z",
  totals_shown: [["Total", "1,350.00"]],
  rows: [
    { position: 1, subject: null, cells: ["IMPS", 60_000], shown: ["IMPS", "600.00"] },
    { position: 2, subject: null, cells: ["UPI", 75_000], shown: ["UPI", "750.00"] },
  ],
});

describe("asking for a report", () => {
  it("sends a kind and its days under one key, and goes to it", async () => {
    answering("get", "/api/v1/reports/", pageOf([report({ status: "ready" })]));
    const sent = answering("post", "/api/v1/reports/", report());
    const onAsked = vi.fn();
    await show(<ReportsPage search={{}} onSearch={vi.fn()} onAsked={onAsked} />);
    const user = userEvent.setup();
    const list = await screen.findByRole("table", { name: "Reports, newest first" });
    expect(within(list).getByRole("link", { name: "Payouts" })).toHaveAttribute(
      "href",
      expect.stringContaining(`/reports/${REPORT_ID}`),
    );
    await user.selectOptions(screen.getByLabelText("About"), "Disputes");
    expect(screen.getByText(/what became of them/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Ask" }));
    await waitFor(() => {
      expect(onAsked).toHaveBeenCalledExactlyOnceWith(report());
    });
    expect(sent[0]?.body).toMatchObject({ kind: "disputes" });
    expect(sent[0]?.headers["idempotency-key"]).toBeTruthy();
  });

  it("says what is wrong with a period", async () => {
    answering("get", "/api/v1/reports/", pageOf([]));
    answering(
      "post",
      "/api/v1/reports/",
      refusal(422, "report_period_invalid", { detail: "It ends after today." }),
    );
    await show(<ReportsPage search={{}} onSearch={vi.fn()} onAsked={vi.fn()} />);
    expect(await screen.findByText("No report yet")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Ask" }));
    expect(await screen.findByText("It ends after today.")).toBeInTheDocument();
  });
});

describe("a report", () => {
  const page = <ReportPage reportId={REPORT_ID} search={{}} onSearch={vi.fn()} />;

  it("shows how far it is, and by itself what it says", async () => {
    answering("get", `/api/v1/reports/${REPORT_ID}/`, detail(), READY);
    await show(page);
    expect(await screen.findByRole("progressbar", { name: "How far it is" })).toBeInTheDocument();
    const rows = await screen.findByRole(
      "table",
      { name: "Rows of the report" },
      { timeout: 30_000 },
    );
    expect(within(rows).getAllByRole("row")).toHaveLength(3);
    const totals = screen.getByRole("table", { name: "Totals" });
    expect(within(totals).getAllByRole("row")[1]).toHaveTextContent("1,350.00");
  });

  it("leads from a row to what is counted in it", async () => {
    answering("get", `/api/v1/reports/${REPORT_ID}/`, READY);
    const sent = answering("get", `/api/v1/reports/${REPORT_ID}/row/`, {
      results: [
        { subject: `payout/${PAYOUT_ID}`, at: null, amount_minor: 75_000, currency: "INR" },
      ],
    });
    await show(page);
    const rows = await screen.findByRole("table", { name: "Rows of the report" });
    await userEvent.click(within(rows).getByRole("button", { name: "Row 2" }));
    const things = await screen.findByRole("list", { name: "Counted in row 2" });
    expect(within(things).getByRole("link")).toHaveAttribute(
      "href",
      expect.stringContaining(`/payouts/${PAYOUT_ID}`),
    );
    expect(sent[0]?.query).toEqual({ row: "2" });
  });

  it("is taken as a file", async () => {
    const sent = answering(
      "get",
      `/api/v1/reports/${REPORT_ID}/`,
      READY,
      new HttpResponse("mode\r\n", { headers: { "Content-Type": "text/csv" } }),
    );
    await show(page);
    await userEvent.click(await screen.findByRole("button", { name: "Download CSV" }));
    await waitFor(() => {
      expect(saved).toHaveLength(1);
    });
    expect(saved[0]?.name).toBe("payouts-2026-11-01-2026-11-27.csv");
    expect(sent.at(-1)?.query).toEqual({ format: "csv" });
  });

  it("says why there is none", async () => {
    answering(
      "get",
      `/api/v1/reports/${REPORT_ID}/`,
      detail({ status: "failed", reason: "too_slow" }),
    );
    await show(page);
    expect(await screen.findByText(/Ask for a shorter period/)).toBeInTheDocument();
  });
});
