/**
 * Packs every public package and checks what its users would get: publint, types (attw), and that the packed tarballs
 * install together in an empty project, import, and run the bin on this Node.
 *
 * Usage: node scripts/check-packages.ts
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
    return execFileSync(command, [...args], { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(" ")} failed\n${stdout ?? ""}${stderr ?? ""}`);
  }
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
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error", ...tarballs], project, clean);
  const imports = manifests.map(({ name }) => `await import(${JSON.stringify(name)});`).join("\n");
  writeFileSync(join(project, "imports.js"), imports);
  run(process.execPath, ["imports.js"], project, clean);
  const help = run(process.execPath, [join("node_modules", "@foresail", "cli", "bin", "foresail.js"), "--help"], project, clean);
  if (!help.includes("foresail query")) throw new Error(`the packed bin does not print its help:\n${help}`);
  console.log(`${tarballs.length} packages: publint and attw clean, install together, import, and the bin runs`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
