import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import type { Key } from "@/api/client";
import { useMerchant } from "@/api/merchant";
import { membersQuery } from "@/api/people";
import { readNetwork } from "@/lib/networks";
import { IconButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { Fact, Facts } from "@/ui/facts";
import { Time } from "@/ui/time";
import { KeyBadge } from "./key-badge";
import { SCOPES } from "./key-form";

interface KeyFactsProps {
  apiKey: Key;
  keys: Key[];
  onKey: (keyId: string | undefined) => void;
}

/** All there is to know of one key, but the key itself. */
export function KeyFacts({ apiKey, keys, onKey }: KeyFactsProps) {
  const merchant = useMerchant();
  const { data: team } = useQuery(membersQuery(merchant.id));
  const maker = team?.results.find(({ user_id }) => user_id === apiKey.made_by);
  return (
    <Card
      title={apiKey.name}
      aside={
        <IconButton
          icon={X}
          label="Close"
          className="-mr-2"
          onClick={() => {
            onKey(undefined);
          }}
        />
      }
    >
      <Facts>
        <Fact name="State">
          <KeyBadge apiKey={apiKey} />
        </Fact>
        <Fact name="Begins with">
          <code className="font-mono text-sm">{apiKey.prefix}…</code>
        </Fact>
        <Fact name="May">
          <ul className="grid gap-1">
            {apiKey.scopes.map((scope) => (
              <li key={scope}>
                <code className="font-mono text-sm">{scope}</code>{" "}
                <span className="text-sm text-muted">
                  {SCOPES.find((each) => each.scope === scope)?.means}
                </span>
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name="Only from">
          {apiKey.allowed_addresses.length === 0 ? (
            "Anywhere"
          ) : (
            <ul className="grid gap-1">
              {apiKey.allowed_addresses.map((address) => (
                <li key={address} className="break-words">
                  <code className="font-mono text-sm">{address}</code>{" "}
                  <span className="text-sm text-muted">{meaningOf(address)}</span>
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name="Last used">
          {apiKey.last_used_at ? (
            <>
              <Time at={apiKey.last_used_at} />
              {apiKey.last_used_from && ` from ${apiKey.last_used_from}`}
            </>
          ) : (
            "Never"
          )}
        </Fact>
        <Fact name="Counts as">
          {maker ? `${maker.name}, ${maker.role}` : "somebody who is not in the team any more"}
        </Fact>
        <Fact name="Created">
          <Time at={apiKey.created_at} />
        </Fact>
        <Fact name="Ends">
          {apiKey.expires_at ? <Time at={apiKey.expires_at} /> : "When it is revoked"}
        </Fact>
        {apiKey.revoked_at && (
          <Fact name="Revoked">
            <Time at={apiKey.revoked_at} />
          </Fact>
        )}
        {apiKey.rotated_from && (
          <Fact name="Takes the place of">
            <Other keyId={apiKey.rotated_from} keys={keys} onKey={onKey} />
          </Fact>
        )}
        {apiKey.rotated_to && (
          <Fact name="Replaced by">
            <Other keyId={apiKey.rotated_to} keys={keys} onKey={onKey} />
          </Fact>
        )}
      </Facts>
    </Card>
  );
}

function meaningOf(address: string): string {
  const network = readNetwork(address);
  return network.ok ? network.says : "";
}

interface OtherProps {
  keyId: string;
  keys: Key[];
  onKey: (keyId: string) => void;
}

function Other({ keyId, keys, onKey }: OtherProps) {
  const other = keys.find(({ id }) => id === keyId);
  if (!other) return <>a key further back than this list goes</>;
  return (
    <button
      type="button"
      onClick={() => {
        onKey(keyId);
      }}
      className="font-mono text-sm text-sea underline underline-offset-2 max-md:min-h-11"
    >
      {other.prefix}…
    </button>
  );
}
