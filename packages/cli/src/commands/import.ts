import type { ImportFile } from "@foresail/client/client";
import type { Command } from "../command.ts";
import { connect, connectionHelp, connectionOptions, using } from "../connection.ts";
import { usageError } from "../errors.ts";
import { exitCode } from "../exit-code.ts";
import { importTable } from "../formats/import-table.ts";
import { jsonText } from "../formats/json.ts";
import type { Io } from "../io.ts";
import { readBytes } from "../read-file.ts";

const formats = ["table", "json"] as const;

/** `foresail import SOURCE FILE...`: files of one table, as one import. */
export const importCommand: Command = {
  name: "import",
  summary: "rows of one table from CSV files",
  help: `foresail import csv:TABLE FILE... [options]

Several files are one import, in their order; - is standard input.

  --map FILE       JSON that says which source columns feed which columns
  --recorded-at T  dates a backfill, and marks it so
  --full           rows that are absent are deleted
  --strict         one rejected row and nothing is written
  --format F       table (default) or json
${connectionHelp}

Tables: accounts, people, touchpoints, spend, opportunities, opportunity_changes, stages, subscriptions, invoices,
payments, events, products, owners, targets, fx_rates

Example: foresail import csv:opportunities deals.csv --map deals.map.json
`,
  options: {
    map: { type: "string" },
    "recorded-at": { type: "string" },
    full: { type: "boolean" },
    strict: { type: "boolean" },
    format: { type: "string" },
    ...connectionOptions,
  },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const [source, ...names] = args.positionals;
    if (source === undefined)
      throw usageError("no source; name it, as foresail import csv:accounts accounts.csv");
    if (names.length === 0)
      throw usageError(`no file; name one or more, as foresail import ${source} data.csv`);
    const options = {
      map: await readMap(io, args.text("map")),
      recordedAt: args.text("recorded-at"),
      full: args.flag("full"),
      strict: args.flag("strict"),
    };
    const files: ImportFile[] = [];
    for (const name of names) files.push({ name, content: new Blob([await readBytes(io, name)]) });
    const report = await using(connect(invocation), (client) => client.importFiles(source, files, options));
    const { rejects, ...summary } = report;
    io.stdout.write(format === "json" ? jsonText(summary) : importTable({ ...summary, rejects }));
    return report.rejected > 0 ? exitCode.partly : exitCode.done;
  },
};

async function readMap(io: Io, name: string | undefined): Promise<Record<string, unknown> | undefined> {
  if (name === undefined) return undefined;
  const text = new TextDecoder().decode(await readBytes(io, name));
  let map: unknown;
  try {
    map = JSON.parse(text);
  } catch (error) {
    throw usageError(`--map ${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof map !== "object" || map === null || Array.isArray(map)) {
    throw usageError(`--map ${name} is not a JSON object; it holds table, columns and attributes`);
  }
  return { ...map };
}
