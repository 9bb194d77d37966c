import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Ellipsis, Plus } from "lucide-react";
import { Fragment } from "react";
import { mayPay, useMerchant } from "@/api/merchant";
import { installationQuery } from "@/api/queries";
import { WaitingCount } from "@/features/approvals/waiting-notice";
import { Menu, MenuHeading, MenuItem } from "@/ui/menu";
import { API_EXPLORER, placesFor, type PlaceInApp } from "./places";

const tabClasses =
  "text-muted aria-[current=page]:text-sea flex flex-1 flex-col items-center justify-center gap-0.5 text-xs font-medium";
const SHOWN = new Set(["/m/$merchantId", "/m/$merchantId/payouts", "/m/$merchantId/ledger"]);

/** The rail of a phone. */
export function BottomBar() {
  const merchant = useMerchant();
  const { data } = useQuery(installationQuery);
  const groups = placesFor(merchant, data?.mode === "sandbox");
  const [overview, payouts, ledger] = groups
    .flatMap((group) => group.places)
    .filter((place) => SHOWN.has(place.to));
  const rest = groups
    .map((group) => ({ ...group, places: group.places.filter(({ to }) => !SHOWN.has(to)) }))
    .filter(({ places }) => places.length > 0);
  return (
    <nav
      aria-label="Main places"
      className="fixed inset-x-0 bottom-0 z-30 flex h-16 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {overview && <Tab place={overview} />}
      {payouts && <Tab place={payouts} />}
      {mayPay(merchant) && (
        <Link
          to="/m/$merchantId/payouts/new"
          params={{ merchantId: merchant.id }}
          aria-label="Send money"
          className="flex flex-1 items-center justify-center"
        >
          <span className="grid size-11 place-items-center rounded-full bg-sea text-on-sea">
            <Plus aria-hidden className="size-5" />
          </span>
        </Link>
      )}
      {ledger && <Tab place={ledger} />}
      <Menu
        label="More places"
        side="top"
        trigger={
          <button type="button" className={tabClasses}>
            <Ellipsis aria-hidden className="size-5" />
            More
          </button>
        }
      >
        {rest.map((group) => (
          <Fragment key={group.name}>
            {group.name && <MenuHeading>{group.name}</MenuHeading>}
            {group.places.map((place) => (
              <MenuItem key={place.to} asChild>
                <Link to={place.to} params={{ merchantId: merchant.id }}>
                  <place.icon aria-hidden className="size-4 text-muted" />
                  {place.name}
                  {place.counts && <WaitingCount />}
                </Link>
              </MenuItem>
            ))}
          </Fragment>
        ))}
        <MenuItem asChild>
          <a href={API_EXPLORER.href} target="_blank" rel="noreferrer">
            <API_EXPLORER.icon aria-hidden className="size-4 text-muted" />
            {API_EXPLORER.name}
          </a>
        </MenuItem>
      </Menu>
    </nav>
  );
}

function Tab({ place }: { place: PlaceInApp }) {
  const merchant = useMerchant();
  return (
    <Link
      to={place.to}
      params={{ merchantId: merchant.id }}
      activeOptions={{ exact: place.exact ?? false, includeSearch: false }}
      className={tabClasses}
    >
      <place.icon aria-hidden className="size-5" />
      {place.name}
    </Link>
  );
}
