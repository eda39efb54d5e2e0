import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scope } from "@foresail/api";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApi } from "../src/create-api.ts";

let folder: string;
let close: () => Promise<void>;
let call: (
  method: string,
  path: string,
  body?: unknown,
  as?: { tenant?: string; scopes?: Scope[] },
) => Promise<Response>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "foresail-snapshots-"));
  const clock = () => new Date("2026-03-10T12:00:00Z");
  const store = await openDuckDBStore({ file: join(folder, "x.duckdb"), clock });
  close = () => store.close();
  call = (method, path, body, { tenant = "acme", scopes = ["read", "write"] as Scope[] } = {}) => {
    const api = createApi({ store, clock, authenticate: () => ({ tenant, scopes }) });
    const json = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    return Promise.resolve(api.request(path, { method, ...(body === undefined ? {} : json) }));
  };
  const rows = Array.from({ length: 14 }, (_, month) => ({
    date: new Date(Date.UTC(2025, month, 15)).toISOString().slice(0, 10),
    amount: 100 + month,
  }));
  await call("POST", "/v1/records/spend", { rows, recordedAt: "2026-03-01" });
});

afterAll(async () => {
  await close();
  await rm(folder, { recursive: true });
});

const freeze = { metric: "spend", horizon: 2, model: "drift" };

describe("/v1/snapshots", () => {
  test("freezes, lists and gives back word for word, for a cache to keep", async () => {
    const frozen = await (await call("POST", "/v1/snapshots", freeze)).json();
    expect(frozen.snapshots).toHaveLength(3);
    const [model] = frozen.snapshots;
    expect(model).toMatchObject({ kind: "model", label: "drift", dataCutoff: "2026-03-01", grain: "month" });
    const one = await call("GET", `/v1/snapshots/${model.id}`);
    expect(one.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    expect(await one.json()).toEqual(model);
    const list = await (await call("GET", "/v1/snapshots?metric=spend")).json();
    expect(list.snapshots.map(({ id }: { id: string }) => id).sort()).toEqual(
      frozen.snapshots.map(({ id }: { id: string }) => id).sort(),
    );
    expect(await (await call("GET", "/v1/snapshots?metric=mrr")).json()).toEqual({ snapshots: [] });
  });

  test("a snapshot's name is the hash of what it says, which anyone can compute again", async () => {
    const { snapshots } = await (await call("GET", "/v1/snapshots?metric=spend")).json();
    const sorted = (_: string, value: unknown): unknown =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value;
    for (const { id, contentHash, recordedAt, ...content } of snapshots) {
      expect(recordedAt).toBe("2026-03-10T12:00:00.000Z");
      const hash = createHash("sha256").update(JSON.stringify(content, sorted)).digest("hex");
      expect([contentHash, id]).toEqual([hash, hash.slice(0, 16)]);
    }
    expect(snapshots.length).toBeGreaterThan(0);
  });

  test("another tenant sees nothing of it", async () => {
    const { snapshots } = await (await call("GET", "/v1/snapshots")).json();
    expect(snapshots.length).toBeGreaterThan(0);
    const other = { tenant: "other" };
    expect(await (await call("GET", "/v1/snapshots", undefined, other)).json()).toEqual({ snapshots: [] });
    expect((await call("GET", `/v1/snapshots/${snapshots[0].id}`, undefined, other)).status).toBe(404);
    const record = await (await call("GET", "/v1/record?metric=spend", undefined, other)).json();
    expect(record.snapshots).toEqual([]);
  });

  test("a key that may only read cannot freeze", async () => {
    const refused = await call("POST", "/v1/snapshots", freeze, { scopes: ["read"] });
    expect([refused.status, (await refused.json()).code]).toEqual([403, "insufficient_scope"]);
  });

  test.each([
    [{ ...freeze, metric: "spendd" }, 422, "unknown_metric"],
    [{ ...freeze, model: "crystal_ball" }, 422, "unknown_model"],
    [{ ...freeze, metric: "mrr" }, 422, "insufficient_data"],
    [{ ...freeze, asOf: "2027-01-01" }, 422, "invalid_request"],
    [{ ...freeze, horizon: 0 }, 422, "invalid_request"],
    [{ kind: "plan", file: { name: "plan.csv", text: "" } }, 422, "empty_file"],
    [{ kind: "plan", file: { name: "plan.csv", text: "a,b\n1,2\n" } }, 422, "invalid_header"],
    [{ kind: "guess", file: { name: "plan.csv", text: "" } }, 422, "invalid_request"],
  ])("refuses %j", async (body, status, code) => {
    const response = await call("POST", "/v1/snapshots", body);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect([response.status, (await response.json()).code]).toEqual([status, code]);
  });

  test("the record of a metric is tagged, and not sent again while nothing changes", async () => {
    const first = await call("GET", "/v1/record?metric=spend");
    expect(first.status).toBe(200);
    expect(await first.json()).toMatchObject({
      metric: "spend",
      definition: "spend@1",
      grain: "month",
      restated: [],
    });
    expect((await call("GET", "/v1/record?metric=spendd")).status).toBe(422);
    const tag = first.headers.get("etag");
    await call("POST", "/v1/records/spend", { rows: [{ date: "2026-03-05", amount: 7 }] });
    expect((await call("GET", "/v1/record?metric=spend")).headers.get("etag")).not.toBe(tag);
  });
});

describe("requests that would be misread", () => {
  test("a filter named __proto__ is refused rather than dropped", async () => {
    const body = '{"metrics":["spend"],"where":{"__proto__":["a"]}}';
    const headers = { "content-type": "application/json" };
    const api = createApi({
      store: () => Promise.reject(new Error("the store is not asked")),
      authenticate: () => ({ tenant: "acme", scopes: ["read"] }),
    });
    const response = await api.request("/v1/query", { method: "POST", headers, body });
    expect([response.status, (await response.json()).detail]).toEqual([
      422,
      '"__proto__" is not a name that can be used; choose another',
    ]);
  });
});
