import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  ArrowDownToLine,
  ArrowLeftRight,
  FileText,
  FlaskConical,
  KeyRound,
  Landmark,
  Layers,
  LogOut,
  Moon,
  Plus,
  ReceiptText,
  SendHorizontal,
  Sun,
} from "lucide-react";
import { mayOwn, mayPay, useMerchant } from "@/api/merchant";
import { installationQuery } from "@/api/queries";
import { signOut } from "@/api/session";
import { Palette, type PaletteTarget } from "@/features/palette/palette";
import { openPalette } from "../shell/palette-state";
import { API_EXPLORER, placesFor } from "../shell/places";
import { chooseTheme } from "../shell/theme";

export function PaletteRoute() {
  const merchant = useMerchant();
  const navigate = useNavigate();
  const { data } = useQuery(installationQuery);
  const isSandbox = data?.mode === "sandbox";
  const params = { merchantId: merchant.id };
  const places: PaletteTarget[] = placesFor(merchant, isSandbox)
    .flatMap((group) => group.places)
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
    mayPay(merchant) && {
      name: "Add money",
      icon: ArrowDownToLine,
      words: "new deposit pay in card upi foreign",
      go: () => void navigate({ to: "/m/$merchantId/deposits/new", params }),
    },
    mayPay(merchant) && {
      name: "Transfer to another merchant",
      icon: ArrowLeftRight,
      words: "new send",
      go: () => void navigate({ to: "/m/$merchantId/transfers/new", params }),
    },
    {
      name: "Last month's statement",
      icon: FileText,
      words: "download pdf csv account closing balance",
      go: () =>
        void navigate({
          to: "/m/$merchantId/statement",
          params,
          search: { period: "last-month" },
        }),
    },
    {
      name: "What would it cost?",
      icon: ReceiptText,
      words: "fee quote calculator price tariff",
      go: () => void navigate({ to: "/m/$merchantId/billing", params }),
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
      openers={[
        {
          name: "payout",
          icon: SendHorizontal,
          open: (payoutId) =>
            void navigate({
              to: "/m/$merchantId/payouts/$payoutId",
              params: { ...params, payoutId },
            }),
        },
        {
          name: "deposit",
          icon: ArrowDownToLine,
          open: (depositId) =>
            void navigate({
              to: "/m/$merchantId/deposits/$depositId",
              params: { ...params, depositId },
            }),
        },
        {
          name: "transfer",
          icon: ArrowLeftRight,
          open: (transferId) =>
            void navigate({
              to: "/m/$merchantId/transfers/$transferId",
              params: { ...params, transferId },
            }),
        },
        {
          name: "invoice",
          icon: ReceiptText,
          open: (invoiceId) =>
            void navigate({
              to: "/m/$merchantId/billing/$invoiceId",
              params: { ...params, invoiceId },
            }),
        },
      ]}
      onAudit={
        mayOwn(merchant)
          ? (search) => void navigate({ to: "/m/$merchantId/audit", params, search })
          : undefined
      }
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
