import { readdir } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { opportunities, type Workspace, workspace } from "./support/run.ts";

const query = "query bookings --from 2026-01-01 --to 2026-03-01 --format csv";

async function filled(): Promise<Workspace> {
  const space = await workspace();
  await space.file("deals.csv", opportunities);
  await space.run("import csv:opportunities deals.csv --tenant acme");
  return space;
}

test("a tenant is copied into another file, which then answers alike; a second copy only checks", async () => {
  const { run } = await filled();
  const copied = await run("copy --tenant acme --to-db other.duckdb");
  expect(copied).toMatchObject({ code: 0, stderr: "" });
  expect(copied.stdout).toMatch(
    /^copied 1 batches of acme\n3 rows in 1 tables and the answers of \d+ metrics are equal \(checksum [0-9a-f]{16}\)\n$/,
  );
  const [before, after] = [
    await run(`${query} --tenant acme`),
    await run(`${query} --tenant acme --db other.duckdb`),
  ];
  expect(after.stdout).toBe(before.stdout);
  expect(after.stdout).toContain("1000");
  const again = await run("copy --tenant acme --to-db other.duckdb --format json");
  expect(JSON.parse(again.stdout)).toMatchObject({
    tenant: "acme",
    batches: 1,
    copied: 0,
    rows: { opportunities: 3 },
  });
});

test("a target with data of its own is left alone", async () => {
  const { run, file } = await filled();
  await file("more.csv", opportunities.replace("1000", "7"));
  await run("import csv:opportunities more.csv --tenant acme --db other.duckdb");
  const { code, stdout, stderr } = await run("copy --tenant acme --to-db other.duckdb");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(
    /^foresail copy: the target holds data of "acme" that the source does not have[^\n]*give an empty target\n$/,
  );
});

test.each([
  ["copy", 2, "give one target"],
  ["copy --to-db x.duckdb --to http://x/y", 2, "give one target"],
  ["copy --to nonsense:canary", 2, "--to is not an address"],
  ["copy --to https://me:canary@x/y", 2, "set FORESAIL_CLICKHOUSE_USER"],
  ["copy --to https://x/a-b", 2, "lower-case letters"],
  ["copy --to-db x.duckdb --journal j", 2, "--journal is for ClickHouse"],
  ["copy --to-db foresail.duckdb --tenant acme", 1, "is both source and target"],
  ["copy --to-db x.duckdb --db missing.duckdb", 1, "to copy from; check --db"],
  ["copy --to-db x.duckdb --tenant nobody", 1, 'the source has no data of "nobody"'],
  ["copy --to postgres://me:canary@127.0.0.1:1/db --tenant acme", 1, "npm install pg"],
  ["copy --to http://127.0.0.1:1/kpi --tenant acme", 1, "ClickHouse does not answer"],
])("%s ends with %i and says what to do", async (args, code, message) => {
  const { run } = await filled();
  const ended = await run(args);
  expect(ended).toMatchObject({ code, stdout: "" });
  expect(ended.stderr).toMatch(/^foresail copy: [^\n]+\n$/);
  expect(ended.stderr).toContain(message);
  expect(ended.stderr).not.toContain("canary");
});

test("ClickHouse is reached with the credentials of the environment, and its journal is a folder of its own", async () => {
  const { run, folder } = await filled();
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${new URL(request.url ?? "", "http://x").searchParams.get("database")}`);
    seen.push(Buffer.from((request.headers.authorization ?? "").slice(6), "base64").toString());
    request.resume();
    response.writeHead(403, { "x-clickhouse-exception-code": "497" });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const env = { FORESAIL_CLICKHOUSE_USER: "writer", FORESAIL_CLICKHOUSE_PASSWORD: "p:w" };
  const { code, stderr } = await run(`copy --tenant acme --to http://127.0.0.1:${port}/kpi`, { env });
  expect(code).toBe(1);
  expect(stderr).toContain("ClickHouse denies this user");
  expect(seen.slice(0, 2)).toEqual(["POST kpi", "writer:p:w"]);
  expect(await readdir(folder)).toContain("kpi.clickhouse.journal");
});
