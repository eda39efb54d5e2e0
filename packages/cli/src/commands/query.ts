import { builtInMetrics } from "@foresail/api";
import type { Client, QueryInput, TargetsResult } from "@foresail/client";
import type { Command } from "../command.ts";
import { connectionHelp, connectionOptions, connectToRead, using } from "../connection.ts";
import { usageError } from "../errors.ts";
import { exitCode } from "../exit-code.ts";
import { baselineCsv, baselineTable } from "../formats/baseline-table.ts";
import { jsonText } from "../formats/json.ts";
import { queryCsv } from "../formats/query-csv.ts";
import { queryTable } from "../formats/query-table.ts";
import { targetCsv, targetTable } from "../formats/target-table.ts";
import type { Arguments } from "../options.ts";
import { listOf, rangeOf, whereOf } from "../query-options.ts";

const formats = ["table", "json", "csv"] as const;

const metricList = builtInMetrics.map(({ id, label }) => `  ${id.padEnd(22)} ${label}`).join("\n");

/** `foresail query METRIC...`: KPIs by period and dimension. */
export const queryCommand: Command = {
  name: "query",
  summary: "KPIs by period and dimension",
  help: `foresail query METRIC... [options]

  --from D         first day, yyyy-MM-dd (default: the first with data)
  --to D           last day, exclusive
  --grain G        day, week, month (default), quarter or year
  --by DIM         split by a dimension; repeat it, or write DIM,DIM; attributes.x for an extra column
  --where DIM=V    keep these rows; same DIM again: or, another DIM: and; an empty V is null
  --as-of T        only what was recorded by then counts
  --compare C      previous (the period before) or year (a year earlier); a clipped period with the same days
  --baseline       instead of the series: what each usually is, median and spread before the newest period
  --targets        instead of the series: each beside its targets, with gap and required run rate
  --set KEY=V      a setting for this query alone
  --format F       table (default), json or csv
${connectionHelp}

Metrics:
${metricList}

Example: foresail query mrr nrr --grain quarter --by region
`,
  options: {
    from: { type: "string" },
    to: { type: "string" },
    grain: { type: "string" },
    by: { type: "string", multiple: true },
    where: { type: "string", multiple: true },
    "as-of": { type: "string" },
    compare: { type: "string" },
    baseline: { type: "boolean" },
    targets: { type: "boolean" },
    set: { type: "string", multiple: true },
    format: { type: "string" },
    ...connectionOptions,
  },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const query = queryOf(args);
    const text = await using(connectToRead(invocation, "query"), async (client) => {
      if (args.flag("baseline")) return baselineText(client, query, format);
      if (args.flag("targets")) return targetsText(client, query, format);
      const { result, lastModified } = await client.queryFresh(query);
      if (result === null) throw new Error("a result without a tag cannot be unchanged");
      const dimensions = query.by ?? [];
      if (format === "json") return jsonText(result);
      return format === "csv"
        ? queryCsv(result, dimensions)
        : queryTable(result, { dimensions, lastModified });
    });
    io.stdout.write(text);
    return exitCode.done;
  },
};

async function baselineText(
  client: Client,
  query: QueryInput,
  format: (typeof formats)[number],
): Promise<string> {
  const { compare: _, ...request } = query;
  const list = await client.baselines(request);
  if (format === "json") return jsonText(list);
  return (format === "csv" ? baselineCsv : baselineTable)(list, query.by ?? []);
}

async function targetsText(
  client: Client,
  query: QueryInput,
  format: (typeof formats)[number],
): Promise<string> {
  const { metrics, compare: _, ...request } = query;
  const results: TargetsResult[] = [];
  for (const metric of metrics) results.push(await client.targets({ metric, ...request }));
  if (format === "json") {
    return jsonText({ ...results[0], series: results.flatMap(({ series }) => series) });
  }
  return (format === "csv" ? targetCsv : targetTable)(results, query.by ?? []);
}

function queryOf(args: Arguments): QueryInput {
  const metrics = listOf(args.positionals);
  if (metrics.length === 0) throw usageError("no metric; name one or more, as foresail query mrr win_rate");
  const views = ["baseline", "targets"].filter((name) => args.flag(name));
  if (args.text("compare") !== undefined) views.push("compare");
  if (views.length > 1) throw usageError(`one of --${views.join(", --")} at a time`);
  return {
    metrics,
    by: listOf(args.texts("by")),
    ...rangeOf(args),
    where: whereOf(args),
    set: Object.fromEntries(args.pairs("set")),
  };
}
