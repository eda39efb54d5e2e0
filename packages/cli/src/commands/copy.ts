import { resolve } from "node:path";
import { type CopyTarget, copy } from "@foresail/api/node";
import type { Command, Invocation } from "../command.ts";
import { databaseOf, tenantOf } from "../connection.ts";
import { usageError } from "../errors.ts";
import { exitCode } from "../exit-code.ts";
import { jsonText } from "../formats/json.ts";

const formats = ["table", "json"] as const;

/** `foresail copy`: moves a tenant to another engine. */
export const copyCommand: Command = {
  name: "copy",
  summary: "a tenant into ClickHouse, PostgreSQL or another file",
  help: `foresail copy (--to URL | --to-db FILE) [options]

Replays the tenant's batches of the journal into another store, then compares rows and answers of both. The source is
read and never changed; a copy that was cut short goes on where it ended.

  --to URL         postgres://user:password@host/database (needs the package pg), or
                   https://host:8443/database for ClickHouse
  --to-db FILE     another DuckDB file
  --journal DIR    with ClickHouse: the folder of the journal that feeds it from then on
                   (default ./DATABASE.clickhouse.journal)
  --db FILE        DuckDB's file to copy from (default ./foresail.duckdb)
  --tenant T       whose data (default "default")
  --format F       table (default) or json

ClickHouse's user and password are read from FORESAIL_CLICKHOUSE_USER and FORESAIL_CLICKHOUSE_PASSWORD.
`,
  options: {
    to: { type: "string" },
    "to-db": { type: "string" },
    journal: { type: "string" },
    db: { type: "string" },
    tenant: { type: "string" },
    format: { type: "string" },
  },
  async run(invocation) {
    const { args, io } = invocation;
    const format = args.choice("format", formats);
    const to = targetOf(invocation);
    const { tenant, ...report } = await copy({
      db: databaseOf(invocation),
      tenant: tenantOf(invocation),
      to,
      cwd: io.cwd,
      clock: io.clock,
    });
    const rows = Object.values(report.rows).reduce((sum, count) => sum + count, 0);
    const earlier = report.batches - report.copied;
    const text = [
      `copied ${report.copied} batches of ${tenant}${earlier > 0 ? `; ${earlier} were there already` : ""}`,
      `${rows.toLocaleString("en-US")} rows in ${Object.keys(report.rows).length} tables and the answers of ${report.metrics.length} metrics are equal (checksum ${report.checksum})`,
      ...(to.engine === "clickhouse"
        ? [`its journal is ${to.journal}: keep it, and feed ClickHouse from there`]
        : []),
    ];
    io.stdout.write(format === "json" ? jsonText({ tenant, ...report }) : `${text.join("\n")}\n`);
    return exitCode.done;
  },
};

function targetOf({ args, io }: Invocation): CopyTarget {
  const [to, file, journal] = [args.text("to"), args.text("to-db"), args.text("journal")];
  if ((to === undefined) === (file === undefined)) {
    throw usageError("give one target: --to URL of PostgreSQL or ClickHouse, or --to-db FILE");
  }
  if (file !== undefined) {
    if (journal !== undefined)
      throw usageError("--journal is for ClickHouse; FILE.journal/ is the file's own");
    return { engine: "duckdb", file: resolve(io.cwd, file) };
  }
  const url = addressOf(to ?? "");
  if (url.protocol.startsWith("postgres")) {
    if (journal !== undefined)
      throw usageError("--journal is for ClickHouse; PostgreSQL holds its journal itself");
    return { engine: "postgres", url: url.href };
  }
  if (url.username !== "" || url.password !== "") {
    throw usageError(
      "--to holds a user or password; set FORESAIL_CLICKHOUSE_USER and FORESAIL_CLICKHOUSE_PASSWORD instead",
    );
  }
  const database = decodeURIComponent(url.pathname.slice(1)) || "default";
  if (!/^[a-z_][a-z0-9_]*$/.test(database)) {
    throw usageError(
      `--to names the database ${JSON.stringify(database)}; use lower-case letters, digits and _, as https://host:8443/foresail`,
    );
  }
  return {
    engine: "clickhouse",
    url: url.origin,
    database,
    user: io.env.FORESAIL_CLICKHOUSE_USER,
    password: io.env.FORESAIL_CLICKHOUSE_PASSWORD,
    journal: resolve(io.cwd, journal ?? `${database}.clickhouse.journal`),
  };
}

/** Not quoted in errors, since it may hold a password. */
function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["http:", "https:", "postgres:", "postgresql:"].includes(url.protocol)) {
    throw usageError(
      "--to is not an address; write it as postgres://host/database or https://host:8443/database",
    );
  }
  return url;
}
