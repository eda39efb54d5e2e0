import { doctor } from "@foresail/api/node";
import type { Command } from "../command.ts";
import { databaseOf } from "../connection.ts";
import { exitCode } from "../exit-code.ts";
import { jsonText } from "../formats/json.ts";

const formats = ["table", "json"] as const;

/** `foresail doctor`: whether a database is in order. */
export const doctorCommand: Command = {
  name: "doctor",
  summary: "whether a database and its journal are in order",
  help: `foresail doctor [options]

Reads the journal and compares every checksum, compares the database with it, and tells what the data lack. Changes
nothing. Exit code 1 where a check failed.

  --deep           also project the journal anew, into a temporary file, and compare every version of every row
  --db FILE        DuckDB's file (default ./foresail.duckdb); FILE.journal/ beside it is the truth
  --format F       table (default) or json
`,
  options: { deep: { type: "boolean" }, db: { type: "string" }, format: { type: "string" } },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const db = databaseOf(invocation);
    const checks = await doctor({ db, deep: args.flag("deep") });
    const passed = checks.every(({ state }) => state !== "failed");
    if (format === "json") io.stdout.write(jsonText({ db, ok: passed, checks }));
    else {
      const marks = { ok: "ok     ", warning: "warning", failed: "FAILED " } as const;
      for (const { state, check, found, remedy } of checks) {
        io.stdout.write(`${marks[state]}  ${check}: ${found}\n`);
        if (remedy !== null) io.stdout.write(`${" ".repeat(9)}${remedy}\n`);
      }
    }
    return passed ? exitCode.done : exitCode.failed;
  },
};
