/** What the platform wrote to somebody: `./adulis up` puts its letters into a folder. */
import { expect } from "@playwright/test";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DATA_DIRECTORY } from "./demo";
import { isTo, linkIn } from "./letter";

const FOLDER = join(DATA_DIRECTORY, "letters");

/** Where the link of the newest letter to this address leads, once there is one to such a page. */
export async function linkTo(page: string, email: string): Promise<string> {
  let found: string | undefined;
  await expect
    .poll(
      () => {
        found = written(email)
          .map((letter) => linkIn(letter, page))
          .findLast((link) => link !== undefined);
        return found;
      },
      { message: `a letter to ${email} that leads to ${page}` },
    )
    .toBeDefined();
  const link = new URL(found ?? "");
  return link.pathname + link.search;
}

/** Oldest first. */
function written(email: string): string[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".eml"))
    .sort()
    .map((name) => readFileSync(join(FOLDER, name), "utf8"))
    .filter((letter) => isTo(letter, email));
}

/** Whatever is sent there is refused from now on. */
export function fillMailbox(email: string): void {
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
  writeFileSync(join(FOLDER, `${email}.full`), "");
}

export function emptyMailbox(email: string): void {
  rmSync(join(FOLDER, `${email}.full`));
}
