import { defineConfig, mergeConfig } from "vitest/config";
import vite from "./vite.config.ts";

// Times are told where one is: in tests, in India, on every machine.
process.env.TZ = "Asia/Kolkata";

export default mergeConfig(
  vite,
  defineConfig({
    test: {
      // Beside the stories are tests of what the stories read with.
      include: ["src/**/*.test.{ts,tsx}", "e2e/*.test.ts"],
      environment: "jsdom",
      environmentOptions: { jsdom: { url: "http://adulis.test/" } },
      setupFiles: ["src/testing/setup.ts"],
      restoreMocks: true,
      // For slow machines that do other things as well; a test that passes never waits for it.
      testTimeout: 30_000,
      css: false,
    },
  }),
);
