/** What owners do about people; and leaving, which everybody may. */
import { api } from "@/api/client";
import type { Invitation, Member } from "@/api/people";
import { unwrap } from "@/api/problems";
import type { components } from "@/api/schema";
import type { Role } from "@/lib/roles";

export type NewInvitation = components["schemas"]["InvitationIn"];

const as = (merchantId: string) => ({ "X-Merchant-Id": merchantId });

export function invite(merchantId: string, body: NewInvitation): Promise<Invitation> {
  return unwrap(
    api.POST("/api/v1/team/invitations/", { params: { header: as(merchantId) }, body }),
  );
}

export function resendInvitation(merchantId: string, invitationId: string): Promise<Invitation> {
  const params = { header: as(merchantId), path: { invitation_id: invitationId } };
  return unwrap(api.POST("/api/v1/team/invitations/{invitation_id}/resend/", { params }));
}

export function revokeInvitation(merchantId: string, invitationId: string): Promise<Invitation> {
  const params = { header: as(merchantId), path: { invitation_id: invitationId } };
  return unwrap(api.POST("/api/v1/team/invitations/{invitation_id}/revoke/", { params }));
}

export function changeRole(merchantId: string, memberId: string, role: Role): Promise<Member> {
  const params = { header: as(merchantId), path: { member_id: memberId } };
  return unwrap(api.POST("/api/v1/team/{member_id}/role/", { params, body: { role } }));
}

export async function removeMember(merchantId: string, memberId: string): Promise<void> {
  const params = { header: as(merchantId), path: { member_id: memberId } };
  await unwrap(api.POST("/api/v1/team/{member_id}/remove/", { params }));
}

export async function leaveTeam(merchantId: string): Promise<void> {
  await unwrap(api.POST("/api/v1/team/leave/", { params: { header: as(merchantId) } }));
}
