import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import {
  Building2,
  Check,
  ChevronsUpDown,
  CircleUser,
  FlaskConical,
  LogOut,
  Monitor,
  Moon,
  Plus,
  Search,
  Settings,
  Sun,
  User,
} from "lucide-react";
import type { Merchant } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { installationQuery, meQuery } from "@/api/queries";
import { signOut } from "@/api/session";
import { useTicking, platformAheadMs } from "@/lib/clock";
import { IS_MAC } from "@/lib/hotkey";
import { duration } from "@/lib/time";
import { plainly } from "@/lib/words";
import { IconButton } from "@/ui/button";
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuLine } from "@/ui/menu";
import { InboxBell } from "./inbox-bell";
import { LiveSign } from "./live-sign";
import { openPalette } from "./palette-state";
import { chooseTheme, useTheme } from "./theme";

export function Header({ merchants }: { merchants: Merchant[] }) {
  const merchant = useMerchant();
  return (
    <header className="sticky top-0 z-20 flex h-16 items-center gap-3 border-b border-line bg-page/90 px-8 backdrop-blur-sm max-lg:px-6 max-sm:px-4">
      <Switcher merchants={merchants} />
      <SandboxSign />
      <div className="ml-auto flex items-center gap-2">
        <LiveSign />
        <SearchButton />
        <InboxBell merchantId={merchant.id} />
        <UserMenu />
      </div>
    </header>
  );
}

function Switcher({ merchants }: { merchants: Merchant[] }) {
  const merchant = useMerchant();
  const navigate = useNavigate();
  return (
    <Menu
      label="Merchants"
      align="start"
      trigger={
        <button
          type="button"
          className="-ml-2 flex min-h-11 min-w-0 items-center gap-2.5 rounded px-2 text-left hover:bg-sunken"
        >
          <Initial name={merchant.name} />
          <span className="sr-only">Switch merchant, now</span>
          <span className="min-w-0">
            <span className="block truncate font-semibold">{merchant.name}</span>
            <span className="block text-xs leading-4 text-muted max-sm:hidden">
              {merchant.role ? plainly(merchant.role) : "Operator"}
            </span>
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
        </button>
      }
    >
      <MenuHeading>Your merchants</MenuHeading>
      {merchants.map((each) => (
        <MenuItem
          key={each.id}
          onSelect={() => {
            void navigate({ to: "/m/$merchantId", params: { merchantId: each.id } });
          }}
        >
          <Initial name={each.name} />
          <span className="min-w-0 flex-1">
            <span className="block truncate">{each.name}</span>
            <span className="flex items-center gap-1 text-xs text-muted">
              {each.kind === "business" ? (
                <Building2 aria-hidden className="size-3" />
              ) : (
                <User aria-hidden className="size-3" />
              )}
              {each.role ? plainly(each.role) : "Operator"}
              {each.verification !== "verified" && ` · ${plainly(each.verification)}`}
            </span>
          </span>
          {each.id === merchant.id && <Check aria-label="chosen" className="size-4 text-sea" />}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem asChild>
        <Link to="/merchants/new">
          <Plus aria-hidden className="size-4 shrink-0 text-muted" />
          New merchant
        </Link>
      </MenuItem>
    </Menu>
  );
}

function Initial({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="text-title grid size-8 shrink-0 place-items-center rounded bg-sail-soft text-sail-ink"
    >
      {name.charAt(0)}
    </span>
  );
}

/** Never to be mistaken: whether this money is real. */
function SandboxSign() {
  const merchant = useMerchant();
  const { data } = useQuery(installationQuery);
  const ahead = useTicking(() => Math.round(platformAheadMs() / 60_000));
  if (data?.mode !== "sandbox") return null;
  return (
    <Link
      to="/m/$merchantId/sandbox"
      params={{ merchantId: merchant.id }}
      className="inline-flex min-h-7 shrink-0 items-center gap-1.5 rounded bg-sail-soft px-2 text-xs font-semibold text-sail-ink hover:underline"
      title="No money here is real"
    >
      <FlaskConical aria-hidden className="size-3.5" />
      <span className="max-sm:sr-only">Sandbox</span>
      {ahead > 1 && (
        <span className="font-normal max-lg:hidden">· {duration(ahead * 60)} ahead</span>
      )}
    </Link>
  );
}

function SearchButton() {
  const open = () => {
    openPalette(true);
  };
  return (
    <>
      <button
        type="button"
        onClick={open}
        className="flex h-9 min-w-52 items-center gap-2 rounded border border-line bg-surface px-3 whitespace-nowrap text-muted hover:border-line-strong hover:text-ink max-lg:hidden"
      >
        <Search aria-hidden className="size-4" />
        Search or jump to
        <kbd className="ml-auto rounded border border-line px-1.5 font-sans text-xs">
          {IS_MAC ? "⌘K" : "Ctrl K"}
        </kbd>
      </button>
      <IconButton icon={Search} label="Search or jump to" onClick={open} className="lg:hidden" />
    </>
  );
}

export function UserMenu() {
  const { data: me } = useQuery(meQuery);
  const theme = useTheme();
  return (
    <Menu
      label="You"
      trigger={<IconButton icon={CircleUser} label="You: settings, theme, sign out" />}
    >
      <div className="px-2.5 py-1.5">
        <p className="font-semibold">{me?.name}</p>
        <p className="text-sm text-muted">{me?.email}</p>
      </div>
      <MenuLine />
      <MenuItem asChild>
        <Link to="/settings/profile">
          <Settings aria-hidden className="size-4 shrink-0 text-muted" />
          Your settings
        </Link>
      </MenuItem>
      <MenuLine />
      <MenuHeading>Appearance</MenuHeading>
      <MenuChoice
        value={theme}
        onChange={chooseTheme}
        options={[
          { value: "system", label: "As the system", icon: Monitor },
          { value: "light", label: "Light", icon: Sun },
          { value: "dark", label: "Dark", icon: Moon },
        ]}
      />
      <MenuLine />
      <MenuItem
        icon={LogOut}
        onSelect={() => {
          void signOut();
        }}
      >
        Sign out
      </MenuItem>
    </Menu>
  );
}
