/** A merchant's own reports: asked for, watched while they are made, read, and taken as files. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { fileOf, type NamedFile } from "./files";
import { unwrap } from "./problems";
import { keyOf } from "./queries";
import type { components, operations } from "./schema";

type Schemas = components["schemas"];
export type Report = Schemas["ReportOut"];
export type ReportDetail = Schemas["ReportDetailOut"];
export type ReportRow = Schemas["ReportRowOut"];
export type ReportBody = Schemas["ReportIn"];
export type ReportKind = ReportBody["kind"];
export type ReportsSearch = NonNullable<operations["list_reports"]["parameters"]["query"]>;

/** While one is being made, its progress is looked at this often. */
const LOOK_AGAIN_MS = 1_000;

const as = (merchantId: string) => ({ "X-Merchant-Id": merchantId });

export function reportsQuery(merchantId: string, query: ReportsSearch) {
  return queryOptions({
    queryKey: keyOf(merchantId, "reports", "list", query),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/reports/", { params: { header: as(merchantId), query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function reportQuery(merchantId: string, reportId: string, after?: number) {
  const query = after ? { after } : {};
  return queryOptions({
    queryKey: keyOf(merchantId, "reports", "one", reportId, query),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/reports/{report_id}/", {
          params: { header: as(merchantId), path: { report_id: reportId }, query },
          signal,
        }),
      ) as Promise<ReportDetail>,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.status === "asked" ? LOOK_AGAIN_MS : false),
  });
}

export function behindQuery(merchantId: string, reportId: string, row: number) {
  return queryOptions({
    queryKey: keyOf(merchantId, "reports", "row", reportId, { row }),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/reports/{report_id}/row/", {
          params: { header: as(merchantId), path: { report_id: reportId }, query: { row } },
          signal,
        }),
      ),
  });
}

export function askForReport(merchantId: string, body: ReportBody, key: string): Promise<Report> {
  return unwrap(
    api.POST("/api/v1/reports/", {
      params: { header: { ...as(merchantId), "Idempotency-Key": key } },
      body,
    }),
  );
}

export function reportFile(
  merchantId: string,
  report: Report,
  format: "csv" | "pdf",
): Promise<NamedFile> {
  return fileOf(
    api.GET("/api/v1/reports/{report_id}/", {
      params: { header: as(merchantId), path: { report_id: report.id }, query: { format } },
      parseAs: "blob",
    }),
    `${report.kind}-${report.from}-${report.to}.${format}`,
  );
}
