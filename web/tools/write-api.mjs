// Writes src/api/schema.d.ts from the committed openapi.yaml; with --check, only compares.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import { format } from "prettier";

const source = new URL("../../openapi.yaml", import.meta.url);
const target = new URL("../src/api/schema.d.ts", import.meta.url);
const heading = "// Written by `npm run api` from openapi.yaml. Change the API instead.\n\n";

const types = astToString(await openapiTS(source, { alphabetize: true }));
const written = await format(heading + types, { parser: "typescript", printWidth: 100 });

if (!process.argv.includes("--check")) {
  await writeFile(target, written);
} else if ((await readFile(target, "utf8").catch(() => "")) !== written) {
  console.error("src/api/schema.d.ts is not what openapi.yaml says: npm run api");
  process.exit(1);
}
