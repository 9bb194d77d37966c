/** What can be asked before anybody is signed in. */
import { api } from "@/api/client";
import { unwrap } from "@/api/problems";
import type { components } from "@/api/schema";

export type Registration = components["schemas"]["Registration"];
export type Offer = components["schemas"]["OfferOut"];
export type Joined = components["schemas"]["JoinedOut"];

export async function signUp(body: Registration): Promise<void> {
  await unwrap(api.POST("/api/v1/auth/register/", { body }));
}

export async function confirmEmail(token: string, password: string): Promise<string> {
  const body = { token, password };
  return (await unwrap(api.POST("/api/v1/auth/confirm-email/", { body }))).email;
}

export async function resendConfirmation(email: string): Promise<void> {
  await unwrap(api.POST("/api/v1/auth/confirm-email/resend/", { body: { email } }));
}

export async function requestReset(email: string): Promise<void> {
  await unwrap(api.POST("/api/v1/auth/password/reset/", { body: { email } }));
}

export async function resetPassword(token: string, newPassword: string): Promise<void> {
  const body = { token, new_password: newPassword };
  await unwrap(api.POST("/api/v1/auth/password/reset/confirm/", { body }));
}

export function lookUpInvitation(token: string): Promise<Offer> {
  return unwrap(api.POST("/api/v1/invitations/look-up/", { body: { token } }));
}

export function acceptInvitation(token: string): Promise<Joined> {
  return unwrap(api.POST("/api/v1/invitations/accept/", { body: { token } }));
}
