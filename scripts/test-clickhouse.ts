/**
 * Tests against a real ClickHouse in process. The package that holds it, chdb, is 546 MB, so it is no dependency: it is
 * installed once into a cache of the user, outside this repository. Usage: npm run test:clickhouse [-- vitest arguments]
 *
 * Where chdb has no binary (Windows, musl), it says so and fails; FORESAIL_CHDB names a folder that has it already.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const version = "3.4.0";
const shell = process.platform === "win32";

function cacheFolder(): string {
  const caches = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  return join(caches, "foresail", `chdb-${version}`);
}

/** Installs chdb where it is missing, and returns the folder. */
function ensureChdb(): string {
  const given = process.env.FORESAIL_CHDB;
  if (given !== undefined && given !== "") return given;
  const folder = cacheFolder();
  if (existsSync(join(folder, "node_modules", "chdb", "package.json"))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  console.log(`installing chdb@${version} into ${folder}`);
  const flags = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"];
  // npm's own variables would point it at this repository.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("npm_")));
  const { status } = spawnSync("npm", ["install", ...flags, `chdb@${version}`], {
    cwd: folder,
    env,
    stdio: "inherit",
    shell,
  });
  if (status !== 0) {
    console.error(
      `chdb@${version} could not be installed into ${folder}; it needs Linux with glibc or macOS, and 546 MB`,
    );
    process.exit(1);
  }
  return folder;
}

process.env.FORESAIL_CHDB = ensureChdb();
const asked = process.argv.slice(2);
const filters =
  asked.length > 0
    ? asked
    : [
        "test/clickhouse",
        "golden-sql",
        "golden/ravenstack",
        "integration/properties",
        "integration/matrix",
        "integration/hostile",
        "integration/split-reports",
        "copy-tenant",
      ];
const { status } = spawnSync("vitest", ["run", "--project", "node", ...filters], {
  stdio: "inherit",
  shell,
});
process.exit(status ?? 1);
