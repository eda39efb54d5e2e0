import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { opportunities, workspace } from "./support/run.ts";

const bin = new URL("../bin/foresail.js", import.meta.url).pathname;

interface Served {
  readonly process: ChildProcess;
  readonly url: string;
  readonly key: string | null;
}

/** Starts `foresail serve` as a process of its own, and waits until it says where it is. */
async function serve(folder: string, ...args: string[]): Promise<Served> {
  const child = spawn(process.execPath, [bin, "serve", "--port", "0", ...args], { cwd: folder });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let output = "";
  for await (const chunk of child.stdout) {
    output += chunk;
    if (output.includes("Ctrl-C")) break;
  }
  const url = /at (http:\S+)/.exec(output)?.[1] ?? "";
  return { process: child, url, key: /: (fsk_\S+)/.exec(output)?.[1] ?? null };
}

test("serves, is used with its key, names itself to who finds the file locked, and stops cleanly", async () => {
  const { run, file, folder } = await workspace();
  await file("deals.csv", opportunities);
  const server = await serve(folder);
  const api = `--api ${server.url} --key ${server.key}`;

  const imported = await run(`import csv:opportunities deals.csv --format json ${api}`);
  expect(imported).toMatchObject({ code: 0, stderr: "" });
  const remote = await run(
    `query bookings --from 2026-01-01 --to 2026-03-01 --format json --api ${server.url}`,
    {
      env: { FORESAIL_API_KEY: server.key ?? "" },
    },
  );
  expect(JSON.parse(remote.stdout).series[0].points.map(({ value }: { value: number }) => value)).toEqual([
    1000, 800.5,
  ]);

  const db = join(folder, "foresail.duckdb");
  for (const command of ["query bookings", "settings", "rebuild", "serve --port 0"]) {
    const locked = await run(command);
    expect(locked).toMatchObject({ code: 1, stdout: "" });
    expect(locked.stderr).toContain(
      `${db} is in use by the server at ${server.url} (process ${server.process.pid}); use --api ${server.url} --key K, or stop it`,
    );
  }

  const wrongKey = await run(
    `query bookings --api ${server.url} --key fsk_${"0".repeat(32)}_${"0".repeat(64)}`,
  );
  expect(wrongKey).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "foresail query: the server refused the key; give the server's key with --key K or FORESAIL_API_KEY\n",
  });
  const wrongTenant = await run(`query bookings --tenant rival ${api}`);
  expect(wrongTenant).toEqual({
    code: 1,
    stdout: "",
    stderr: 'foresail query: the credential is not of tenant "rival"; use a key of that tenant\n',
  });
  expect((await run(`query bookings --tenant default ${api}`)).code).toBe(0);

  const keys = await readFile(`${db}.keys.json`, "utf8");
  expect(keys).not.toContain(server.key?.split("_")[2]);
  expect((await stat(`${db}.keys.json`)).mode & 0o777).toBe(0o600);
  expect(existsSync(`${db}.server.json`)).toBe(true);

  const exited = once(server.process, "exit");
  server.process.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
  expect(existsSync(`${db}.server.json`)).toBe(false);

  const local = await run("query bookings --from 2026-01-01 --to 2026-03-01 --format json");
  expect(local.stdout).toBe(remote.stdout);
  const again = await serve(folder);
  expect(again.key).toBeNull();
});

test("a busy port is named, with the remedy, and no database is made", async () => {
  const { run, folder } = await workspace();
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => {
    other.close();
  });
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? address?.port : 0;
  expect(await run(`serve --port ${port}`)).toEqual({
    code: 1,
    stdout: "",
    stderr: `foresail serve: port ${port} of 127.0.0.1 is in use; stop what listens there, or choose another with --port\n`,
  });
  expect(existsSync(join(folder, "foresail.duckdb"))).toBe(false);
});

test("a server that is not there fails, and names the address", async () => {
  const { run } = await workspace();
  const { code, stderr } = await run("query mrr --api http://127.0.0.1:1 --key K");
  expect(code).toBe(1);
  expect(stderr).toBe(
    "foresail query: cannot reach http://127.0.0.1:1; check the address, and that the server runs\n",
  );
});

test("an address that is not Foresail's fails", async () => {
  const { run } = await workspace();
  const other = createServer((_, response) => response.writeHead(200).end("<html>")).listen(0, "127.0.0.1");
  onTestFinished(() => {
    other.close();
  });
  await once(other, "listening");
  const address = other.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const { code, stderr } = await run(`query mrr --api ${url} --key K`);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: "foresail query: the answer is not JSON; check that the address is a Foresail API\n",
  });
});
