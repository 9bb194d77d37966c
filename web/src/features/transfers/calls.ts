/** What is asked and done about transfers, as the API takes it. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/api/client";
import { Problem, unwrap } from "@/api/problems";
import { keyOf } from "@/api/queries";
import type { Transfer } from "@/api/transfers";
import type { TransferBody } from "./transfer-form";

export function sendTransfer(
  merchantId: string,
  body: TransferBody,
  key: string,
): Promise<Transfer> {
  const header = { "X-Merchant-Id": merchantId, "Idempotency-Key": key };
  return unwrap(api.POST("/api/v1/transfers/", { params: { header }, body }));
}

export function recipientQuery(merchantId: string, to: string) {
  return queryOptions({
    // Not under transfers: a name does not change because money moves, and few may be asked for.
    queryKey: ["recipients", merchantId, to],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/transfers/recipient/", {
          params: { header: { "X-Merchant-Id": merchantId }, query: { to } },
          signal,
        }),
      ),
    staleTime: 5 * 60_000,
    retry: false,
  });
}

/** The fee, promised to this visit of the form: a promise is kept once. */
export function quoteQuery(merchantId: string, visit: string, amountPaise: number) {
  return queryOptions({
    queryKey: keyOf(merchantId, "fees", "transfer", visit, amountPaise),
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/api/v1/fees/quote/", {
          params: { header: { "X-Merchant-Id": merchantId } },
          body: { service: "transfer", amount_paise: amountPaise },
          signal,
        }),
      ),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** What the platform said of one member of the body. */
export function blamed(problem: unknown, pointer: string): string | undefined {
  return problem instanceof Problem ? problem.at(pointer) : undefined;
}
