/** A server of a merchant's, on this machine, that is called by the platform. */
import { expect } from "@playwright/test";
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Platform } from "./platform";

interface Answer {
  status: number;
  text: string;
}

/** What came: under which id, of which type, and whether it is from whoever knows the secret. */
interface Received {
  id: string;
  type: string;
  isSigned: boolean;
}

export class Receiver {
  readonly received: Received[] = [];
  /** As the page showed it, once. */
  secret = "";
  answer: Answer = { status: 200, text: "" };
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void read(request).then((body) => {
        this.received.push({
          id: header(request, "webhook-id"),
          type: (JSON.parse(body) as { type: string }).type,
          isSigned: this.#isSigned(request, body),
        });
        response.writeHead(this.answer.status, { "Content-Type": "text/plain" });
        response.end(this.answer.text);
      });
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => {
      receiver.#server.listen(0, "127.0.0.1", resolve);
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/in`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** As Standard Webhooks has it; the clock of the sandbox may be far from ours, so not how old. */
  #isSigned(request: IncomingMessage, body: string): boolean {
    const key = Buffer.from(this.secret.replace(/^whsec_/, ""), "base64");
    const signed = `${header(request, "webhook-id")}.${header(request, "webhook-timestamp")}.${body}`;
    const expected = createHmac("sha256", key).update(signed).digest();
    return header(request, "webhook-signature")
      .split(" ")
      .map((each) => Buffer.from(each.replace(/^v1,/, ""), "base64"))
      .some((each) => each.length === expected.length && timingSafeEqual(each, expected));
  }
}

function header(request: IncomingMessage, name: string): string {
  return String(request.headers[name] ?? "");
}

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}

interface Listed {
  results: { id: string; url?: string; state: string }[];
}

const NOWHERE = "http://127.0.0.1:9/nobody-listens";

/** A delivery to where nobody listens; one endpoint for it, however often it is asked for. */
export async function deliveryToLookAt(platform: Platform): Promise<string> {
  const { results } = await platform.get<Listed>("webhook-endpoints/");
  const there = results.find(({ url }) => url === NOWHERE);
  const endpoint = there ?? (await platform.post<{ id: string }>("webhook-endpoints/", toNowhere));
  // Days may have passed in a story, and nothing was taken in all of them.
  if (there?.state === "disabled") await platform.post(`webhook-endpoints/${there.id}/enable/`);
  const newest = async () => {
    const query = { endpoint_id: endpoint.id, limit: "1" };
    return (await platform.get<Listed>("webhook-deliveries/", query)).results[0]?.id ?? "";
  };
  if ((await newest()) === "") await platform.post(`webhook-endpoints/${endpoint.id}/test/`);
  let found = "";
  await expect
    .poll(async () => (found = await newest()), "an event is on its way to the endpoint")
    .not.toBe("");
  return found;
}

const toNowhere = { url: NOWHERE, description: "Looked at by everybody", types: ["chargeback.*"] };
