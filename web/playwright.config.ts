/**
 * Stories in a real browser against a running `./adulis up`: nothing is mocked, and nothing is
 * downloaded. `./adulis web e2e` says where that instance is, and which Chromium to use.
 */
import { defineConfig } from "@playwright/test";
import { join } from "node:path";
import { DATA_DIRECTORY, demo } from "./e2e/demo.ts";

export default defineConfig({
  testDir: "e2e",
  outputDir: join(DATA_DIRECTORY, "e2e", "results"),
  // They share one instance, its clock and its bank.
  workers: 1,
  // A story that is true only the second time is not true.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  // For slow machines that do other things as well; a story that goes well never waits for it.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  projects: [
    { name: "stories", testMatch: "*.story.ts" },
    { name: "pages", testMatch: "*.pages.ts" },
    { name: "budgets", testMatch: "*.budgets.ts" },
  ],
  use: {
    baseURL: demo.base_url,
    locale: "en-IN",
    timezoneId: "Asia/Kolkata",
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Root has no sandbox to drop into; whoever is not root keeps theirs.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    },
  },
});
