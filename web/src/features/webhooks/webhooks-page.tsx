import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ListChecks, Plus, Webhook } from "lucide-react";
import { useState } from "react";
import { mayOwn, useMerchant } from "@/api/merchant";
import { Button, buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Empty } from "@/ui/empty";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { Table, type Column } from "@/ui/table";
import { Time } from "@/ui/time";
import { webhookEndpointsQuery, type Act, type MadeEndpoint, type WebhookEndpoint } from "./calls";
import { Editing } from "./editing";
import { EndpointBadge } from "./endpoint-badge";
import { Acting, Rotating } from "./endpoint-panels";
import { NewEndpointCard } from "./new-endpoint-card";
import { Replaying } from "./replaying";

export function WebhooksPage() {
  const merchant = useMerchant();
  const [isMaking, setIsMaking] = useState(false);
  // Kept in the memory of this page only: whoever leaves it has seen the secret for the last time.
  const [made, setMade] = useState<MadeEndpoint | null>(null);
  const begin = () => {
    setMade(null);
    setIsMaking(true);
  };
  const show = (endpoint: MadeEndpoint) => {
    setMade(endpoint);
    setIsMaking(false);
    window.scrollTo({ top: 0 });
  };
  return (
    <Page
      title="Webhooks"
      lead="Servers of yours that are told what happens, as it happens. Only owners change them."
      action={
        <>
          <Link
            to="/m/$merchantId/webhooks/deliveries"
            params={{ merchantId: merchant.id }}
            className={buttonClasses("quiet")}
          >
            <ListChecks aria-hidden className="size-4" />
            Deliveries
          </Link>
          {mayOwn(merchant) && !isMaking && (
            <Button look="primary" icon={Plus} onClick={begin}>
              Create endpoint
            </Button>
          )}
        </>
      }
    >
      {made && (
        <SecretNotice
          made={made}
          onDone={() => {
            setMade(null);
          }}
        />
      )}
      {isMaking && (
        <NewEndpointCard
          onMade={show}
          onCancel={() => {
            setIsMaking(false);
          }}
        />
      )}
      <EndpointList onCreate={begin} onMade={show} />
    </Page>
  );
}

function SecretNotice({ made, onDone }: { made: MadeEndpoint; onDone: () => void }) {
  return (
    <Notice
      tone="good"
      announced
      title="This is its secret. Copy it now: it is never shown again."
      action={
        <Button size="small" onClick={onDone}>
          I have kept it
        </Button>
      }
    >
      <Reference text={made.secret} what="secret" />
      <p className="mt-1 text-sm">
        Verify each call with it and a library of Standard Webhooks, note its webhook-id, answer
        2xx, and work afterwards. docs/webhooks.md shows how.
      </p>
      {made.old_secret_until && (
        <p className="mt-1 text-sm">
          The old secret signs as well, and ends <Time at={made.old_secret_until} />.
        </p>
      )}
    </Notice>
  );
}

type Doing = Act | "rotate" | "edit" | "replay";

interface EndpointListProps {
  onCreate: () => void;
  onMade: (made: MadeEndpoint) => void;
}

function EndpointList({ onCreate, onMade }: EndpointListProps) {
  const merchant = useMerchant();
  const [doing, setDoing] = useState<{ act: Doing; endpoint: WebhookEndpoint } | null>(null);
  const { data, error, refetch } = useQuery(webhookEndpointsQuery(merchant.id));
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
          icon={Webhook}
          title="No endpoint yet"
          action={mayOwn(merchant) && <Button onClick={onCreate}>Create endpoint</Button>}
        >
          A server of yours is called when something happens, so that it need not ask.
        </Empty>
      </Card>
    );
  }
  const stop = () => {
    setDoing(null);
  };
  return (
    <>
      {doing?.act === "edit" && (
        <Editing key={doing.endpoint.id} endpoint={doing.endpoint} onDone={stop} />
      )}
      <Card flush>
        {doing && doing.act !== "edit" && (
          <DoingPanel
            key={doing.endpoint.id + doing.act}
            act={doing.act}
            endpoint={doing.endpoint}
            onDone={stop}
            onMade={onMade}
          />
        )}
        <Table
          caption="Webhook endpoints"
          columns={columnsFor(
            merchant.id,
            mayOwn(merchant)
              ? (act, endpoint) => {
                  setDoing({ act, endpoint });
                  window.scrollTo({ top: 0 });
                }
              : null,
          )}
          rows={data.results}
          keyOf={(endpoint) => endpoint.id}
        />
      </Card>
    </>
  );
}

interface DoingPanelProps {
  act: Exclude<Doing, "edit">;
  endpoint: WebhookEndpoint;
  onDone: () => void;
  onMade: (made: MadeEndpoint) => void;
}

function DoingPanel({ act, endpoint, onDone, onMade }: DoingPanelProps) {
  if (act === "replay") return <Replaying endpoint={endpoint} onDone={onDone} />;
  if (act !== "rotate") return <Acting endpoint={endpoint} act={act} onDone={onDone} />;
  return (
    <Rotating
      endpoint={endpoint}
      onDone={onDone}
      onMade={(made) => {
        onDone();
        onMade(made);
      }}
    />
  );
}

type OnAct = (act: Doing, endpoint: WebhookEndpoint) => void;

function columnsFor(merchantId: string, onAct: OnAct | null): Column<WebhookEndpoint>[] {
  const columns: Column<WebhookEndpoint>[] = [
    {
      name: "Endpoint",
      card: "title",
      cell: (endpoint) => (
        <span className="block max-w-md">
          <Link
            to="/m/$merchantId/webhooks/deliveries"
            params={{ merchantId }}
            search={{ endpoint: endpoint.id }}
            className="block font-mono text-sm break-all underline-offset-2 hover:text-sea hover:underline"
          >
            {endpoint.url}
          </Link>
          {endpoint.description && (
            <span className="block text-xs font-normal text-muted">{endpoint.description}</span>
          )}
        </span>
      ),
    },
    { name: "State", card: "line", cell: (endpoint) => <EndpointBadge endpoint={endpoint} /> },
    {
      name: "Is told",
      hideBelow: "lg",
      card: "line",
      cell: (endpoint) => (
        <span className="text-sm text-muted">{endpoint.types.join(", ") || "everything"}</span>
      ),
    },
    {
      name: "Last delivered",
      hideBelow: "lg",
      card: "line",
      cell: ({ last_delivered_at: at }) => (
        <span className="text-muted">{at ? <Time at={at} /> : "nothing yet"}</span>
      ),
    },
  ];
  if (onAct) {
    columns.push({
      name: "Actions",
      right: true,
      card: "line",
      cell: (endpoint) => <Acts endpoint={endpoint} onAct={onAct} />,
    });
  }
  return columns;
}

function Acts({ endpoint, onAct }: { endpoint: WebhookEndpoint; onAct: OnAct }) {
  const may = (move: string) => endpoint.allowed_moves.includes(move);
  const acts: { act: Doing; name: string; isOffered: boolean }[] = [
    { act: "test", name: "Test", isOffered: endpoint.state === "enabled" },
    { act: "replay", name: "Replay", isOffered: endpoint.state === "enabled" },
    { act: "edit", name: "Edit", isOffered: endpoint.state !== "archived" },
    { act: "rotate", name: "Rotate secret", isOffered: endpoint.state !== "archived" },
    { act: "disable", name: "Disable", isOffered: may("disable") },
    { act: "enable", name: "Enable", isOffered: may("enable") },
    { act: "archive", name: "Archive", isOffered: may("archive") },
  ];
  return (
    <span className="flex flex-wrap justify-end gap-2 max-sm:justify-start max-sm:pt-1">
      {acts
        .filter(({ isOffered }) => isOffered)
        .map(({ act, name }) => (
          <Button
            key={act}
            size="small"
            aria-label={`${name} ${endpoint.url}`}
            onClick={() => {
              onAct(act, endpoint);
            }}
          >
            {name}
          </Button>
        ))}
    </span>
  );
}
