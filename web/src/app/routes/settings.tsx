/** One's own settings, under their addresses. */
export { AuthenticatorPage as AuthenticatorRoute } from "@/features/settings/authenticator-page";
export { NotificationsPage as NotificationsRoute } from "@/features/settings/notifications-page";
export { PasswordPage as PasswordRoute } from "@/features/settings/password-page";
export { ProfilePage as ProfileRoute } from "@/features/settings/profile-page";
export { SessionsPage as SessionsRoute } from "@/features/settings/sessions-page";
