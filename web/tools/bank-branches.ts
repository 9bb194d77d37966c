// IFSC look-up without a server: one small file per bank, cut from the npm package `ifsc` (MIT, RBI's
// list) and fetched when somebody has typed four letters.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Plugin } from "vite";

interface Bank {
  name: string;
  /** What may follow the zero of an IFSC; numbers are padded to six digits. */
  branches: (number | string)[];
}

function banks(): Map<string, Bank> {
  const folder = path.join(
    path.dirname(createRequire(import.meta.url).resolve("ifsc/package.json")),
    "src",
  );
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), "utf8"));
  const names = read("banknames.json") as Record<string, string>;
  const branches = read("IFSC.json") as Record<string, (number | string)[]>;
  return new Map(
    Object.entries(branches).map(([code, list]) => [
      code,
      { name: names[code] ?? code, branches: list },
    ]),
  );
}

export function bankBranches(): Plugin {
  let known: Map<string, Bank> | undefined;
  return {
    name: "adulis-bank-branches",
    generateBundle() {
      for (const [code, bank] of banks()) {
        this.emitFile({
          type: "asset",
          fileName: `ifsc/${code}.json`,
          source: JSON.stringify(bank),
        });
      }
    },
    configureServer(server) {
      server.middlewares.use("/ifsc", (request, response, next) => {
        known ??= banks();
        const code = /^\/([A-Z]{4})\.json/.exec(request.url ?? "")?.[1] ?? "";
        const bank = known.get(code);
        if (!bank) {
          next();
          return;
        }
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify(bank));
      });
    },
  };
}
