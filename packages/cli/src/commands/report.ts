import { reports } from "@foresail/api";
import { ReportName, type ReportRequestInput } from "@foresail/client";
import type { Command } from "../command.ts";
import { connectionHelp, connectionOptions, connectToRead, using } from "../connection.ts";
import { usageError } from "../errors.ts";
import { exitCode } from "../exit-code.ts";
import { jsonText } from "../formats/json.ts";
import { reportCsv } from "../formats/report-csv.ts";
import { reportText } from "../formats/report-text.ts";
import type { Arguments, OptionSpecs } from "../options.ts";
import { listOf, rangeOf, whereOf } from "../query-options.ts";

const formats = ["table", "json", "csv"] as const;

/** Options of all reports by name: the same name means the same thing in each. */
const ownOptions = new Map(reports.flatMap(({ options }) => options.map((option) => [option.name, option])));

const ownHelp = reports
  .map(({ report, question, options }) => {
    const lines = options.map(({ name, description, values, initial }) => {
      const allowed = values ? ` (${values.join(", ")})` : "";
      return `      --${name.padEnd(12)} ${description}${allowed}${initial === undefined ? "" : `; default ${initial}`}`;
    });
    return [`  ${report.padEnd(12)} ${question}`, ...lines].join("\n");
  })
  .join("\n");

/** `foresail report NAME`: tables that answer one question of revenue operations each. */
export const reportCommand: Command = {
  name: "report",
  summary: "funnel, movements, cohorts, attribution, pipeline, velocity, improve, account",
  help: `foresail report NAME [options]

Reports and their own options:
${ownHelp}

Options of every report:
  --from D         first day, yyyy-MM-dd
  --to D           last day, exclusive
  --grain G        day, week, month (default), quarter or year
  --by DIM         split by a dimension; repeat it, or write DIM,DIM; attributes.x for an extra column
  --where DIM=V    keep these rows; same DIM again: or, another DIM: and; an empty V is null
  --as-of T        only what was recorded by then counts
  --set KEY=V      a setting for this report alone
  --table ID       with --format csv: which of the report's tables (default: the first)
  --format F       table (default), json or csv
${connectionHelp}

Example: foresail report pipeline --from 2026-01-01 --to 2026-04-01
`,
  options: {
    ...(Object.fromEntries([...ownOptions.keys()].map((name) => [name, { type: "string" }])) as OptionSpecs),
    from: { type: "string" },
    to: { type: "string" },
    grain: { type: "string" },
    by: { type: "string", multiple: true },
    where: { type: "string", multiple: true },
    "as-of": { type: "string" },
    set: { type: "string", multiple: true },
    table: { type: "string" },
    format: { type: "string" },
    ...connectionOptions,
  },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const request = requestOf(args);
    const report = await using(connectToRead(invocation, "report"), (client) => client.report(request));
    if (format === "json") io.stdout.write(jsonText(report));
    else io.stdout.write(format === "csv" ? reportCsv(report, args.text("table")) : reportText(report));
    return exitCode.done;
  },
};

function requestOf(args: Arguments): ReportRequestInput {
  const [name, ...more] = args.positionals;
  if (name === undefined) throw usageError("no report; name one, as foresail report funnel");
  if (more.length > 0) throw usageError(`one report at a time, not ${args.positionals.join(" ")}`);
  const report = ReportName.safeParse(name);
  if (!report.success) throw usageError(`${JSON.stringify(name)} is ${report.error.issues[0]?.message}`);
  const options = [...ownOptions.keys()].flatMap((option): [string, string][] => {
    const value = args.text(option);
    return value === undefined ? [] : [[option, value]];
  });
  return {
    report: report.data,
    ...rangeOf(args),
    by: listOf(args.texts("by")),
    where: whereOf(args),
    set: Object.fromEntries(args.pairs("set")),
    options: Object.fromEntries(options),
  };
}
