// After the bundle is made: compressed copies for the web server, and what the first page weighs.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Plugin, Rolldown } from "vite";

const BUDGET_KB = 200;
/** What somebody who is signed in needs before anything can be seen. */
const FIRST_PAGE = ["index.html", "src/app/shell/shell.tsx", "src/app/routes/overview.tsx"];

/** The text of every page; the second file has the ₹. */
const FONTS = /public-sans-latin(-ext)?-wght-normal-[\w-]+\.woff2$/;

export function finish(): Plugin {
  let folder = "dist";
  return {
    name: "adulis-finish",
    apply: "build",
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    transformIndexHtml: {
      order: "post",
      // Text in a font that comes late is set twice, and moves.
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => FONTS.test(file))
          .map((file) => ({
            tag: "link",
            injectTo: "head-prepend",
            attrs: {
              rel: "preload",
              as: "font",
              type: "font/woff2",
              crossorigin: "",
              href: `/${file}`,
            },
          })),
    },
    writeBundle(_options, bundle) {
      compress(folder);
      weigh(bundle, (text) => {
        this.error(text);
      });
    },
  };
}

function compress(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.(js|css|json|svg)$/.test(name)) continue;
    const file = path.join(folder, name);
    const content = readFileSync(file);
    if (content.length < 500) continue;
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: quality }));
  }
}

function weigh(bundle: Rolldown.OutputBundle, fail: (text: string) => void): void {
  const chunks = Object.values(bundle).filter((each) => each.type === "chunk");
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const needed = new Set<string>();
  const add = (file: string): void => {
    const chunk = byFile.get(file);
    if (!chunk || needed.has(file)) return;
    needed.add(file);
    chunk.imports.forEach(add);
  };
  for (const source of FIRST_PAGE) {
    const chunk = chunks.find((each) => each.facadeModuleId?.endsWith(source));
    if (chunk) add(chunk.fileName);
  }
  const bytes = [...needed].reduce(
    (sum, file) => sum + gzipSync(byFile.get(file)?.code ?? "").length,
    0,
  );
  const kilobytes = (bytes / 1000).toFixed(1);
  console.log(
    `first page: ${kilobytes} kB of script, gzipped, in ${needed.size} files (budget ${BUDGET_KB} kB)`,
  );
  if (bytes > BUDGET_KB * 1000) fail(`the first page is over its budget of ${BUDGET_KB} kB`);
}
