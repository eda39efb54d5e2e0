/**
 * Benchmark of the metrics engine. Usage:
 *
 *   npm run bench -w packages/metrics -- [--rows 1m|10m] [--part queries|import|cache|reports|memory]... [--runs N]
 *     [--question ID] [--seed N]
 */
import { parseArgs } from "node:util";
import { cachePart } from "./cache-part.ts";
import { importPart } from "./import-part.ts";
import { machine, peakMegabytes } from "./machine.ts";
import { memoryPart } from "./memory-part.ts";
import { queriesPart } from "./queries-part.ts";
import { reportsPart } from "./reports-part.ts";

const partNames = ["queries", "import", "cache", "reports", "memory"] as const;

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1m" },
    part: { type: "string", multiple: true, default: [...partNames] },
    runs: { type: "string", default: "7" },
    seed: { type: "string", default: "1" },
    question: { type: "string" },
  },
});

const rows = Math.round(Number(values.rows.replace(/m$/i, "")) * (/m$/i.test(values.rows) ? 1_000_000 : 1));
const [seed, runs] = [Number(values.seed), Number(values.runs)];
const unknown = values.part.filter((part) => !partNames.some((name) => name === part));
if (!(rows > 0 && seed > 0 && runs > 0) || unknown.length > 0) {
  console.error(
    `--rows takes 1m, 10m or a number, --runs and --seed a number, --part one of ${partNames.join(", ")}`,
  );
  process.exit(2);
}

const options = { rows, seed, keptAnswers: 0 };
const parts = {
  queries: () => queriesPart(options, runs, values.question),
  import: () => importPart(rows, seed),
  cache: () => cachePart(options),
  reports: () => reportsPart(options, Math.min(runs, 3)),
  memory: () => memoryPart(options),
} as const satisfies Record<(typeof partNames)[number], () => Promise<void>>;

for (const line of machine()) console.log(line);
console.log(`seed ${seed}, ${rows} rows`);
for (const name of partNames.filter((part) => values.part.includes(part))) {
  console.log(`\n## ${name}\n`);
  await parts[name]();
  console.log(`peak of the process: ${peakMegabytes()} MB`);
}
