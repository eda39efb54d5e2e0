import type { AlertList, AlertsRequestInput } from "@foresail/client";
import type { Command } from "../command.ts";
import { connectionHelp, connectionOptions, connectToRead, using } from "../connection.ts";
import { usageError } from "../errors.ts";
import { exitCode } from "../exit-code.ts";
import { csvLine } from "../formats/csv.ts";
import { jsonText } from "../formats/json.ts";
import { plainText } from "../formats/text-table.ts";
import type { Arguments } from "../options.ts";
import { listOf, rangeOf, whereOf } from "../query-options.ts";

const formats = ["table", "json", "csv"] as const;

/** `foresail alerts METRIC...`: changes of level, one alert each. */
export const alertsCommand: Command = {
  name: "alerts",
  summary: "changes in metrics: what, since when, how sure, in which segment",
  help: `foresail alerts METRIC... [options]

  --by DIM         look for the cause among the values of a dimension; repeat it, or write DIM,DIM
  --grain G        day, week (default), month or quarter
  --since D        only changes found in a period from this day on
  --min-volume N   least count, or denominator of a rate, in a usual period (default 10)
  --from D         first day of the past that is learnt from
  --to D           last day, exclusive
  --where DIM=V    keep these rows; same DIM again: or, another DIM: and; an empty V is null
  --as-of T        only what was recorded by then counts
  --set KEY=V      a setting for this command alone
  --format F       table (default), json or csv
${connectionHelp}

A week is looked at once there are 34: 26 to learn from and the eight newest.

Example: foresail alerts leads win_rate --by channel,region
`,
  options: {
    by: { type: "string", multiple: true },
    grain: { type: "string" },
    since: { type: "string" },
    "min-volume": { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
    where: { type: "string", multiple: true },
    "as-of": { type: "string" },
    set: { type: "string", multiple: true },
    format: { type: "string" },
    ...connectionOptions,
  },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const request = requestOf(args);
    const list = await using(connectToRead(invocation, "alerts"), (client) => client.alerts(request));
    if (format === "json") io.stdout.write(jsonText(list));
    else io.stdout.write(format === "csv" ? alertsCsv(list) : alertsText(list));
    return exitCode.done;
  },
};

function requestOf(args: Arguments): AlertsRequestInput {
  const metrics = listOf(args.positionals);
  if (metrics.length === 0)
    throw usageError("no metric; name one or more, as foresail alerts leads win_rate");
  const since = args.text("since");
  const minVolume = args.integer("min-volume", 0);
  const { compare: _, ...range } = rangeOf(args);
  return {
    metrics,
    by: listOf(args.texts("by")),
    ...range,
    where: whereOf(args),
    set: Object.fromEntries(args.pairs("set")),
    ...(since === undefined ? {} : { since }),
    ...(minVolume === undefined ? {} : { minVolume }),
  };
}

function alertsText({ alerts, watched }: AlertList): string {
  const lines = alerts.map(({ found, text, state }) => `${found}  ${plainText(text)} [${state}]\n`);
  const notes = watched.flatMap(({ metric, note }) => (note === null ? [] : [`${metric}: ${note}\n`]));
  return [
    ...(lines.length === 0 ? ["no change found\n"] : lines),
    ...(notes.length > 0 ? ["\n"] : []),
    ...notes,
  ].join("");
}

function alertsCsv({ alerts }: AlertList): string {
  const head = [
    "id",
    "metric",
    "definition",
    "grain",
    "direction",
    "good",
    "start",
    "found",
    "expected",
    "level",
  ];
  const more = ["size", "z", "p", "evidence", "state", "dimension", "value", "share", "text"];
  const lines = alerts.map((alert) =>
    csvLine([
      ...[alert.id, alert.metric, alert.definition, alert.grain, alert.direction, alert.good],
      ...[alert.start, alert.found, alert.expected, alert.level, alert.size, alert.z, alert.p],
      ...[alert.evidence, alert.state, alert.segment?.dimension, alert.segment?.value, alert.segment?.share],
      alert.text,
    ]),
  );
  return [csvLine([...head, ...more]), ...lines].join("");
}
