import { useNavigate, useSearch } from "@tanstack/react-router";
import { ApiKeysPage } from "@/features/api-keys/api-keys-page";

export function ApiKeysRoute() {
  const { key } = useSearch({ from: "/m/$merchantId/api-keys" });
  const navigate = useNavigate({ from: "/m/$merchantId/api-keys" });
  return (
    <ApiKeysPage
      keyId={key}
      onKey={(next) => void navigate({ search: { key: next }, resetScroll: false })}
    />
  );
}
