export { MerchantSettingsPage as MerchantSettingsRoute } from "@/features/merchant/merchant-settings-page";
