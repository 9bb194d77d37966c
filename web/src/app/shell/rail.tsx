import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ExternalLink, Plus } from "lucide-react";
import { mayPay, useMerchant } from "@/api/merchant";
import { installationQuery } from "@/api/queries";
import { WaitingCount } from "@/features/approvals/waiting-notice";
import { buttonClasses } from "@/ui/button";
import { Mark } from "@/ui/mark";
import { API_EXPLORER, placesFor, type PlaceInApp } from "./places";

const linkClasses =
  "text-muted hover:bg-sunken hover:text-ink flex min-h-8 items-center gap-3 rounded px-3 font-medium " +
  "aria-[current=page]:bg-sea-soft aria-[current=page]:text-sea";

export function Rail() {
  const merchant = useMerchant();
  return (
    <nav
      aria-label="Places"
      className="sticky top-0 flex h-dvh flex-col overflow-y-auto border-r border-line bg-surface px-3 pb-4 max-md:hidden"
    >
      <Link
        to="/m/$merchantId"
        params={{ merchantId: merchant.id }}
        className="flex h-16 shrink-0 items-center gap-2.5 px-3 text-sea"
      >
        <Mark className="size-7" />
        <span className="text-title text-xl text-ink">Adulis</span>
      </Link>
      {mayPay(merchant) && (
        <Link
          to="/m/$merchantId/payouts/new"
          params={{ merchantId: merchant.id }}
          className={`${buttonClasses("primary")} mb-3 w-full`}
        >
          <Plus aria-hidden className="size-4" />
          Send money
        </Link>
      )}
      <Places />
      <a href={API_EXPLORER.href} className={linkClasses} target="_blank" rel="noreferrer">
        <API_EXPLORER.icon aria-hidden className="size-4.5" />
        {API_EXPLORER.name}
        <ExternalLink aria-hidden className="ml-auto size-3.5" />
      </a>
    </nav>
  );
}

function Places() {
  const merchant = useMerchant();
  const { data } = useQuery(installationQuery);
  return (
    <div>
      {placesFor(merchant, data?.mode === "sandbox").map((group) => (
        <div key={group.name} className="mb-1">
          {group.name && <p className="px-3 pt-2 pb-1 text-xs text-muted">{group.name}</p>}
          <ul className="grid gap-0.5">
            {group.places.map((place) => (
              <li key={place.to}>
                <PlaceLink place={place} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function PlaceLink({ place }: { place: PlaceInApp }) {
  const merchant = useMerchant();
  return (
    <Link
      to={place.to}
      params={{ merchantId: merchant.id }}
      activeOptions={{ exact: place.exact ?? false, includeSearch: false }}
      className={linkClasses}
    >
      <place.icon aria-hidden className="size-4.5" />
      {place.name}
      {place.counts && <WaitingCount />}
    </Link>
  );
}
