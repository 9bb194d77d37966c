import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import type { Key } from "@/api/client";
import { mayOwn, useMerchant } from "@/api/merchant";
import { apiKeysQuery } from "@/api/queries";
import { platformNow } from "@/lib/clock";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Empty } from "@/ui/empty";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import type { MadeKey } from "./calls";
import { KeyBadge } from "./key-badge";
import { KeyFacts } from "./key-facts";
import { stateOf } from "./key-form";
import { Revoking, Rotating } from "./key-panels";
import { NewKeyCard } from "./new-key-card";

interface ApiKeysPageProps {
  /** Of which key everything is shown. */
  keyId?: string | undefined;
  onKey: (keyId: string | undefined) => void;
}

export function ApiKeysPage({ keyId, onKey }: ApiKeysPageProps) {
  const merchant = useMerchant();
  const [isMaking, setIsMaking] = useState(false);
  // Kept in the memory of this page only: whoever leaves it has seen the key for the last time.
  const [made, setMade] = useState<MadeKey | null>(null);
  const begin = () => {
    setMade(null);
    setIsMaking(true);
  };
  const show = (key: MadeKey) => {
    setMade(key);
    setIsMaking(false);
    window.scrollTo({ top: 0 });
  };
  return (
    <Page
      title="API keys"
      lead="What programs show at the door. Only owners make, rotate and revoke them."
      action={
        mayOwn(merchant) &&
        !isMaking && (
          <Button look="primary" icon={Plus} onClick={begin}>
            Create API key
          </Button>
        )
      }
    >
      {made && (
        <MadeNotice
          made={made}
          onDone={() => {
            setMade(null);
          }}
        />
      )}
      {isMaking && (
        <NewKeyCard
          onMade={show}
          onCancel={() => {
            setIsMaking(false);
          }}
        />
      )}
      <KeyList keyId={keyId} onKey={onKey} onCreate={begin} onMade={show} />
    </Page>
  );
}

function MadeNotice({ made, onDone }: { made: MadeKey; onDone: () => void }) {
  const merchant = useMerchant();
  const { data } = useQuery(apiKeysQuery(merchant.id));
  const old = data?.results.find(({ id }) => id === made.rotated_from);
  return (
    <Notice
      tone="good"
      announced
      title={`“${made.name}” is ready. Copy it now: it is never shown again.`}
      action={
        <Button size="small" onClick={onDone}>
          I have kept it
        </Button>
      }
    >
      <Reference text={made.api_key} what="API key" />
      {old?.expires_at && <OldKeyGoesOn old={old} endsAt={old.expires_at} />}
    </Notice>
  );
}

function OldKeyGoesOn({ old, endsAt }: { old: Key; endsAt: string }) {
  return (
    <p className="mt-1 text-sm">
      The old key, <code className="font-mono">{old.prefix}…</code>,{" "}
      {Date.parse(endsAt) <= platformNow() ? (
        "opens nothing any more."
      ) : (
        <>
          still works, and ends <Time at={endsAt} />.
        </>
      )}
    </p>
  );
}

interface KeyListProps extends ApiKeysPageProps {
  onCreate: () => void;
  onMade: (made: MadeKey) => void;
}

type Act = "rotate" | "revoke";

function KeyList({ keyId, onKey, onCreate, onMade }: KeyListProps) {
  const merchant = useMerchant();
  const [doing, setDoing] = useState<{ act: Act; apiKey: Key } | null>(null);
  const { data, error, refetch } = useQuery(apiKeysQuery(merchant.id));
  if (!data) {
    return (
      <Card flush>
        {error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={4} />
        )}
      </Card>
    );
  }
  if (data.results.length === 0) {
    return (
      <Card flush>
        <Empty
          icon={KeyRound}
          title="No API key yet"
          action={mayOwn(merchant) && <Button onClick={onCreate}>Create API key</Button>}
        >
          Everything this console does, a program can do with a key that says what it may.
        </Empty>
      </Card>
    );
  }
  const shown = data.results.find(({ id }) => id === keyId);
  const stop = () => {
    setDoing(null);
  };
  const act = (next: Act, apiKey: Key) => {
    setDoing({ act: next, apiKey });
  };
  return (
    <>
      {shown && <KeyFacts key={shown.id} apiKey={shown} keys={data.results} onKey={onKey} />}
      <Card flush>
        {doing?.act === "revoke" && (
          <Revoking key={doing.apiKey.id} apiKey={doing.apiKey} onDone={stop} />
        )}
        {doing?.act === "rotate" && (
          <Rotating
            key={doing.apiKey.id}
            apiKey={doing.apiKey}
            onDone={stop}
            onMade={(made) => {
              stop();
              onMade(made);
            }}
          />
        )}
        <Table
          caption="API keys"
          columns={columnsFor(onKey, mayOwn(merchant) ? act : null)}
          rows={data.results}
          keyOf={(key) => key.id}
          toneOf={(key) => (key.id === keyId ? "bg-sunken" : undefined)}
        />
      </Card>
    </>
  );
}

function columnsFor(
  onKey: (keyId: string) => void,
  onAct: ((act: Act, key: Key) => void) | null,
): Column<Key>[] {
  const columns: Column<Key>[] = [
    {
      name: "Key",
      card: "title",
      cell: (key) => (
        <button
          type="button"
          onClick={() => {
            onKey(key.id);
            window.scrollTo({ top: 0 });
          }}
          className="group block text-left max-md:min-h-11"
        >
          <span className="block font-medium underline-offset-2 group-hover:text-sea group-hover:underline">
            {key.name}
          </span>
          <code className="block font-mono text-xs font-normal text-muted">{key.prefix}…</code>
        </button>
      ),
    },
    { name: "State", card: "line", cell: (key) => <KeyBadge apiKey={key} /> },
    {
      name: "May",
      card: "line",
      cell: (key) => (
        <span className="flex max-w-md flex-wrap gap-1">
          {key.scopes.map((scope) => (
            <code key={scope} className="rounded bg-sunken px-1.5 font-mono text-xs text-ink">
              {scope}
            </code>
          ))}
        </span>
      ),
    },
    {
      name: "From",
      hideBelow: "xl",
      cell: (key) => (
        <span className="text-sm text-muted">{key.allowed_addresses.join(", ") || "anywhere"}</span>
      ),
    },
    {
      name: "Last used",
      hideBelow: "lg",
      card: "line",
      cell: (key) => <LastUsed apiKey={key} />,
    },
  ];
  if (onAct) {
    columns.push({
      name: "Actions",
      right: true,
      card: "line",
      cell: (key) => <Acts apiKey={key} onAct={onAct} />,
    });
  }
  return columns;
}

function LastUsed({ apiKey }: { apiKey: Key }) {
  if (!apiKey.last_used_at) return <span className="text-muted">never used</span>;
  return (
    <span className="whitespace-nowrap text-muted">
      <span className="sm:hidden">Last used </span>
      <Time at={apiKey.last_used_at} />
      {apiKey.last_used_from && (
        <span className="block text-xs max-sm:inline"> from {apiKey.last_used_from}</span>
      )}
    </span>
  );
}

interface ActsProps {
  apiKey: Key;
  onAct: (act: Act, key: Key) => void;
}

function Acts({ apiKey, onAct }: ActsProps) {
  if (apiKey.revoked_at !== null) return null;
  const isGood = stateOf(apiKey, platformNow()) === "active";
  return (
    <span className="flex flex-wrap justify-end gap-2 max-sm:justify-start max-sm:pt-1">
      {isGood && apiKey.rotated_to === null && (
        <Button
          size="small"
          aria-label={`Rotate ${apiKey.name}`}
          onClick={() => {
            onAct("rotate", apiKey);
          }}
        >
          Rotate
        </Button>
      )}
      <Button
        size="small"
        aria-label={`Revoke ${apiKey.name}`}
        onClick={() => {
          onAct("revoke", apiKey);
        }}
      >
        Revoke
      </Button>
    </span>
  );
}
