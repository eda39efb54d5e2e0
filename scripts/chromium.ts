import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const name of names) {
    for (const folder of folders) {
      const file = join(folder, name);
      if (existsSync(file)) return file;
    }
  }
  return undefined;
}

/**
 * The Chromium that browser tests drive: `CHROMIUM_PATH`, else one on the PATH, else Playwright's own.
 *
 * @returns the path of the executable, or undefined where there is none
 */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`);
    return named;
  }
  const bundled = chromium.executablePath();
  return onPath() ?? (existsSync(bundled) ? bundled : undefined);
}

/**
 * The same, and where there is none, Debian's package, installed if this process is root.
 *
 * @throws with one line that says what to install
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  if (process.platform === "linux" && process.getuid?.() === 0) {
    console.log("No Chromium found: installing Debian's package chromium");
    const options = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } } as const;
    try {
      execFileSync("apt-get", ["update", "-qq"], options);
      execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], options);
    } catch {
      // The line below says what to do.
    }
    const installed = onPath();
    if (installed) return installed;
  }
  throw new Error(
    "The browser tests need a Chromium: install Debian's package chromium or Google Chrome, or set CHROMIUM_PATH",
  );
}
