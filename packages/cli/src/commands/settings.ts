import type { Settings, SettingsChanges } from "@foresail/client";
import type { Command } from "../command.ts";
import { connect, connectionHelp, connectionOptions, connectToRead, using } from "../connection.ts";
import { exitCode } from "../exit-code.ts";
import { jsonText } from "../formats/json.ts";
import { textTable } from "../formats/text-table.ts";
import { pair } from "../options.ts";

const formats = ["table", "json"] as const;

/** `foresail settings [KEY=V...]`: shows the tenant's settings, after changing those named. */
export const settingsCommand: Command = {
  name: "settings",
  summary: "show or change the tenant's settings",
  help: `foresail settings [KEY=V...] [options]

  --format F       table (default) or json
${connectionHelp}

Without KEY=V it lists every setting with its value, calendar.* and the rules where vendors disagree among them.

Example: foresail settings reportingCurrency=EUR timeZone=Europe/Berlin
`,
  options: { format: { type: "string" }, ...connectionOptions },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const changes = args.positionals.map((text) => pair(text, "setting"));
    const settings =
      changes.length === 0
        ? await using(connectToRead(invocation, "settings"), (client) => client.settings())
        : await using(connect(invocation), (client) => client.saveSettings(typed(changes)));
    io.stdout.write(format === "json" ? jsonText(settings) : settingsTable(settings));
    return exitCode.done;
  },
};

/** The server checks names and values; all that is lost on the way through a shell is which values are numbers. */
function typed(changes: readonly (readonly [string, string])[]): SettingsChanges {
  const values = changes.map(([name, value]) => [name, /^-?\d+$/.test(value) ? Number(value) : value]);
  return Object.fromEntries(values) as SettingsChanges;
}

function settingsTable(settings: Settings): string {
  const rows = Object.entries(settings).map(([name, value]) => [name, String(value)]);
  return textTable(
    [
      { title: "setting", align: "left" },
      { title: "value", align: "left" },
    ],
    rows,
  );
}
