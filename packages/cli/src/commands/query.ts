import { builtInMetrics } from "@foresail/api";
import type { QueryInput } from "@foresail/client";
import type { Command } from "../command.ts";
import { connectionHelp, connectionOptions, connectToRead, using } from "../connection.ts";
import { usageError } from "../errors.ts";
import { exitCode } from "../exit-code.ts";
import { jsonText } from "../formats/json.ts";
import { queryCsv } from "../formats/query-csv.ts";
import { queryTable } from "../formats/query-table.ts";
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
    set: { type: "string", multiple: true },
    format: { type: "string" },
    ...connectionOptions,
  },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const query = queryOf(args);
    const text = await using(connectToRead(invocation, "query"), async (client) => {
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

function queryOf(args: Arguments): QueryInput {
  const metrics = listOf(args.positionals);
  if (metrics.length === 0) throw usageError("no metric; name one or more, as foresail query mrr win_rate");
  return {
    metrics,
    by: listOf(args.texts("by")),
    ...rangeOf(args),
    where: whereOf(args),
    set: Object.fromEntries(args.pairs("set")),
  };
}
