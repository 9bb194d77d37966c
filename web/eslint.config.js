import hooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import ts from "typescript-eslint";

/** Floors, from the top: each may use those below it (HOUSE §7). */
const notFrom = (message, ...group) => ({
  "no-restricted-imports": ["error", { patterns: [{ group, message }] }],
});

export default defineConfig(
  globalIgnores(["dist", "node_modules", "src/api/schema.d.ts", "public"]),
  {
    files: ["**/*.{ts,tsx}"],
    extends: [
      ts.configs.strictTypeChecked,
      ts.configs.stylisticTypeChecked,
      hooks.configs.flat["recommended-latest"],
    ],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      // Counts in texts are what templates are for.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: false, allowNullish: false },
      ],
      // The router says where to go by throwing.
      "@typescript-eslint/only-throw-error": "off",
    },
  },
  {
    files: ["src/{lib,api,money,ui}/**"],
    rules: notFrom(
      "What everything stands on knows neither features nor the app.",
      "@/features/*",
      "@/app/*",
    ),
  },
  {
    files: ["src/lib/**"],
    rules: notFrom(
      "lib stands on nothing.",
      "@/api/*",
      "@/money/*",
      "@/ui/*",
      "@/features/*",
      "@/app/*",
    ),
  },
  {
    files: ["src/features/**"],
    rules: notFrom(
      "A feature knows neither another one nor the app; the app puts them together.",
      "../*",
      "@/features/*",
      "@/app/*",
    ),
  },
  {
    // They print what they measure; and what Playwright calls `use` is no hook.
    files: ["tools/**", "e2e/**"],
    rules: { "no-console": "off", "react-hooks/rules-of-hooks": "off" },
  },
);
