import { useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import {
  ArrowLeft,
  Bell as BellIcon,
  CircleUser,
  KeySquare,
  MonitorSmartphone,
  ShieldCheck,
} from "lucide-react";
import { lazy, Suspense } from "react";
import { merchantsQuery } from "@/api/queries";
import { Mark } from "@/ui/mark";
import { lastMerchant } from "../last-merchant";
import { UserMenu } from "./header";
import { InboxBell } from "./inbox-bell";
import { usePlatformTime } from "./platform-time";

const SystemAlerts = lazy(() =>
  import("./system-alerts").then(({ SystemAlerts: alerts }) => ({ default: alerts })),
);

const PLACES = [
  { to: "/settings/profile", name: "Profile", icon: CircleUser },
  { to: "/settings/password", name: "Password", icon: KeySquare },
  { to: "/settings/authenticator", name: "Authenticator app", icon: ShieldCheck },
  { to: "/settings/sessions", name: "Sessions", icon: MonitorSmartphone },
  { to: "/settings/notifications", name: "Notifications", icon: BellIcon },
] as const;

const linkClasses =
  "text-muted hover:bg-sunken hover:text-ink flex min-h-9 items-center gap-3 rounded px-3 font-medium whitespace-nowrap max-md:min-h-11 " +
  "aria-[current=page]:bg-sea-soft aria-[current=page]:text-sea";

/** What belongs to a person and to no merchant. */
export function SettingsShell() {
  usePlatformTime();
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded bg-sea px-4 py-2 text-on-sea focus:translate-y-0"
      >
        Skip to the page
      </a>
      <header className="sticky top-0 z-20 flex h-16 items-center gap-3 border-b border-line bg-page/90 px-8 backdrop-blur-sm max-lg:px-6 max-sm:px-4 print:hidden">
        <Link
          to="/"
          className="-ml-2 flex min-h-11 items-center gap-2.5 rounded px-2 text-sea hover:bg-sunken"
        >
          <ArrowLeft aria-hidden className="size-4 text-muted" />
          <Mark className="size-7" />
          <span className="text-title text-xl text-ink">Adulis</span>
          <span className="sr-only">: back to your merchant</span>
        </Link>
        <div className="ml-auto flex items-center gap-2">
          <Bell />
          <UserMenu />
        </div>
      </header>
      <div className="mx-auto max-w-6xl">
        <Suspense>
          <SystemAlerts />
        </Suspense>
      </div>
      <div className="mx-auto grid max-w-6xl gap-x-10 gap-y-5 px-8 pt-6 pb-16 max-lg:px-6 max-sm:px-4 md:grid-cols-[13rem_minmax(0,1fr)]">
        <nav aria-label="Your settings" className="print:hidden">
          <p className="px-3 pb-1.5 text-xs text-muted max-md:sr-only">Your settings</p>
          <ul className="grid gap-0.5 max-md:grid-cols-2">
            {PLACES.map(({ to, name, icon: Icon }) => (
              <li key={to}>
                <Link to={to} className={linkClasses}>
                  <Icon aria-hidden className="size-4.5 shrink-0" />
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <main id="main" tabIndex={-1} className="min-w-0 outline-none">
          <Outlet />
        </main>
      </div>
    </>
  );
}

/** An inbox is a person's own, but its page is a merchant's: it opens where they were. */
function Bell() {
  const merchants = useQuery(merchantsQuery).data?.results ?? [];
  const there = merchants.find(({ id }) => id === lastMerchant()) ?? merchants[0];
  return there ? <InboxBell merchantId={there.id} /> : null;
}
