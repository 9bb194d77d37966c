/** The addresses of people: one's own settings, and who works for a merchant. */
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { child, requireSession, rootRoute } from "./roots";

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/settings",
  beforeLoad: ({ location }) => {
    requireSession(location.href);
  },
  component: lazyRouteComponent(() => import("../shell/settings-shell"), "SettingsShell"),
});

const setting = { getParentRoute: () => settingsRoute } as const;

const firstSettingRoute = createRoute({
  ...setting,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/settings/profile", replace: true });
  },
});

const profileRoute = createRoute({
  ...setting,
  path: "/profile",
  component: lazyRouteComponent(() => import("../routes/settings"), "ProfileRoute"),
});

const passwordRoute = createRoute({
  ...setting,
  path: "/password",
  component: lazyRouteComponent(() => import("../routes/settings"), "PasswordRoute"),
});

const authenticatorRoute = createRoute({
  ...setting,
  path: "/authenticator",
  component: lazyRouteComponent(() => import("../routes/settings"), "AuthenticatorRoute"),
});

const sessionsRoute = createRoute({
  ...setting,
  path: "/sessions",
  component: lazyRouteComponent(() => import("../routes/settings"), "SessionsRoute"),
});

const notificationsRoute = createRoute({
  ...setting,
  path: "/notifications",
  component: lazyRouteComponent(() => import("../routes/settings"), "NotificationsRoute"),
});

export const settings = settingsRoute.addChildren([
  firstSettingRoute,
  profileRoute,
  passwordRoute,
  authenticatorRoute,
  sessionsRoute,
  notificationsRoute,
]);

/** For who belongs to merchants already; whoever belongs to none is led there from `/`. */
export const newMerchantRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/merchants/new",
  beforeLoad: ({ location }) => {
    requireSession(location.href);
  },
  component: lazyRouteComponent(() => import("../routes/no-merchant"), "NewMerchantRoute"),
});

const teamRoute = createRoute({
  ...child,
  path: "/team",
  component: lazyRouteComponent(() => import("../routes/team"), "TeamRoute"),
});

const merchantSettingsRoute = createRoute({
  ...child,
  path: "/settings",
  component: lazyRouteComponent(
    () => import("../routes/merchant-settings"),
    "MerchantSettingsRoute",
  ),
});

export const peopleOfMerchant = [teamRoute, merchantSettingsRoute] as const;
