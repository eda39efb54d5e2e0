/**
 * Everything that must hold before a change lands: build, types, lint, unused code, tests in Node and Chromium, packed
 * packages, widget sizes. Usage: npm test
 */
import { spawnSync } from "node:child_process";
import { ensureChromium } from "./chromium.ts";

const steps: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["build", "turbo", "run", "build"],
  ["types", "tsc", "-p", "tsconfig.test.json"],
  ["lint", "biome", "check", "."],
  ["unused code", "knip"],
  ["tests", "vitest", "run"],
  ["packages", "node", "scripts/check-packages.ts"],
  ["widget sizes", "node", "scripts/widget-sizes.ts"],
];

try {
  process.env.CHROMIUM_PATH = ensureChromium();
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
process.env.TURBO_TELEMETRY_DISABLED = "1";

for (const [name, command, ...args] of steps) {
  const start = Date.now();
  console.log(`\n== ${name}: ${[command, ...args].join(" ")}`);
  // On Windows npm's commands are .cmd files, which need a shell.
  const { status } = spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) {
    console.error(`${name} failed`);
    process.exit(1);
  }
  console.log(`== ${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
console.log("\nAll checks passed.");
