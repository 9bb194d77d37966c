import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { bankBranches } from "./tools/bank-branches.ts";
import { finish } from "./tools/finish.ts";

// Where `./adulis web` sends what is not ours; a running ./adulis up.
const platform = process.env.VITE_API_BASE_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), tailwindcss(), bankBranches(), finish()],
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  // The server writes a fresh nonce over this name each time it hands out the page.
  html: { cspNonce: "ADULIS-CSP-NONCE" },
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    // A data: module would need script-src data:.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        // What every page needs comes in a few files; what one page needs comes with that page.
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler|@tanstack)\// },
            {
              name: "radix",
              test: /node_modules\/(@radix-ui|radix-ui|@floating-ui|react-remove-scroll|aria-hidden)/,
            },
            // The router reads every address; in a file each, their wrapping weighs as much as they do.
            {
              name: "addresses",
              test: /web\/src\/(app\/last-merchant|features\/[\w-]+\/[\w-]*search)\.ts$/,
            },
            // But for what is said only while something is wrong.
            { name: "base", test: /web\/src\/(api|lib|money|ui)\/(?!alert-notice)/ },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ["/api", "/admin", "/static", "/problems", "/healthz", "/readyz"].map((path) => [
        path,
        { target: platform, changeOrigin: true, headers: { origin: platform } },
      ]),
    ),
  },
});
