import type { UndoReport } from "@foresail/client";
import type { ImportFile } from "@foresail/client/client";
import type { Command, Invocation } from "../command.ts";
import { connect, connectionHelp, connectionOptions, using } from "../connection.ts";
import { usageError } from "../errors.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { importTable, undoTable } from "../formats/import-table.ts";
import { jsonText } from "../formats/json.ts";
import type { Io } from "../io.ts";
import { readBytes } from "../read-file.ts";

const formats = ["table", "json"] as const;

/** `foresail import [SOURCE] FILE...`: files of one table, or exports of a source, as one import; or the undo of one. */
export const importCommand: Command = {
  name: "import",
  summary: "rows of one table from CSV files, or exports of Salesforce, HubSpot, Stripe, Google Ads, Clari",
  help: `foresail import csv:TABLE FILE... [options]
foresail import [SOURCE] FILE... [options]
foresail import --undo BATCH [options]

SOURCE is csv:TABLE, for a file of one table, or says whose exports the files are: salesforce, hubspot, stripe,
google-ads, clari, one export of them (salesforce:opportunity), or auto, which is what it is if left out: then each
file is recognised by its header. Several files are one import, in their order; - is standard input.

  --map FILE       JSON that says which source columns feed which columns
  --recorded-at T  dates a backfill, and marks it so
  --full           rows that are absent are deleted
  --strict         one rejected row and nothing is written
  --dry-run        says what would be written, and how the files are read; writes nothing
  --undo BATCH     makes a batch void as of now (--format json tells its number); several with commas
  --date-format F  how a source's files write dates, where that cannot be seen: dd/MM/yyyy
  --decimal C      their decimal separator: . or ,
  --time-zone Z    the zone of their times without an offset (default UTC)
  --progress       says on standard error what is being done (a terminal is told so anyway)
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
    "dry-run": { type: "boolean" },
    undo: { type: "string" },
    "date-format": { type: "string" },
    decimal: { type: "string" },
    "time-zone": { type: "string" },
    progress: { type: "boolean" },
    format: { type: "string" },
    ...connectionOptions,
  },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const undo = args.text("undo");
    if (undo !== undefined) return undoBatches(invocation, batchesOf(undo), format);
    const { source, names } = sourceAndFiles(args.positionals);
    const dryRun = args.flag("dry-run");
    const decimal = args.text("decimal") === undefined ? undefined : args.choice("decimal", [".", ","]);
    const options = {
      map: await readMap(io, args.text("map")),
      recordedAt: args.text("recorded-at"),
      full: args.flag("full"),
      strict: args.flag("strict"),
      ...(dryRun ? { dryRun } : {}),
      dateFormat: args.text("date-format"),
      decimal,
      sourceTimeZone: args.text("time-zone"),
    };
    const tell = progress(io, args.flag("progress"));
    const files: ImportFile[] = [];
    for (const name of names) {
      const bytes = await readBytes(io, name);
      tell(`read ${name}, ${megabytes(bytes.length)}`);
      files.push({ name, content: new Blob([bytes]) });
    }
    tell(`${dryRun ? "rehearsing" : "importing"} ${files.length === 1 ? "1 file" : `${files.length} files`}`);
    const isTable = source.startsWith("csv:");
    const reports = await using(connect(invocation), async (client) =>
      isTable
        ? [await client.importFiles(source, files, options)]
        : client.importSource(source, files, options),
    );
    tell(`done: ${reports.reduce((sum, { rows }) => sum + rows, 0).toLocaleString("en-US")} rows`);
    if (format === "json") {
      const summaries = reports.map(({ rejects: _, ...summary }) => summary);
      io.stdout.write(jsonText(isTable ? summaries[0] : summaries));
    } else {
      if (dryRun) io.stdout.write("dry run: nothing was written\n");
      for (const report of reports) io.stdout.write(importTable(report, dryRun));
    }
    return reports.some(({ rejected }) => rejected > 0) ? exitCode.partly : exitCode.done;
  },
};

const sourceName = /^[a-z][a-z0-9_-]*(:[\w-]*)?$/i;

/** The source and the files of the arguments: without a source, each file is recognised by its header. */
function sourceAndFiles(positionals: readonly string[]): { source: string; names: readonly string[] } {
  const [first, ...others] = positionals;
  if (first === undefined) {
    throw usageError("no file; name one or more, as foresail import deals.csv, or csv:accounts accounts.csv");
  }
  if (first === "-" || !sourceName.test(first)) return { source: "auto", names: positionals };
  if (others.length === 0)
    throw usageError(`no file; name one or more, as foresail import ${first} data.csv`);
  return { source: first, names: others };
}

function batchesOf(text: string): number[] {
  return text.split(",").map((part) => {
    const batch = Number(part);
    if (Number.isSafeInteger(batch) && batch > 0) return batch;
    throw usageError(
      `--undo ${JSON.stringify(text)} is no number of a batch; an import tells it with --format json`,
    );
  });
}

/** Undoes batches, the newest first, so that none covers another. */
async function undoBatches(
  invocation: Invocation,
  batches: readonly number[],
  format: (typeof formats)[number],
): Promise<ExitCode> {
  if (invocation.args.positionals.length > 0) throw usageError("--undo takes no files; leave them out");
  const reports = await using(connect(invocation), async (client) => {
    const undone: UndoReport[] = [];
    for (const batch of [...batches].sort((a, b) => b - a)) undone.push(await client.undoImport(batch));
    return undone;
  });
  const { stdout } = invocation.io;
  if (format === "json") stdout.write(jsonText(reports.length === 1 ? reports[0] : reports));
  else for (const report of reports) stdout.write(undoTable(report));
  return exitCode.done;
}

/** Tells what is being done on standard error: on request, or where that is a terminal. */
function progress({ stderr }: Io, wanted: boolean): (text: string) => void {
  if (!wanted && stderr.isTTY !== true) return () => {};
  return (text) => void stderr.write(`foresail import: ${text}\n`);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toLocaleString("en-US", { maximumFractionDigits: 1 })} MB`;
}

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
