/** A line between the browser and the platform that can be cut, as lines are. */
import { createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { demo } from "./demo";

const STREAM = "/api/v1/stream/";

export interface Line {
  url: string;
  /** Ends every stream under way, and lets no new one through; all else goes on. */
  cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
}

export async function layLine(): Promise<Line> {
  const platform = new URL(demo.base_url);
  const streams = new Set<ServerResponse>();
  let isCut = false;
  const server = createServer((asked, answer) => {
    const isStream = asked.url?.startsWith(STREAM) === true;
    if (isStream && isCut) {
      answer.destroy();
      return;
    }
    const onward = request(
      {
        host: platform.hostname,
        port: platform.port,
        path: asked.url,
        method: asked.method,
        headers: asked.headers,
      },
      (told) => {
        answer.writeHead(told.statusCode ?? 502, told.headers);
        told.pipe(answer);
      },
    );
    onward.on("error", () => answer.destroy());
    answer.on("close", () => {
      streams.delete(answer);
      onward.destroy();
    });
    if (isStream) streams.add(answer);
    asked.pipe(onward);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => {
      isCut = true;
      streams.forEach((stream) => stream.destroy());
    },
    mend: () => {
      isCut = false;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
}
