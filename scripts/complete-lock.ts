/**
 * Adds the optional platform packages that `npm install` left out of package-lock.json.
 *
 * npm omits an optional package that the registry at hand did not serve for another platform, yet `npm ci`
 * then rejects the lock ("Missing: ... from lock file", npm/cli 9846). The added entries have no integrity
 * hash; they are replaced when the lock is regenerated where every platform resolves.
 *
 * Usage: node scripts/complete-lock.ts
 */
import { readFileSync, writeFileSync } from "node:fs";

interface LockEntry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, LockEntry> };
const systems: Record<string, string> = {
  darwin: "darwin",
  linux: "linux",
  win32: "win32",
  windows: "win32",
  win: "win32",
  android: "android",
  freebsd: "freebsd",
  openharmony: "openharmony",
};
const processors = ["arm64", "x64", "ia32", "ppc64", "s390x", "riscv64", "arm", "64"];

function platformOf(name: string): Pick<LockEntry, "os" | "cpu" | "libc"> {
  const words = name.split(/[-/]/);
  const os = words.map((word) => systems[word]).find((word) => word !== undefined);
  const cpu = words.find((word) => processors.includes(word));
  const libc = words.includes("musl") ? ["musl"] : words.includes("gnu") ? ["glibc"] : undefined;
  return {
    ...(os ? { os: [os] } : {}),
    ...(cpu ? { cpu: [cpu === "64" ? "x64" : cpu] } : {}),
    ...(libc ? { libc } : {}),
  };
}

const present = Object.keys(lock.packages);
let added = 0;
for (const entry of Object.values({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (present.some((path) => path.endsWith(`node_modules/${name}`))) continue;
    lock.packages[`node_modules/${name}`] ??= {
      version,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...platformOf(name),
    };
    added += 1;
  }
}
const sorted = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a === "" ? -1 : b === "" ? 1 : a < b ? -1 : 1)),
);
writeFileSync("package-lock.json", `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
console.log(`${added} entries added`);
