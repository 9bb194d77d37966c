/** What people can do with their own login. */
import { api } from "@/api/client";
import { unwrap } from "@/api/problems";
import type { components } from "@/api/schema";

export type AppSecret = components["schemas"]["SecretOut"];
export type PasswordChange = components["schemas"]["PasswordChange"];
export type PasswordAndCode = components["schemas"]["PasswordAndCodeIn"];

export async function changePassword(body: PasswordChange): Promise<void> {
  await unwrap(api.POST("/api/v1/auth/password/change/", { body }));
}

export function beginApp(currentPassword: string): Promise<AppSecret> {
  const body = { current_password: currentPassword };
  return unwrap(api.POST("/api/v1/auth/second-factor/begin/", { body }));
}

export async function confirmApp(code: string): Promise<string[]> {
  const made = await unwrap(api.POST("/api/v1/auth/second-factor/confirm/", { body: { code } }));
  return made.recovery_codes;
}

export async function removeApp(body: PasswordAndCode): Promise<void> {
  await unwrap(api.POST("/api/v1/auth/second-factor/disable/", { body }));
}

export async function makeRecoveryCodes(body: PasswordAndCode): Promise<string[]> {
  const made = await unwrap(api.POST("/api/v1/auth/second-factor/recovery-codes/", { body }));
  return made.recovery_codes;
}

export type PreferenceGroup = components["schemas"]["PreferenceGroupOut"];
export type PreferenceCell = components["schemas"]["CellIn"];
export type Preferences = components["schemas"]["PreferencesOut"];

export function choose(cell: PreferenceCell): Promise<Preferences> {
  return unwrap(api.PATCH("/api/v1/notification-preferences/", { body: { cells: [cell] } }));
}

export type LetterHours = components["schemas"]["LetterHoursOut"];

export function setLetterHours(body: components["schemas"]["LetterHoursIn"]): Promise<LetterHours> {
  return unwrap(api.PUT("/api/v1/notification-preferences/letters/", { body }));
}

export async function revokeSession(sessionId: string): Promise<void> {
  const path = { session_id: sessionId };
  await unwrap(api.POST("/api/v1/auth/sessions/{session_id}/revoke/", { params: { path } }));
}

export async function revokeOtherSessions(): Promise<number> {
  return (await unwrap(api.POST("/api/v1/auth/sessions/revoke-others/", {}))).revoked_count;
}
