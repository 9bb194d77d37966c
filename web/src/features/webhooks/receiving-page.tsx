import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronLeft, Eraser, FlaskConicalOff, Inbox, ListChecks, Send } from "lucide-react";
import type { ReactNode } from "react";
import { mayOwn, useMerchant } from "@/api/merchant";
import { keyOf } from "@/api/queries";
import { Button, buttonClasses } from "@/ui/button";
import { Card } from "@/ui/card";
import { Choice } from "@/ui/choice";
import { Reference } from "@/ui/copy";
import { Empty } from "@/ui/empty";
import { Notice } from "@/ui/notice";
import { Page } from "@/ui/page";
import { ProblemNotice, Unloaded } from "@/ui/problem-notice";
import { SkeletonRows } from "@/ui/skeleton";
import { ANSWERS, ArrivedList } from "./arrived-list";
import { doTo, webhookEndpointsQuery, type WebhookEndpoint } from "./calls";
import { EndpointBadge } from "./endpoint-badge";
import {
  arrivedQuery,
  beginReceiving,
  choose,
  clear,
  nameIn,
  receiverQuery,
  tellNewSecret,
  type Answer,
  type Shown,
} from "./receiver-calls";

/** A server of one's own for who has none yet: what is sent to it is seen as it arrives. */
export function ReceivingPage() {
  const merchant = useMerchant();
  const receiver = useQuery(receiverQuery);
  const endpoints = useQuery(webhookEndpointsQuery(merchant.id));
  const error = receiver.error ?? endpoints.error;
  if (receiver.data === null) return <Frame>{<NoReceiver />}</Frame>;
  if (receiver.data === undefined || !endpoints.data) {
    const again = () => {
      void receiver.refetch();
      void endpoints.refetch();
    };
    return (
      <Frame>
        <Card flush>
          {error ? <Unloaded error={error} onRetry={again} /> : <SkeletonRows rows={4} />}
        </Card>
      </Frame>
    );
  }
  const address = receiver.data;
  const endpoint = endpoints.data.results.find(
    (each) => each.state !== "archived" && nameIn(each, address) !== null,
  );
  return (
    <Frame>
      {endpoint ? (
        <Receiving endpoint={endpoint} name={nameIn(endpoint, address) ?? ""} />
      ) : (
        <Begin address={address} />
      )}
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const merchant = useMerchant();
  return (
    <Page
      title="Receiving page"
      back={
        <Link
          to="/m/$merchantId/sandbox"
          params={{ merchantId: merchant.id }}
          className="inline-flex items-center gap-1 text-muted hover:text-sea"
        >
          <ChevronLeft aria-hidden className="size-4" /> Sandbox
        </Link>
      }
      lead="A server of yours to try webhooks with: see each arrive, and choose what it answers."
    >
      {children}
    </Page>
  );
}

function NoReceiver() {
  return (
    <Card flush>
      <Empty icon={FlaskConicalOff} title="There is no receiving page here">
        It comes with ./adulis up. Elsewhere, ./adulis listen carries events to a program of yours.
      </Empty>
    </Card>
  );
}

/** What is done here changes the endpoint, what its server knows, or both. */
function useAct<Given = void>(act: (given: Given) => Promise<unknown>) {
  const merchant = useMerchant();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    // Also after silence: it may have been done.
    onSettled: () => queries.invalidateQueries({ queryKey: keyOf(merchant.id, "webhooks") }),
  });
}

function Begin({ address }: { address: string }) {
  const merchant = useMerchant();
  const begin = useAct(() => beginReceiving(merchant.id, address));
  return (
    <Card flush>
      {begin.error && <ProblemNotice error={begin.error} className="m-4" />}
      <Empty
        icon={Inbox}
        title="Nothing is received yet"
        action={
          mayOwn(merchant) && (
            <Button
              look="primary"
              busy={begin.isPending && "Preparing …"}
              onClick={() => {
                begin.mutate();
              }}
            >
              Start receiving
            </Button>
          )
        }
      >
        It makes an endpoint that leads here, and is told everything that happens.
        {!mayOwn(merchant) && " That is up to the owners."}
      </Empty>
    </Card>
  );
}

function Receiving({ endpoint, name }: { endpoint: WebhookEndpoint; name: string }) {
  const merchant = useMerchant();
  const { data, error, refetch } = useQuery(arrivedQuery(merchant.id, name));
  return (
    <>
      <Card title="Your server">
        <div className="grid gap-4">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Reference text={endpoint.url} what="address" />
            <EndpointBadge endpoint={endpoint} />
          </div>
          {data && <Controls endpoint={endpoint} name={name} shown={data} />}
        </div>
      </Card>
      <Card flush title="What arrived">
        {data ? (
          <ArrivedList shown={data} />
        ) : error ? (
          <Unloaded error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows rows={4} />
        )}
      </Card>
    </>
  );
}

interface ControlsProps {
  endpoint: WebhookEndpoint;
  name: string;
  shown: Shown;
}

function Controls({ endpoint, name, shown }: ControlsProps) {
  const merchant = useMerchant();
  const answer = useAct((given: Answer) => choose(name, { answer: given }));
  const secret = useAct(() => tellNewSecret(merchant.id, endpoint.id, name));
  const act = useAct((given: "test" | "enable") => doTo(merchant.id, endpoint.id, given));
  const away = useAct(() => clear(name));
  const error = answer.error ?? secret.error ?? act.error ?? away.error;
  const isOwner = mayOwn(merchant);
  return (
    <>
      {error && <ProblemNotice error={error} />}
      {endpoint.state === "disabled" && (
        <Notice
          tone="wait"
          title="Nothing is sent here any more"
          action={
            isOwner && (
              <Button
                size="small"
                onClick={() => {
                  act.mutate("enable");
                }}
              >
                Enable it again
              </Button>
            )
          }
        >
          The endpoint is disabled. Choose another answer before you enable it.
        </Notice>
      )}
      {!shown.knows_secret && (
        <Notice
          tone="wait"
          title="Signatures are not checked"
          action={
            isOwner && (
              <Button
                size="small"
                busy={secret.isPending && "Rotating …"}
                onClick={() => {
                  secret.mutate();
                }}
              >
                Tell it a new secret
              </Button>
            )
          }
        >
          The page does not know the secret: it keeps it in memory alone, and was started anew.
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-sm text-muted" aria-hidden>
            It answers
          </span>
          <Choice
            label="What it answers"
            value={answer.isPending ? answer.variables : shown.answer}
            onChange={(given) => {
              answer.mutate(given);
            }}
            options={(Object.keys(ANSWERS) as Answer[]).map((value) => ({
              value,
              label: ANSWERS[value].choice,
            }))}
          />
        </div>
        <div className="flex flex-wrap gap-2">
          {isOwner && endpoint.state === "enabled" && (
            <Button
              icon={Send}
              busy={act.isPending && "Sending …"}
              onClick={() => {
                act.mutate("test");
              }}
            >
              Send a test event
            </Button>
          )}
          <Button
            icon={Eraser}
            disabled={shown.received.length === 0}
            onClick={() => {
              away.mutate();
            }}
          >
            Clear
          </Button>
          <Link
            to="/m/$merchantId/webhooks/deliveries"
            params={{ merchantId: merchant.id }}
            search={{ endpoint: endpoint.id }}
            className={buttonClasses("quiet")}
          >
            <ListChecks aria-hidden className="size-4" />
            Deliveries
          </Link>
        </div>
      </div>
    </>
  );
}
