import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  build: {
    outDir: here("dist/site"),
    emptyOutDir: true,
    target: "es2022",
    // The polyfill would be an inline script, which the pages' policy forbids.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        index: here("index.html"),
        embed: here("embed.html"),
        // The script of the snippet that people paste: its name is part of what they paste.
        "foresail-embed": here("src/site/foresail-embed.ts"),
      },
      output: {
        entryFileNames: ({ name }) =>
          name === "foresail-embed" ? "foresail-embed.js" : "assets/[name]-[hash].js",
      },
    },
  },
});
