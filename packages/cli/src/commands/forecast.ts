import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { forecastModels } from "@foresail/api";
import type { ForecastRequestInput, MetricForecast } from "@foresail/client";
import type { Command, Invocation } from "../command.ts";
import { connect, connectionHelp, connectionOptions, connectToRead, using } from "../connection.ts";
import { usageError } from "../errors.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { type FileFailure, type FileForecast, forecastFile } from "../forecast/forecast-file.ts";
import { forecastLines, type SharedOptions } from "../forecast/forecast-lines.ts";
import { readSeries } from "../forecast/read-csv.ts";
import { forecastCsv } from "../formats/forecast-csv.ts";
import { forecastTable, plainNumber, type ValueText } from "../formats/forecast-table.ts";
import { jsonText } from "../formats/json.ts";
import { plainText } from "../formats/text-table.ts";
import { formatValue } from "../formats/value.ts";
import type { Arguments } from "../options.ts";
import { levelsOf, whereOf } from "../query-options.ts";
import { readBytes, unreadable } from "../read-file.ts";

const formats = ["table", "json", "csv"] as const;
const modelList = forecastModels.map(({ id, description }) => `  ${id.padEnd(30)} ${description}`).join("\n");

/** `foresail forecast`: of a CSV file, of JSON lines, or of a metric in the store. */
export const forecastCommand: Command = {
  name: "forecast",
  summary: "forecasts of a CSV file, of JSON lines, or of a metric",
  help: `foresail forecast [FILE.csv|-] --horizon N [options]
foresail forecast --jsonl [FILE|-] [options]
foresail forecast --metric METRIC [options]

A CSV file has columns period (or date) and value, and series (or id) where there are several; empty values are missing.
JSON lines are {"id","values":[...],"season"?,"horizon"?}; a bad one gives {"id","error"}, and the others go on.

  --horizon N      periods to forecast
  --season M       observations per season (default: 1 for JSON lines, else what the periods suggest)
  --model M        default auto: the combination that a backtest favours; or one of the models below
  --levels L,L     interval levels in percent (default 80,95)
  --metric METRIC  forecast a metric of the store; with --grain, --where DIM=V, --from D, --as-of T as for query
  --format F       table (default), json or csv
${connectionHelp}

Models:
${modelList}

Example: foresail forecast revenue.csv --horizon 6
`,
  options: {
    horizon: { type: "string" },
    season: { type: "string" },
    model: { type: "string" },
    levels: { type: "string" },
    jsonl: { type: "boolean" },
    metric: { type: "string" },
    grain: { type: "string" },
    where: { type: "string", multiple: true },
    from: { type: "string" },
    "as-of": { type: "string" },
    format: { type: "string" },
    ...connectionOptions,
  },
  async run(invocation) {
    const { args } = invocation;
    if (args.positionals.length > 1)
      throw usageError(`one file at a time, not ${args.positionals.join(" ")}`);
    if (args.flag("jsonl")) return runLines(invocation);
    return args.flag("metric") ? runMetric(invocation) : runFile(invocation);
  },
};

async function runLines(invocation: Invocation): Promise<ExitCode> {
  const { args, io } = invocation;
  const name = args.positionals[0] ?? "-";
  const options = sharedOptions(args);
  const source = name === "-" ? io.stdin : fileOf(resolve(io.cwd, name), name);
  const failed = await using(connect(invocation), (client) =>
    forecastLines(source, client, options, io.stdout),
  );
  return failed > 0 ? exitCode.partly : exitCode.done;
}

async function runFile(invocation: Invocation): Promise<ExitCode> {
  const { args, io } = invocation;
  const name = args.positionals[0] ?? "-";
  const options = sharedOptions(args);
  const { horizon } = options;
  if (horizon === undefined)
    throw usageError("--horizon is missing; say how many periods to forecast, as --horizon 6");
  const text = new TextDecoder().decode(await readBytes(io, name));
  const series = readSeries(text, name === "-" ? "standard input" : name);
  const results = await using(connect(invocation), (client) =>
    forecastFile(series, client, { ...options, horizon }),
  );
  return print(invocation, results, plainNumber);
}

async function runMetric(invocation: Invocation): Promise<ExitCode> {
  const { args } = invocation;
  if (args.positionals.length > 0) throw usageError("--metric and a file exclude each other");
  const given = {
    metric: args.text("metric"),
    grain: args.text("grain"),
    from: args.text("from"),
    asOf: args.text("as-of"),
  };
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  const request: ForecastRequestInput = {
    ...sharedOptions(args),
    where: whereOf(args),
    ...Object.fromEntries(entries),
  };
  const { metric } = await using(connectToRead(invocation, "forecast"), (client) =>
    client.forecasts(request),
  );
  if (metric === undefined) throw new Error("the server gave no forecast of the metric");
  return print(invocation, [{ ...metric.forecast, ...periodsOf(metric) }], (value) =>
    formatValue(value, metric.unit, metric.currency),
  );
}

function print(
  { args, io }: Invocation,
  results: readonly (FileForecast | FileFailure)[],
  write: ValueText,
): ExitCode {
  const format = args.choice("format", formats);
  const failures = results.filter((result) => "error" in result);
  const forecasts = results.filter((result) => !("error" in result)) as FileForecast[];
  const levels = Object.keys(forecasts[0]?.intervals ?? {});
  if (format === "json") io.stdout.write(jsonText({ forecasts: results }));
  if (format === "csv" && forecasts.length > 0) io.stdout.write(forecastCsv(forecasts, levels));
  if (format === "table" && forecasts.length > 0) io.stdout.write(forecastTable(forecasts, levels, write));
  for (const { id, error } of failures) {
    io.stderr.write(`foresail forecast: series ${plainText(id)}: ${plainText(error)}\n`);
  }
  if (failures.length === 0) return exitCode.done;
  return forecasts.length > 0 ? exitCode.partly : exitCode.failed;
}

function sharedOptions(args: Arguments): SharedOptions {
  const levels = levelsOf(args);
  const given = {
    horizon: args.integer("horizon", 1),
    season: args.integer("season", 1),
    model: args.text("model"),
    levels,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** The history ends where the first forecast period starts: that is when the forecast counts as made. */
function periodsOf({ periods }: MetricForecast): Pick<FileForecast, "periods" | "origin"> {
  return { periods, origin: periods[0] ?? null };
}

async function* fileOf(path: string, name: string): AsyncGenerator<Uint8Array | string> {
  try {
    yield* createReadStream(path);
  } catch (error) {
    throw unreadable(name, error);
  }
}
