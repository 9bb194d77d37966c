/** The addresses of who a merchant is. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { child } from "./roots";

const verificationRoute = createRoute({
  ...child,
  path: "/verification",
  component: lazyRouteComponent(() => import("../routes/verification"), "VerificationRoute"),
});

export const verificationRoutes = [verificationRoute] as const;
