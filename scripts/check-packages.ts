/**
 * Packs every public package and checks what its users would get: publint, types (attw), and that the packed tarballs
 * install together in an empty project and run, on this Node and on the machine's own.
 *
 * Usage: node scripts/check-packages.ts
 */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly bin?: Readonly<Record<string, string>>;
}

const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "foresail-packages-"));
const manifests = readdirSync("packages")
  .map((name) => JSON.parse(readFileSync(join("packages", name, "package.json"), "utf8")) as Manifest)
  .filter((manifest) => !manifest.private);

function run(command: string, args: readonly string[], cwd = root, env = process.env): string {
  try {
    return execFileSync(command, [...args], {
      cwd,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(" ")} failed\n${stdout ?? ""}${stderr ?? ""}`);
  }
}

/** This Node, and the machine's own where it is another one: packages support older versions than the scripts use. */
function nodes(): string[] {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const own = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((path) => !path.includes("node_modules"))
    .map((path) => join(path, name))
    .find((path) => existsSync(path));
  return own === undefined ? [process.execPath] : [process.execPath, own];
}

try {
  const workspaces = manifests.flatMap(({ name }) => ["-w", name]);
  run("npm", ["pack", ...workspaces, "--pack-destination", folder, "--loglevel=error"]);
  const tarballs = readdirSync(folder).map((name) => join(folder, name));
  for (const tarball of tarballs) {
    run("publint", ["run", tarball, "--strict"]);
    run("attw", [tarball, "--profile", "esm-only"]);
  }

  const project = join(folder, "project");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith("npm_")),
  );
  run(
    "npm",
    ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error", ...tarballs],
    project,
    clean,
  );
  const imports = manifests.map(({ name }) => `await import(${JSON.stringify(name)});`).join("\n");
  writeFileSync(join(project, "imports.js"), imports);
  writeFileSync(join(project, "mrr.csv"), "period,value\n2026-01-01,100\n2026-02-01,110\n2026-03-01,120\n");
  const bin = join("node_modules", "@foresail", "cli", "bin", "foresail.js");
  for (const node of nodes()) {
    const version = run(node, ["--version"], project, clean).trim();
    run(node, ["imports.js"], project, clean);
    const forecast = run(
      node,
      [bin, "forecast", "mrr.csv", "--horizon", "2", "--format", "json"],
      project,
      clean,
    );
    const { forecasts } = JSON.parse(forecast) as { forecasts: { mean: number[] }[] };
    if (forecasts[0]?.mean.length !== 2) throw new Error(`the packed bin does not forecast:\n${forecast}`);
    const query = run(
      node,
      [bin, "query", "mrr", "--db", "packed.duckdb", "--format", "json"],
      project,
      clean,
    );
    if (!query.includes('"mrr@1"')) throw new Error(`the packed bin does not query:\n${query}`);
    console.log(`Node ${version}: imports, forecast and query of the packed command`);
  }
  console.log(`${tarballs.length} packages: publint and attw clean, install together and run`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
