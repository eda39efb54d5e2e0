import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createApiKey, memoryKeyStore } from "@foresail/api";
import { serve } from "@foresail/api/node";
import { pagesHandler } from "./pages/pages-handler.ts";
import { readSite } from "./pages/site-files.ts";
import { requireFreePort } from "./port.ts";
import { type Output, stepsTo } from "./progress.ts";
import { seedDatabase } from "./seed/seed-database.ts";

/** Where the sample company lives and who is told. */
export interface DemoOptions {
  /** DuckDB's file; default: one in a temporary folder that goes away at the end. */
  readonly db?: string | undefined;
  /** Default 8787; 0 for any free port. */
  readonly port?: number | undefined;
  /** The current time; tests pass a fixed one. */
  readonly clock?: (() => Date) | undefined;
  /** Approximate rows of the company. */
  readonly rows?: number | undefined;
  readonly io: { readonly stdout: Output; readonly stderr: Output };
}

/** A demo at work. */
export interface Demo {
  readonly url: string;
  /** Settles once the server has stopped and the database is closed. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

const tenant = "default";
const defaultPort = 8787;

/**
 * Seeds the sample company where the database has none, and serves the API and the demo's pages on one port of this
 * machine, until `close`, SIGINT or SIGTERM.
 *
 * @throws {PortInUseError} before anything is written
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { io, port = defaultPort, clock = () => new Date() } = options;
  const [site] = await Promise.all([readSite(), requireFreePort(port)]);
  const scratch = options.db === undefined ? await mkdtemp(join(tmpdir(), "foresail-demo-")) : null;
  const removeScratch = async (): Promise<void> => {
    if (scratch !== null) await rm(scratch, { recursive: true, force: true });
  };
  try {
    const db = options.db ?? join(scratch ?? "", "demo.duckdb");
    await mkdir(dirname(db), { recursive: true });
    const company = await seedDatabase({ db, tenant, clock, rows: options.rows, step: stepsTo(io.stdout) });
    if (company !== null && company.end <= clock().toISOString())
      io.stdout.write(`The sample company's books end on ${company.end}; delete ${db}* for a new one\n`);
    const { key, record } = await createApiKey({ tenant, scopes: ["read"] }, clock());
    const server = await serve({
      db,
      tenant,
      port,
      clock,
      keys: memoryKeyStore([record]),
      handler: pagesHandler({ site, token: key, company, clock }),
      stopOnSignal: true,
      log: (line) => io.stderr.write(`foresail demo: ${line}\n`),
    });
    if (server.createdKey !== null) io.stdout.write(`API key, shown this once: ${server.createdKey}\n`);
    io.stdout.write(`Foresail demo: ${server.url} (Ctrl-C stops it)\n`);
    return { url: server.url, closed: server.closed.then(removeScratch), close: () => server.close() };
  } catch (error) {
    await removeScratch();
    throw error;
  }
}
