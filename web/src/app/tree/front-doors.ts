/** The addresses of whoever is not signed in: where letters lead to, and how one becomes somebody. */
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { session } from "@/api/session";
import { compact, text } from "@/lib/search";
import { rootRoute } from "./roots";

const root = { getParentRoute: () => rootRoute } as const;

const signUpRoute = createRoute({
  ...root,
  path: "/sign-up",
  validateSearch: (given) =>
    compact({ email: text(given, "email", 254), next: text(given, "next", 500) }),
  beforeLoad: () => {
    if (session.state() === "in") throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("../routes/front-doors"), "SignUpRoute"),
});

const confirmEmailRoute = createRoute({
  ...root,
  path: "/confirm-email",
  validateSearch: withToken,
  component: lazyRouteComponent(() => import("../routes/front-doors"), "ConfirmEmailRoute"),
});

const forgotPasswordRoute = createRoute({
  ...root,
  path: "/forgot-password",
  component: lazyRouteComponent(() => import("../routes/front-doors"), "ForgotPasswordRoute"),
});

const newPasswordRoute = createRoute({
  ...root,
  path: "/reset-password",
  validateSearch: withToken,
  component: lazyRouteComponent(() => import("../routes/front-doors"), "NewPasswordRoute"),
});

const invitationRoute = createRoute({
  ...root,
  path: "/invitation",
  validateSearch: withToken,
  component: lazyRouteComponent(() => import("../routes/front-doors"), "InvitationRoute"),
});

const dealInvitationRoute = createRoute({
  ...root,
  path: "/deal-invitation",
  validateSearch: withToken,
  component: lazyRouteComponent(() => import("../routes/deal-invitation"), "DealInvitationRoute"),
});

export const frontDoors = [
  signUpRoute,
  confirmEmailRoute,
  forgotPasswordRoute,
  newPasswordRoute,
  invitationRoute,
  dealInvitationRoute,
] as const;

function withToken(given: Record<string, unknown>): { token?: string | undefined } {
  return compact({ token: text(given, "token", 200) });
}
