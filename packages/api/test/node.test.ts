import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@foresail/client/client";
import { expect, onTestFinished, test } from "vitest";
import {
  openKeyFile,
  openLocalApi,
  PortInUseError,
  type ServeOptions,
  type Server,
  serve,
} from "../src/node.ts";
import { now } from "./support/test-api.ts";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "foresail-api-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function served(options: Partial<ServeOptions> = {}): Promise<Server & { readonly db: string }> {
  const db = options.db ?? join(await folder(), "test.duckdb");
  const server = await serve({ port: 0, version: "1.0.0", ...options, db });
  onTestFinished(() => server.close());
  return { ...server, db };
}

const query = { metrics: ["bookings"], from: "2026-01-01", to: "2026-02-01" };

test("serves over a real port with the key made at the first start", async () => {
  const { url, createdKey, db } = await served();
  const client = createClient({ baseUrl: url, key: createdKey ?? "" });
  expect(await client.health()).toEqual({ status: "ok", version: "1.0.0" });
  const rows = [
    { id: "1", outcome: "won", closed_at: "2026-01-05", amount: "0.10", attributes: { tier: "gold" } },
  ];
  expect(await client.records("opportunities", rows)).toMatchObject({ accepted: 1, rejected: 0 });
  const first = await client.queryFresh({ ...query, by: ["attributes.tier"] });
  expect(first.result?.series[0]).toMatchObject({
    dimensions: { "attributes.tier": "gold" },
    points: [{ value: 0.1 }],
  });
  expect(
    (await client.queryFresh({ ...query, by: ["attributes.tier"] }, { etag: first.etag })).result,
  ).toBeNull();
  await client.records("opportunities", [{ ...rows[0], id: "2" }]);
  expect(
    (await client.queryFresh({ ...query, by: ["attributes.tier"] }, { etag: first.etag })).result,
  ).not.toBeNull();
  await expect(createClient({ baseUrl: url }).metrics()).rejects.toMatchObject({ code: "unauthorized" });
  expect(JSON.parse(await readFile(`${db}.server.json`, "utf8"))).toEqual({ pid: process.pid, url });
});

test("tenants of one server see their own data, settings and tags alone", async () => {
  const { url, createdKey, db } = await served();
  const rivalKey = await openKeyFile(`${db}.keys.json`).create(
    { tenant: "rival", scopes: ["read", "write"] },
    now,
  );
  const ours = createClient({ baseUrl: url, key: createdKey ?? "" });
  const rival = createClient({ baseUrl: url, key: rivalKey });
  await ours.records("opportunities", [{ id: "1", outcome: "won", closed_at: "2026-01-05", amount: "10" }]);
  await ours.saveSettings({ reportingCurrency: "EUR" });
  const own = await ours.queryFresh(query);
  expect(own.result?.series[0]).toMatchObject({ currency: "EUR", points: [{ value: 10 }] });
  const theirs = await rival.queryFresh(query, { etag: own.etag });
  expect(theirs.result?.series[0]).toMatchObject({ currency: "USD", points: [{ value: 0 }] });
  expect(theirs.lastModified).toBeNull();
  const posing = createClient({ baseUrl: url, key: rivalKey, tenant: "default" });
  await expect(posing.query(query)).rejects.toMatchObject({ status: 403, code: "wrong_tenant" });
});

test("a second server of the file is refused and told of the first; a busy port before that", async () => {
  const first = await served();
  await expect(serve({ db: first.db, port: 0 })).rejects.toMatchObject({
    code: "database_locked",
    message: expect.stringContaining(`in use by the server at ${first.url}`),
  });
  const port = Number(new URL(first.url).port);
  await expect(serve({ db: first.db, port })).rejects.toBeInstanceOf(PortInUseError);
});

test("closing finishes what is in flight, and takes the note away", async () => {
  let finish = (): void => {};
  const slow = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const server = await served({
    handler: async () => {
      await slow;
      return new Response("finished");
    },
  });
  const inFlight = fetch(`${server.url}/page`);
  await expect.poll(() => fetch(`${server.url}/ready`).then(({ status }) => status)).toBe(200);
  const closing = server.close();
  setTimeout(finish, 50);
  expect(await (await inFlight).text()).toBe("finished");
  await closing;
  await expect(stat(`${server.db}.server.json`)).rejects.toThrow("ENOENT");
  await expect(fetch(`${server.url}/health`)).rejects.toThrow();
});

test("what is not the API's goes to the handler", async () => {
  const { url } = await served({ handler: () => Response.redirect("http://example.com/elsewhere") });
  const page = await fetch(`${url}/`, { redirect: "manual" });
  expect(page.status).toBe(302);
  expect(page.headers.get("content-security-policy")).toBeNull();
  expect((await fetch(`${url}/v1/metrics`)).status).toBe(401);
  expect((await fetch(`${url}/openapi.json`)).status).toBe(200);
});

test("keys lie in a file of their owner's alone; one taken out is refused at once", async () => {
  const path = join(await folder(), "keys.json");
  const keys = openKeyFile(path);
  expect(await keys.list()).toEqual([]);
  const key = await keys.create({ tenant: "acme", scopes: ["read"] }, now);
  const [, id = "", secret = ""] = key.split("_");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readFile(path, "utf8")).not.toContain(secret);
  expect(await keys.find(id)).toMatchObject({ id, tenant: "acme", scopes: ["read"] });
  expect(await openKeyFile(path).find(id)).not.toBeNull();
  await writeFile(path, "[]");
  expect(await keys.find(id)).toBeNull();
  await chmod(path, 0o600);
});

test("a local API needs no key, and opens the database with the first call that needs it", async () => {
  const db = join(await folder(), "local.duckdb");
  const local = openLocalApi({ db, tenant: "acme", clock: () => now });
  const client = createClient({ baseUrl: "http://local", fetch: local.fetch });
  const series = [{ id: "a", values: [1, 1, 1, 1] }];
  expect((await client.forecasts({ series, horizon: 1 })).forecasts[0]).toMatchObject({ mean: [1] });
  await expect(stat(db)).rejects.toThrow("ENOENT");
  expect((await client.settings()).timeZone).toBe("UTC");
  await local.close();
  expect((await stat(db)).isFile()).toBe(true);
});

test("a local API says what is wrong with the database", async () => {
  const db = join(await folder(), "broken.duckdb");
  await writeFile(db, "no database ".repeat(2000));
  const local = openLocalApi({ db, tenant: "acme" });
  const client = createClient({ baseUrl: "http://local", fetch: local.fetch });
  await expect(client.query(query)).rejects.toMatchObject({
    status: 500,
    code: "database_unreadable",
    detail: expect.stringContaining("foresail rebuild"),
  });
  await local.close();
});
