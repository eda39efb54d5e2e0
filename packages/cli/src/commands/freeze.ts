import type { FreezeRequestInput, Snapshot } from "@foresail/client";
import type { Command, Invocation } from "../command.ts";
import { connect, connectionHelp, connectionOptions, using } from "../connection.ts";
import { usageError } from "../errors.ts";
import { exitCode } from "../exit-code.ts";
import { jsonText } from "../formats/json.ts";
import { plainText, textTable } from "../formats/text-table.ts";
import { levelsOf, whereOf } from "../query-options.ts";
import { readBytes } from "../read-file.ts";

const formats = ["table", "json"] as const;
const kinds = ["plan", "override", "consensus", "model", "naive"] as const;

/** `foresail freeze`: keeps a forecast or a plan as it is now, to be scored when the actuals come. */
export const freezeCommand: Command = {
  name: "freeze",
  summary: "keep a forecast or a plan as it is, to be scored",
  help: `foresail freeze METRIC --horizon N [options]
foresail freeze --file plan.csv --kind plan [options]

A model is frozen together with the naive forecasts from the same data. A file has the columns series_id (the metric),
timestamp, forecast, and may have origin_timestamp, horizon, method_id, lo90, hi90. What is frozen never changes.

  --horizon N      periods to forecast
  --grain G        day, week, month (default), quarter or year
  --where DIM=V    of these rows alone
  --season M       observations per season (default: what the grain suggests)
  --model M        default auto; foresail forecast --help lists the models
  --levels L,L     interval levels in percent (default 50,80,95)
  --as-of T        replays a freeze from what was known then
  --file FILE      freeze forecasts made elsewhere; - is standard input
  --kind K         plan (default), override, consensus, model or naive
  --label NAME     what is scored together (default: the file's method_id)
  --format F       table (default) or json
${connectionHelp}

Example: foresail freeze mrr --horizon 6
`,
  options: {
    horizon: { type: "string" },
    grain: { type: "string" },
    where: { type: "string", multiple: true },
    season: { type: "string" },
    model: { type: "string" },
    levels: { type: "string" },
    "as-of": { type: "string" },
    file: { type: "string" },
    kind: { type: "string" },
    label: { type: "string" },
    format: { type: "string" },
    ...connectionOptions,
  },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const request = args.flag("file") ? await fileRequest(invocation) : forecastRequest(invocation);
    const result = await using(connect(invocation), (client) => client.freeze(request));
    io.stdout.write(format === "json" ? jsonText(result) : freezeTable(result.snapshots, result.unchanged));
    return exitCode.done;
  },
};

/** The entries that are given, in the wire's own words; the API checks them. */
function given(entries: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));
}

async function fileRequest({ args, io }: Invocation): Promise<FreezeRequestInput> {
  if (args.positionals.length > 0) {
    throw usageError("--file and a metric exclude each other: the file names its metrics in series_id");
  }
  const name = args.text("file") ?? "-";
  const text = new TextDecoder().decode(await readBytes(io, name));
  return {
    kind: args.choice("kind", kinds),
    file: { name, text },
    ...given({ label: args.text("label"), grain: args.text("grain") }),
  };
}

function forecastRequest({ args }: Invocation): FreezeRequestInput {
  const [metric, ...more] = args.positionals;
  if (metric === undefined) {
    throw usageError("no metric; name one, as foresail freeze mrr --horizon 6, or a file with --file");
  }
  if (more.length > 0) throw usageError(`one metric at a time, not ${args.positionals.join(" ")}`);
  if (args.flag("kind") || args.flag("label")) {
    throw usageError("--kind and --label are for --file; a model's forecast is named by its model");
  }
  const horizon = args.integer("horizon", 1);
  if (horizon === undefined) throw usageError("--horizon is missing; say how many periods, as --horizon 6");
  return {
    metric,
    horizon,
    where: whereOf(args),
    ...given({
      grain: args.text("grain"),
      season: args.integer("season", 1),
      model: args.text("model"),
      levels: levelsOf(args),
      asOf: args.text("as-of"),
    }),
  };
}

function freezeTable(snapshots: readonly Snapshot[], unchanged: number): string {
  const rows = snapshots.map(({ id, metric, kind, label, issuedAt, points }) => [
    id,
    metric,
    kind,
    plainText(label),
    issuedAt,
    `${points[0]?.period ?? ""} to ${points.at(-1)?.period ?? ""}`,
    String(points.length),
  ]);
  const titles = ["snapshot", "metric", "kind", "label", "issued", "periods", "points"];
  const columns = titles.map((title) => ({
    title,
    align: title === "points" ? ("right" as const) : ("left" as const),
  }));
  const again = unchanged > 0 ? `\n${unchanged} frozen before, word for word: left as they are\n` : "";
  return `${textTable(columns, rows)}${again}`;
}
