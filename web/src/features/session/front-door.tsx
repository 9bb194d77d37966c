import { BookOpen, ShieldCheck, Waypoints, type LucideIcon } from "lucide-react";
import { lazy, Suspense, type ReactNode } from "react";
import { Mark } from "@/ui/mark";
import { useTitle } from "@/ui/page";
import { LeavingNotice } from "./leaving-notice";

// Nobody waits for what is wrong in order to sign in.
const PublicAlerts = lazy(() =>
  import("./public-alerts").then(({ PublicAlerts: alerts }) => ({ default: alerts })),
);

const PROMISES: { icon: LucideIcon; says: string }[] = [
  { icon: ShieldCheck, says: "Nothing is ever paid twice, whatever breaks." },
  { icon: Waypoints, says: "Unknown is never taken for failed: we ask the bank until we know." },
  { icon: BookOpen, says: "Every rupee stands in a double-entry book that cannot be changed." },
];

interface FrontDoorProps {
  title: string;
  children: ReactNode;
}

/** What somebody sees who is not signed in: the harbour, and one thing to do. */
export function FrontDoor({ title, children }: FrontDoorProps) {
  useTitle(title);
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <Harbour />
      <main className="flex flex-col justify-center px-6 py-12 max-lg:py-8">
        <div className="mx-auto w-full max-w-sm">
          <div className="mb-8 flex items-center gap-2.5 text-sea lg:hidden">
            <Mark className="size-8" />
            <span className="text-title text-2xl text-ink">Adulis</span>
          </div>
          <Suspense>
            <PublicAlerts />
          </Suspense>
          <h1 className="text-title mb-6 text-2xl">{title}</h1>
          <LeavingNotice />
          {children}
        </div>
      </main>
    </div>
  );
}

/** The harbour: calm water, two sails, and what may be relied on. */
function Harbour() {
  return (
    <aside
      aria-label="What Adulis promises"
      className="relative flex flex-col justify-between overflow-hidden border-r border-line bg-sunken p-12 max-lg:hidden"
    >
      <div className="flex items-center gap-3 text-sea">
        <Mark className="size-9" />
        <span className="text-title text-2xl text-ink">Adulis</span>
      </div>
      <div className="relative z-10 max-w-lg">
        <p className="text-title text-3xl">Send money, and see where every rupee of it is.</p>
        <ul className="mt-8 grid gap-4">
          {PROMISES.map(({ icon: Icon, says }) => (
            <li key={says} className="flex gap-3 text-lg">
              <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-sea" />
              {says}
            </li>
          ))}
        </ul>
      </div>
      <p className="text-sm text-muted">
        Named after the Red Sea harbour where merchants of three continents traded.
      </p>
      <Water />
    </aside>
  );
}

function Water() {
  return (
    <svg
      aria-hidden
      viewBox="0 0 600 260"
      preserveAspectRatio="xMaxYMax slice"
      className="pointer-events-none absolute right-0 bottom-0 h-3/5 w-full text-sea opacity-[0.09]"
    >
      <g fill="currentColor">
        <path d="M462 28v150H370c44-33 78-85 92-150Z" />
        <path d="M474 28v150h92c-44-33-78-85-92-150Z" />
        <path d="M352 190h232l-12 12H364z" />
      </g>
      <g fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round">
        <path d="M250 222h330M300 238h240M180 254h400" />
      </g>
    </svg>
  );
}
