import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { MerchantProvider } from "@/api/merchant";
import { merchantsQuery } from "@/api/queries";
import { useHotkey } from "@/lib/hotkey";
import { Unloaded } from "@/ui/problem-notice";
import { NotFound, Pending } from "../faces";
import { rememberMerchant } from "../last-merchant";
import { BottomBar } from "./bottom-bar";
import { Header } from "./header";
import { LiveProvider } from "./live";
import { usePalette } from "./palette-state";
import { usePlatformTime } from "./platform-time";
import { Rail } from "./rail";
import { StandingNotice } from "./standing-notice";

const SystemAlerts = lazy(() =>
  import("./system-alerts").then(({ SystemAlerts: alerts }) => ({ default: alerts })),
);
const Palette = lazy(() =>
  import("../routes/palette").then(({ PaletteRoute }) => ({ default: PaletteRoute })),
);

/** What stays while pages change: the rail, the header, and the merchant whose money it is. */
export function Shell() {
  const { merchantId } = useParams({ from: "/m/$merchantId" });
  const merchants = useQuery(merchantsQuery);
  const merchant = merchants.data?.results.find(({ id }) => id === merchantId);
  usePlatformTime();

  useEffect(() => {
    if (merchant) rememberMerchant(merchant.id);
  }, [merchant]);

  if (!merchant) {
    if (merchants.isError)
      return <Unloaded error={merchants.error} onRetry={() => void merchants.refetch()} />;
    return merchants.isSuccess ? <NotFound /> : <Loading />;
  }
  return (
    // The key: nothing of one merchant is ever left on the screen of another.
    <MerchantProvider key={merchant.id} merchant={merchant}>
      <LiveProvider merchantId={merchant.id}>
        <a
          href="#main"
          className="fixed top-2 left-2 z-50 -translate-y-16 rounded bg-sea px-4 py-2 text-on-sea focus:translate-y-0"
        >
          Skip to the page
        </a>
        <div className="md:grid md:min-h-dvh md:grid-cols-[15rem_minmax(0,1fr)]">
          <Rail />
          <div className="flex min-w-0 flex-col">
            <Header merchants={merchants.data?.results ?? []} />
            <Suspense>
              <SystemAlerts />
            </Suspense>
            <StandingNotice />
            <main
              id="main"
              tabIndex={-1}
              className="flex-1 px-8 pt-6 pb-16 outline-none max-lg:px-6 max-md:pb-28 max-sm:px-4"
            >
              <Outlet />
            </main>
          </div>
        </div>
        <BottomBar />
        <PaletteWhenAsked />
      </LiveProvider>
    </MerchantProvider>
  );
}

function PaletteWhenAsked() {
  const [isOpen, open] = usePalette();
  useHotkey("k", () => {
    open(true);
  });
  return isOpen ? (
    <Suspense>
      <Palette />
    </Suspense>
  ) : null;
}

function Loading() {
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[15rem_minmax(0,1fr)]">
      <div className="border-r border-line bg-surface max-md:hidden" />
      <div className="px-8 pt-20 max-sm:px-4">
        <Pending />
      </div>
    </div>
  );
}
