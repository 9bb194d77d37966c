import { defineConfig, mergeConfig } from "vitest/config";
import vite from "./vite.config.ts";

export default mergeConfig(
  vite,
  defineConfig({
    test: {
      environment: "jsdom",
      environmentOptions: { jsdom: { url: "http://adulis.test/" } },
      setupFiles: ["src/testing/setup.ts"],
      restoreMocks: true,
      css: false,
    },
  }),
);
