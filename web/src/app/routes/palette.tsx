import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FlaskConical, KeyRound, Landmark, Layers, LogOut, Moon, Plus, Sun } from "lucide-react";
import { mayOwn, mayPay, useMerchant } from "@/api/merchant";
import { installationQuery } from "@/api/queries";
import { signOut } from "@/api/session";
import { Palette, type PaletteTarget } from "@/features/palette/palette";
import { openPalette } from "../shell/palette-state";
import { API_EXPLORER, GROUPS } from "../shell/places";
import { chooseTheme } from "../shell/theme";

export function PaletteRoute() {
  const merchant = useMerchant();
  const navigate = useNavigate();
  const { data } = useQuery(installationQuery);
  const isSandbox = data?.mode === "sandbox";
  const params = { merchantId: merchant.id };
  const places: PaletteTarget[] = GROUPS.flatMap((group) => group.places)
    .filter((place) => !place.sandboxOnly || isSandbox)
    .map(({ to, name, icon, words }) => ({
      name,
      icon,
      ...(words && { words }),
      go: () => void navigate({ to, params }),
    }));
  places.push({
    ...API_EXPLORER,
    go: () => void window.open(API_EXPLORER.href, "_blank", "noreferrer"),
  });
  const acts: (PaletteTarget | false)[] = [
    mayPay(merchant) && {
      name: "Send money",
      icon: Plus,
      words: "new payout pay",
      go: () => void navigate({ to: "/m/$merchantId/payouts/new", params }),
    },
    mayPay(merchant) && {
      name: "Pay by file",
      icon: Layers,
      words: "batch csv upload",
      go: () => void navigate({ to: "/m/$merchantId/batches/new", params }),
    },
    mayOwn(merchant) && {
      name: "Add a bank account",
      icon: Landmark,
      words: "new beneficiary vpa",
      go: () => void navigate({ to: "/m/$merchantId/bank-accounts/new", params }),
    },
    mayOwn(merchant) && {
      name: "Make an API key",
      icon: KeyRound,
      words: "new secret",
      go: () => void navigate({ to: "/m/$merchantId/api-keys", params }),
    },
    isSandbox && {
      name: "Let money arrive, or make a payout fail",
      icon: FlaskConical,
      words: "sandbox simulate credit scenario clock",
      go: () => void navigate({ to: "/m/$merchantId/sandbox", params }),
    },
    {
      name: "Light",
      icon: Sun,
      words: "theme appearance",
      go: () => {
        chooseTheme("light");
      },
    },
    {
      name: "Dark",
      icon: Moon,
      words: "theme appearance",
      go: () => {
        chooseTheme("dark");
      },
    },
    { name: "Sign out", icon: LogOut, words: "log out leave", go: () => void signOut() },
  ];
  return (
    <Palette
      places={places}
      acts={acts.filter((act) => act !== false)}
      onPayout={(payoutId) =>
        void navigate({ to: "/m/$merchantId/payouts/$payoutId", params: { ...params, payoutId } })
      }
      onMerchant={(merchantId) => void navigate({ to: "/m/$merchantId", params: { merchantId } })}
      onClose={() => {
        openPalette(false);
      }}
    />
  );
}
