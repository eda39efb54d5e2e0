import { serve } from "@foresail/api/node";
import { announce } from "../announce.ts";
import type { Command } from "../command.ts";
import { configOf, databaseOf, tenantOf } from "../connection.ts";
import { usageError } from "../errors.ts";
import { exitCode } from "../exit-code.ts";
import type { Arguments } from "../options.ts";

/** `foresail serve`: the HTTP API over a database file, until SIGINT or SIGTERM. */
export const serveCommand: Command = {
  name: "serve",
  summary: "the HTTP API over a database file",
  help: `foresail serve [options]

  --db FILE        DuckDB's file (default ./foresail.duckdb); FILE.journal/ beside it is the truth
  --config FILE    metrics of your own (default ./foresail.config.ts, .mts, .js or .mjs, where there is one)
  --port N         default 8787; 0 for any free port
  --host H         default 127.0.0.1, this machine alone
  --origin O       let pages of this origin call the API, as https://app.example.com; repeat it for more
  --tenant T       tenant of the first key (default "default")

The first start makes a key and prints it once; only its hash is kept, in FILE.keys.json.
`,
  options: {
    db: { type: "string" },
    config: { type: "string" },
    port: { type: "string" },
    host: { type: "string" },
    origin: { type: "string", multiple: true },
    tenant: { type: "string" },
  },
  async run(invocation) {
    const { args, io, version } = invocation;
    const db = databaseOf(invocation);
    const tenant = tenantOf(invocation);
    const server = await serve({
      db,
      tenant,
      version,
      config: configOf(invocation),
      port: portOf(args),
      host: args.text("host"),
      origins: originsOf(args),
      stopOnSignal: true,
      log: (line) => io.stderr.write(`foresail serve: ${line}\n`),
    });
    io.stdout.write(announce(server, db, tenant));
    await server.closed;
    return exitCode.done;
  },
};

/** The port that a command is to listen on. */
export function portOf(args: Arguments): number | undefined {
  const port = args.integer("port", 0);
  if (port !== undefined && port > 65_535)
    throw usageError(`--port ${port} is not a port; the last is 65535`);
  return port;
}

function originsOf(args: Arguments): readonly string[] {
  const origins = args.texts("origin");
  for (const origin of origins) {
    const parsed = URL.canParse(origin) ? new URL(origin).origin : null;
    if (parsed !== origin) {
      throw usageError(
        `--origin ${JSON.stringify(origin)} is not an origin; write it as https://app.example.com`,
      );
    }
  }
  return origins;
}
