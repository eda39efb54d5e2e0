import type { ExplainRequestInput, Explanation } from "@foresail/client";
import type { Command } from "../command.ts";
import { connectionHelp, connectionOptions, connectToRead, using } from "../connection.ts";
import { usageError } from "../errors.ts";
import { exitCode } from "../exit-code.ts";
import { explanationText } from "../formats/explanation-text.ts";
import { jsonText } from "../formats/json.ts";
import { vintagesTable } from "../formats/vintages-table.ts";
import { rangeOf, whereOf } from "../query-options.ts";

const formats = ["table", "json"] as const;

/** `foresail explain METRIC`: where one number comes from. */
export const explainCommand: Command = {
  name: "explain",
  summary: "where one number comes from: formula, inputs, rows, what changed",
  help: `foresail explain METRIC [options]

  --period D       any day of the period (default: the newest period that is over)
  --grain G        day, week, month (default), quarter or year
  --where DIM=V    keep these rows; same DIM again: or, another DIM: and; an empty V is null
  --as-of T        only what was recorded by then counts
  --since T        also say what changed since that moment
  --set KEY=V      a setting for this number alone
  --limit N        most rows behind to list (default 100)
  --restated       instead: every complete period that was restated, with when and why
  --sql            print the SQL that was run
  --format F       table (default) or json
${connectionHelp}

Example: foresail explain nrr --period 2026-03-01 --since 2026-03-15
`,
  options: {
    period: { type: "string" },
    grain: { type: "string" },
    where: { type: "string", multiple: true },
    "as-of": { type: "string" },
    since: { type: "string" },
    set: { type: "string", multiple: true },
    limit: { type: "string" },
    sql: { type: "boolean" },
    restated: { type: "boolean" },
    format: { type: "string" },
    ...connectionOptions,
  },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const [metric, ...more] = args.positionals;
    if (metric === undefined) throw usageError("no metric; name one, as foresail explain nrr");
    if (more.length > 0) throw usageError(`one metric at a time, not ${args.positionals.join(" ")}`);
    const { grain, asOf } = rangeOf(args);
    if (args.flag("restated")) {
      const params = { where: whereOf(args), restated: true, ...(grain === undefined ? {} : { grain }) };
      const found = await using(connectToRead(invocation, "explain"), (client) =>
        client.vintages(metric, params),
      );
      io.stdout.write(format === "json" ? jsonText(found) : vintagesTable(found));
      return exitCode.done;
    }
    const request: ExplainRequestInput = {
      metric,
      ...(grain === undefined ? {} : { grain }),
      ...(asOf === undefined ? {} : { asOf }),
      ...given({ period: args.text("period"), since: args.text("since") }),
      ...(args.text("limit") === undefined ? {} : { limit: Number(args.text("limit")) }),
      where: whereOf(args),
      set: Object.fromEntries(args.pairs("set")),
    };
    const explained: Explanation = await using(connectToRead(invocation, "explain"), (client) =>
      client.explain(request),
    );
    io.stdout.write(
      format === "json" ? jsonText(explained) : explanationText(explained, { sql: args.flag("sql") }),
    );
    return exitCode.done;
  },
};

function given(texts: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
