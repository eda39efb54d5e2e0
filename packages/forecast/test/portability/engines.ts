import { execFile, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bundleCode } from "../bundle/bundle.ts";

const workload = JSON.stringify(fileURLToPath(new URL("portable-forecasts.ts", import.meta.url)));

/** A Node of another major version on this machine; null if there is none. */
export function otherNode(): { readonly path: string; readonly version: string } | null {
  for (const path of [process.env.FORESAIL_OTHER_NODE, "/usr/bin/node", "/usr/local/bin/node"]) {
    if (path === undefined || !existsSync(path)) continue;
    const version = execFileSync(path, ["--version"], { encoding: "utf8" }).trim();
    if (version.split(".")[0] !== process.version.split(".")[0]) return { path, version };
  }
  return null;
}

/** The hashes as another Node computes them, from one bundled file. */
export async function hashesInNode(path: string): Promise<unknown> {
  return inFolder(async (folder) => {
    const file = join(folder, "hashes.mjs");
    await writeFile(
      file,
      await bundleCode(
        `import { portableHashes } from ${workload}; console.log(JSON.stringify(await portableHashes()));`,
      ),
    );
    const { stdout } = await promisify(execFile)(path, [file]);
    return JSON.parse(stdout);
  });
}

/** The runtime of Cloudflare Workers: `FORESAIL_WORKERD`, else the package workerd if it is installed; null if neither. */
export function workerd(): string | null {
  const given = process.env.FORESAIL_WORKERD;
  if (given !== undefined) return given;
  try {
    const require = createRequire(import.meta.url);
    return require.resolve(`@cloudflare/workerd-${process.platform}-64/bin/workerd`);
  } catch {
    return null;
  }
}

/** The hashes as a worker answers them. */
export async function hashesInWorkerd(path: string): Promise<unknown> {
  return inFolder(async (folder) => {
    await writeFile(
      join(folder, "worker.js"),
      await bundleCode(
        `import { portableHashes } from ${workload};
         export default { fetch: async () => new Response(JSON.stringify(await portableHashes())) };`,
      ),
    );
    const port = await freePort();
    await writeFile(
      join(folder, "config.capnp"),
      `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker.js", esModule = embed "worker.js")],
    compatibilityDate = "2025-01-01",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`,
    );
    const server = spawn(path, ["serve", join(folder, "config.capnp")], { stdio: "ignore" });
    try {
      for (let attempt = 0; attempt < 100; attempt++) {
        const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
        if (response) return await response.json();
        await wait(100);
      }
      throw new Error("workerd did not answer within 10 s");
    } finally {
      server.kill();
    }
  });
}

async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "foresail-portability-"));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
