import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ban, CircleCheck, KeyRound, Plus, TimerOff } from "lucide-react";
import { useState } from "react";
import type { Key } from "@/api/client";
import { mayOwn, useMerchant } from "@/api/merchant";
import { apiKeysQuery, keyOf } from "@/api/queries";
import { useTicking } from "@/lib/clock";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Empty } from "@/ui/empty";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { revokeKey, type MadeKey } from "./calls";
import { stateOf } from "./key-form";
import { NewKeyCard } from "./new-key-card";

export function ApiKeysPage() {
  const merchant = useMerchant();
  const [isMaking, setIsMaking] = useState(false);
  // Kept in the memory of this page only: whoever leaves it has seen the key for the last time.
  const [made, setMade] = useState<MadeKey | null>(null);
  const begin = () => {
    setMade(null);
    setIsMaking(true);
  };
  return (
    <Page
      title="API keys"
      lead="What programs show at the door. Only owners make and revoke them."
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
          onMade={(key) => {
            setMade(key);
            setIsMaking(false);
            window.scrollTo({ top: 0 });
          }}
          onCancel={() => {
            setIsMaking(false);
          }}
        />
      )}
      <KeyList onCreate={begin} />
    </Page>
  );
}

function MadeNotice({ made, onDone }: { made: MadeKey; onDone: () => void }) {
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
    </Notice>
  );
}

function KeyList({ onCreate }: { onCreate: () => void }) {
  const merchant = useMerchant();
  const [chosen, setChosen] = useState<Key | null>(null);
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
  return (
    <Card flush>
      {chosen && (
        <Revoking
          key={chosen.id}
          apiKey={chosen}
          onDone={() => {
            setChosen(null);
          }}
        />
      )}
      <Table
        caption="API keys"
        columns={columnsFor(mayOwn(merchant) ? setChosen : null)}
        rows={data.results}
        keyOf={(key) => key.id}
      />
    </Card>
  );
}

function columnsFor(onRevoke: ((key: Key) => void) | null): Column<Key>[] {
  const columns: Column<Key>[] = [
    {
      name: "Key",
      card: "title",
      cell: (key) => (
        <span className="block">
          <span className="block font-medium">{key.name}</span>
          <code className="block font-mono text-xs font-normal text-muted">{key.prefix}…</code>
        </span>
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
      cell: (key) => (
        <span className="whitespace-nowrap text-muted">
          {key.last_used_at ? (
            <>
              <span className="sm:hidden">Last used </span>
              <Time at={key.last_used_at} />
            </>
          ) : (
            "never used"
          )}
        </span>
      ),
    },
  ];
  if (onRevoke) {
    columns.push({
      name: "Actions",
      right: true,
      card: "amount",
      width: "6rem",
      cell: (key) =>
        key.revoked_at === null && (
          <Button
            size="small"
            aria-label={`Revoke ${key.name}`}
            onClick={() => {
              onRevoke(key);
            }}
          >
            Revoke
          </Button>
        ),
    });
  }
  return columns;
}

function KeyBadge({ apiKey }: { apiKey: Key }) {
  const state = useTicking((now) => stateOf(apiKey, now));
  if (state === "revoked") {
    return (
      <Badge tone="plain" icon={Ban}>
        Revoked
      </Badge>
    );
  }
  if (state === "expired") {
    return (
      <Badge tone="plain" icon={TimerOff}>
        Expired
      </Badge>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Badge tone="good" icon={CircleCheck}>
        Active
      </Badge>
      {apiKey.expires_at && (
        <span className="text-xs whitespace-nowrap text-muted">
          ends <Time at={apiKey.expires_at} />
        </span>
      )}
    </span>
  );
}

function Revoking({ apiKey, onDone }: { apiKey: Key; onDone: () => void }) {
  const merchant = useMerchant();
  const queryClient = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => revokeKey(merchant.id, apiKey),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keyOf(merchant.id, "api-keys") });
      onDone();
    },
  });
  return (
    <div
      role="region"
      aria-label={`Revoke ${apiKey.name}`}
      className="grid gap-3 border-b border-line bg-page px-5 py-4 max-sm:px-4"
    >
      <p>
        From the next request on <strong className="font-semibold">{apiKey.name}</strong> opens
        nothing, for good. Whatever still uses it stops working.
      </p>
      {error && <ProblemNotice error={error} />}
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          autoFocus
          busy={isPending && "Revoking …"}
          onClick={() => {
            mutate();
          }}
        >
          Revoke {apiKey.name}
        </Button>
        <Button onClick={onDone}>Keep it</Button>
      </div>
    </div>
  );
}
