/** Questions about people: who one is and where one is signed in, and who works for a merchant. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "./client";
import { unwrap } from "./problems";
import { keyOf, meQuery } from "./queries";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Invitation = Schemas["InvitationOut"];
export type Member = Schemas["MemberOut"];
export type SecondFactor = Schemas["FactorOut"];
export type Session = Schemas["SessionOut"];

const as = (merchantId: string) => ({ "X-Merchant-Id": merchantId });
const query = { limit: 100 };

// Under ["me"]: whatever changes oneself makes them stale as well.
export const secondFactorQuery = queryOptions({
  queryKey: [...meQuery.queryKey, "second-factor"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/auth/second-factor/", { signal })),
});

export const sessionsQuery = queryOptions({
  queryKey: [...meQuery.queryKey, "sessions"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/v1/auth/sessions/", { params: { query }, signal })),
});

export function membersQuery(merchantId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "team", "members"),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/v1/team/", { params: { header: as(merchantId), query }, signal })),
  });
}

/** Those that nobody has answered yet. Owners only. */
export function invitationsQuery(merchantId: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "team", "invitations"),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/v1/team/invitations/", {
          params: { header: as(merchantId), query: { ...query, state: "pending" } },
          signal,
        }),
      ),
  });
}
