/**
 * Builds what the demo needs, then serves the sample company: API and pages on one port. Usage: npm start
 *
 * The database is `.foresail/demo.duckdb`; delete that folder for a new company. PORT chooses another port than 8787.
 */
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const db = ".foresail/demo.duckdb";
const host = "127.0.0.1";
const { PORT } = process.env;
const wanted = Number(PORT || 8787);
const portsTried = 20;

function build(): void {
  // On Windows npm's commands are .cmd files, which need a shell.
  const { status } = spawnSync(
    "turbo",
    ["run", "build", "--filter=@foresail/cli...", "--filter=@foresail/demo...", "--output-logs=errors-only"],
    {
      cwd: root,
      stdio: "inherit",
      shell: process.platform === "win32",
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
    },
  );
  if (status !== 0) process.exit(status ?? 1);
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** The port that was asked for, or the first free one after it. */
async function choosePort(): Promise<number> {
  for (let port = wanted; port < wanted + portsTried; port++) {
    if (!(await isFree(port))) continue;
    if (port !== wanted) console.log(`Port ${wanted} is in use: taking ${port}`);
    return port;
  }
  throw new Error(`ports ${wanted} to ${wanted + portsTried - 1} are in use; set PORT to a free one`);
}

/** Runs the demo; Ctrl-C reaches it directly, and this process ends when it does. */
function serveDemo(port: number): void {
  const command = fileURLToPath(new URL("../packages/cli/bin/foresail.js", import.meta.url));
  const demo = spawn(process.execPath, [command, "demo", "--db", db, "--port", String(port)], {
    cwd: root,
    stdio: "inherit",
  });
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => demo.kill("SIGTERM"));
  demo.on("exit", (code, signal) => {
    process.exitCode = signal === "SIGINT" ? 130 : (code ?? 1);
  });
}

if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_535) {
  console.error(`PORT is ${PORT}, which is no port; set it to a number up to 65535`);
  process.exitCode = 2;
} else {
  build();
  try {
    serveDemo(await choosePort());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
