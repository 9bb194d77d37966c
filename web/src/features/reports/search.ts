import { compact, text, whole, type Given } from "@/lib/search";

export interface ReportsSearch {
  offset?: number | undefined;
  cursor?: string | undefined;
}

export interface ReportSearch {
  /** Rows after this one. */
  after?: number | undefined;
}

export function readReportsSearch(given: Given): ReportsSearch {
  return compact({
    offset: whole(given, "offset", 0, 10_000),
    cursor: text(given, "cursor", 400),
  });
}

export function readReportSearch(given: Given): ReportSearch {
  return compact({ after: whole(given, "after", 1, 999_999_999) });
}
