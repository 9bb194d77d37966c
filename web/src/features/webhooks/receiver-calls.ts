/** The simulated server of a merchant's, beside the platform: it takes webhooks and tells what came. */
import { queryOptions } from "@tanstack/react-query";
import { NoAnswer } from "@/api/problems";
import { keyOf } from "@/api/queries";
import { createEndpoint, rotateSecret, type WebhookEndpoint } from "./calls";

export type Answer = "takes" | "fails" | "gone" | "slow";

export interface Arrived {
  number: number;
  at: string;
  headers: Record<string, string>;
  body: string;
  signature: "holds" | "broken" | "unchecked";
  is_repeat: boolean;
  answered: Answer;
}

export interface Shown {
  answer: Answer;
  knows_secret: boolean;
  arrived_count: number;
  /** The newest first. */
  received: Arrived[];
}

const POLL_MS = 1000;

/** Null: this installation has no such server. */
async function ask<T>(path: string, init: RequestInit = {}): Promise<T | null> {
  const response = await fetch(`${location.origin}/receiver/${path}`, init).catch(
    (cause: unknown) => {
      throw new NoAnswer(cause);
    },
  );
  // Where there is none, the page of the web app itself answers.
  const isIts = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
  if (response.status >= 500) throw new NoAnswer();
  return response.ok && isIts ? ((await response.json()) as T) : null;
}

async function told<T>(path: string, init: RequestInit = {}): Promise<T> {
  const answer = await ask<T>(path, init);
  if (answer === null) throw new NoAnswer();
  return answer;
}

/** What stands before a name of one's own; null where there is no such server. */
export const receiverQuery = queryOptions({
  queryKey: ["receiver"],
  queryFn: async ({ signal }) => (await ask<{ address: string }>("", { signal }))?.address ?? null,
  staleTime: Infinity,
});

export function arrivedQuery(merchantId: string, name: string) {
  return queryOptions({
    queryKey: keyOf(merchantId, "webhooks", "arrived", name),
    queryFn: ({ signal }) => told<Shown>(`inboxes/${name}`, { signal }),
    refetchInterval: POLL_MS,
  });
}

/** Of which name an endpoint is, if it leads there. */
export function nameIn(endpoint: WebhookEndpoint, address: string): string | null {
  return endpoint.url.startsWith(address) ? endpoint.url.slice(address.length) : null;
}

export function choose(name: string, said: { answer?: Answer; secret?: string }): Promise<Shown> {
  return told<Shown>(`inboxes/${name}`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(said),
  });
}

export function clear(name: string): Promise<Shown> {
  return told<Shown>(`inboxes/${name}/received`, { method: "DELETE" });
}

/** An endpoint that leads to a name nobody guesses, whose secret the server there is told. */
export async function beginReceiving(merchantId: string, address: string): Promise<void> {
  const name = crypto.randomUUID();
  const { secret } = await createEndpoint(merchantId, {
    url: `${address}${name}`,
    description: "Receiving page of the sandbox",
    types: [],
  });
  await choose(name, { secret });
}

/** It has forgotten the secret, or never heard it: nobody can be shown the old one again. */
export async function tellNewSecret(
  merchantId: string,
  endpointId: string,
  name: string,
): Promise<void> {
  const { secret } = await rotateSecret(merchantId, endpointId, true);
  await choose(name, { secret });
}
