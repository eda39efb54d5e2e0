import { gzipSync } from "node:zlib";
import { build, minifySync } from "vite";

/**
 * Size of each entry with Lit, kilobytes after gzip: `aim` is the design's budget, `limit` what a change may not exceed.
 * Where the limit is above the aim the widget does more than the budget was set for; a limit only ever goes down.
 */
const budgets: Record<string, { readonly aim: number; readonly limit: number }> = {
  "define/provider": { aim: 9, limit: 7 },
  "define/kpi": { aim: 9, limit: 12.2 },
  "define/trend": { aim: 16, limit: 16.7 },
  "define/forecast": { aim: 16, limit: 17.8 },
  "define/record": { aim: 16, limit: 18.1 },
  define: { aim: 35, limit: 26.2 },
};

const folder = new URL("../packages/widgets/dist/", import.meta.url).pathname;

/** Code of one entry as a browser loads it, minified: what the page needs at once, and with all that is loaded on demand. */
async function bundle(entry: string): Promise<{ first: string; all: string }> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      // As a library: an application's build would add its own loader to each dynamic import.
      lib: { entry: `${folder}${entry}.js`, formats: ["es"] },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunks = outputs
    .flatMap((one) => ("output" in one ? one.output : []))
    .filter((file) => file.type === "chunk");
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const needed = new Set(chunks.filter((chunk) => chunk.isEntry).map((chunk) => chunk.fileName));
  for (const name of needed) for (const other of byName.get(name)?.imports ?? []) needed.add(other);
  const join = (some: typeof chunks): string =>
    some.map((chunk) => minifySync(chunk.fileName, chunk.code, { module: true }).code).join("");
  return { first: join(chunks.filter((chunk) => needed.has(chunk.fileName))), all: join(chunks) };
}

const kilobytes = (code: string): number => gzipSync(code, { level: 9 }).length / 1000;

let over = 0;
console.log("entry            min kB  gzip kB  with on-demand parts    aim  limit");
for (const [entry, { aim, limit }] of Object.entries(budgets)) {
  const { first, all } = await bundle(entry);
  // The file of all widgets is one file: what is loaded on demand elsewhere counts there.
  const gzip = kilobytes(entry === "define" ? all : first);
  if (gzip > limit) over++;
  const columns = [
    entry.padEnd(15),
    (first.length / 1000).toFixed(2).padStart(7),
    gzip.toFixed(2).padStart(8),
    kilobytes(all).toFixed(2).padStart(21),
    String(aim).padStart(6),
    String(limit).padStart(6),
  ];
  console.log(columns.join(" ") + (gzip > limit ? "  over the limit" : gzip > aim ? "  over the aim" : ""));
}
if (over > 0) {
  console.error(`${over} of ${Object.keys(budgets).length} widget bundles are over their limit`);
  process.exit(1);
}
