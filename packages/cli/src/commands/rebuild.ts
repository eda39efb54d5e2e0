import { rebuild } from "@foresail/api/node";
import type { Command } from "../command.ts";
import { databaseOf } from "../connection.ts";
import { exitCode } from "../exit-code.ts";
import { jsonText } from "../formats/json.ts";

const formats = ["table", "json"] as const;

/** `foresail rebuild`: restores a database from its journal. */
export const rebuildCommand: Command = {
  name: "rebuild",
  summary: "restore the database from its journal",
  help: `foresail rebuild [options]

  --db FILE        DuckDB's file (default ./foresail.duckdb); its journal, FILE.journal/, is read and never changed
  --format F       table (default) or json

An unreadable database is put aside, not deleted.
`,
  options: { db: { type: "string" }, format: { type: "string" } },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const db = databaseOf(invocation);
    const report = await rebuild({ db, clock: io.clock });
    const aside = report.setAside === null ? "" : `; the old file is now ${report.setAside}`;
    const text = `rebuilt ${db} from ${report.batches} batches, ${report.rows.toLocaleString("en-US")} rows${aside}\n`;
    io.stdout.write(format === "json" ? jsonText(report) : text);
    return exitCode.done;
  },
};
