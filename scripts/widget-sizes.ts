import { gzipSync } from "node:zlib";
import { build } from "vite";

/** Largest allowed size of each entry with Lit, kilobytes after gzip (docs of the widgets explain why). */
const budgets: Record<string, number> = {
  "define/provider": 9,
  "define/kpi": 9,
  "define/trend": 16,
  "define/forecast": 16,
  "define/record": 16,
  define: 35,
};

const folder = new URL("../packages/widgets/dist/", import.meta.url).pathname;

/** One entry as a browser would load it: bundled with Lit, minified, one file. */
async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: true,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: {
        input: `${folder}${entry}.js`,
        output: { format: "es", codeSplitting: false },
      },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  return outputs
    .flatMap((one) => ("output" in one ? one.output : []))
    .map((file) => (file.type === "chunk" ? file.code : ""))
    .join("");
}

let over = 0;
console.log("entry            min kB  gzip kB  budget");
for (const [entry, budget] of Object.entries(budgets)) {
  const code = await bundle(entry);
  const gzip = gzipSync(code, { level: 9 }).length / 1000;
  if (gzip > budget) over++;
  console.log(
    `${entry.padEnd(15)} ${(code.length / 1000).toFixed(2).padStart(7)} ${gzip.toFixed(2).padStart(8)} ${String(budget).padStart(7)}${gzip > budget ? "  over" : ""}`,
  );
}
if (over > 0) {
  console.error(`${over} of ${Object.keys(budgets).length} widget bundles are over budget`);
  process.exit(1);
}
