import type { Grain } from "@foresail/client";
import type { Command } from "../command.ts";
import { connectionHelp, connectionOptions, connectToRead, using } from "../connection.ts";
import { usageError } from "../errors.ts";
import { exitCode } from "../exit-code.ts";
import { jsonText } from "../formats/json.ts";
import { recordTable } from "../formats/record-table.ts";

const formats = ["table", "json"] as const;
const grains = ["month", "day", "week", "quarter", "year"] as const satisfies readonly [Grain, ...Grain[]];

/** `foresail score METRIC`: how good the frozen forecasts of a metric were. */
export const scoreCommand: Command = {
  name: "score",
  summary: "how good frozen forecasts were, by lag",
  help: `foresail score METRIC [options]

Scores what was frozen against the actuals as first published and as known now. Lag 1 is the first period that was not
complete when the forecast was made. error = actual - forecast; WAPE = sum of |error| / sum of |actual|. Below 8 points
it is too early to say.

  --grain G        month (default), day, week, quarter or year
  --format F       table (default) or json
${connectionHelp}

Example: foresail score mrr
`,
  options: { grain: { type: "string" }, format: { type: "string" }, ...connectionOptions },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const [metric, ...more] = args.positionals;
    if (metric === undefined) throw usageError("no metric; name one, as foresail score mrr");
    if (more.length > 0) throw usageError(`one metric at a time, not ${args.positionals.join(" ")}`);
    const grain = args.choice("grain", grains);
    const record = await using(connectToRead(invocation, "score"), (client) => client.record(metric, grain));
    io.stdout.write(format === "json" ? jsonText(record) : recordTable(record));
    return exitCode.done;
  },
};
