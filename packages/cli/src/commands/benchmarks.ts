import type { Benchmark, BenchmarkChangesInput } from "@foresail/client";
import type { Command } from "../command.ts";
import { connect, connectionHelp, connectionOptions, connectToRead, using } from "../connection.ts";
import { usageError } from "../errors.ts";
import { exitCode } from "../exit-code.ts";
import { jsonText } from "../formats/json.ts";
import { plainText, textTable } from "../formats/text-table.ts";
import { formatValue, undefinedValue } from "../formats/value.ts";
import { readBytes } from "../read-file.ts";

const formats = ["table", "json"] as const;

/** `foresail benchmarks [METRIC]`: published figures with their sources, and own ones. */
export const benchmarksCommand: Command = {
  name: "benchmarks",
  summary: "published figures with their sources; write your own",
  help: `foresail benchmarks [METRIC] [options]

  --put FILE       write own benchmarks, or take own ones away: JSON as PUT /v1/benchmarks takes it
  --format F       table (default) or json
${connectionHelp}

Figures whose year ended more than 24 months ago are marked old; those whose definition differs from the metric's, or is
not known, are marked as not like for like.

Example: foresail benchmarks nrr
`,
  options: { put: { type: "string" }, format: { type: "string" }, ...connectionOptions },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const [metric, ...more] = args.positionals;
    if (more.length > 0) throw usageError(`one metric at a time, not ${args.positionals.join(" ")}`);
    const file = args.text("put");
    if (file !== undefined) {
      const changes = changesOf(file, new TextDecoder().decode(await readBytes(io, file)));
      await using(connect(invocation), (client) => client.saveBenchmarks(changes));
    }
    const list = await using(connectToRead(invocation, "benchmarks"), (client) => client.benchmarks(metric));
    io.stdout.write(format === "json" ? jsonText(list) : benchmarkTable(list.benchmarks));
    return exitCode.done;
  },
};

function changesOf(file: string, text: string): BenchmarkChangesInput {
  try {
    return JSON.parse(text) as BenchmarkChangesInput;
  } catch (cause) {
    throw usageError(`${file} is not JSON: ${(cause as Error).message}`);
  }
}

function segmentText({ by, min, max, value, currency }: Benchmark["segment"]): string {
  if (value !== undefined) return `${by} ${value}`;
  if (min === undefined && max === undefined) return by;
  return `${by} ${min ?? 0} to ${max ?? "any"}${currency === undefined ? "" : ` ${currency}`}`;
}

function benchmarkTable(benchmarks: readonly Benchmark[]): string {
  const left = ["metric", "segment", "stat"].map((title) => ({ title, align: "left" as const }));
  const right = ["value", "n", "year"].map((title) => ({ title, align: "right" as const }));
  const rest = ["grade", "source", "marks"].map((title) => ({ title, align: "left" as const }));
  const rows = benchmarks.map((row) => [
    plainText(row.metric),
    plainText(segmentText(row.segment)),
    row.stat,
    formatValue(row.value, row.unit, row.segment.currency ?? "USD"),
    row.n === null ? undefinedValue : String(row.n),
    String(row.dataYear ?? row.reportYear),
    row.grade,
    plainText(row.source),
    [...(row.stale ? ["old"] : []), ...(row.likeForLike ? [] : ["not like for like"])].join(", "),
  ]);
  return textTable([...left, ...right, ...rest], rows);
}
