import { expect, test } from "vitest";
import { createApiKey, memoryKeyStore } from "../src/index.ts";
import { now, problemOf, testApi } from "./support/test-api.ts";

const query = { metrics: ["mrr"] };

test("keys have a public id and a secret of which only the hash is kept", async () => {
  const { key, record } = await createApiKey({ tenant: "acme", scopes: ["read"] }, now);
  expect(key).toMatch(/^fsk_[0-9a-f]{32}_[0-9a-f]{64}$/);
  const [, id, secret] = key.split("_");
  expect(record.id).toBe(id);
  expect(JSON.stringify(record)).not.toContain(secret);
  expect(await memoryKeyStore([record]).find(record.id)).toEqual(record);
});

test("refuses a call without a credential, and says how to send one", async () => {
  const { api } = await testApi();
  const response = await api.request("/v1/metrics");
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toBe('Bearer realm="foresail"');
  expect((await problemOf(response)).code).toBe("unauthorized");
});

test.each([
  ["another scheme", () => "Basic YTpi"],
  ["no token", () => "Bearer "],
  ["not a key", () => "Bearer hello"],
  ["an unknown id", (key: string) => `Bearer fsk_${"0".repeat(32)}_${key.split("_")[2]}`],
  ["a wrong secret", (key: string) => `Bearer ${key.slice(0, -1)}${key.endsWith("0") ? "1" : "0"}`],
  ["a longer secret", (key: string) => `Bearer ${key}0`],
  ["upper case", (key: string) => `Bearer ${key.toUpperCase()}`],
  ["two keys", (key: string) => `Bearer ${key}, Bearer ${key}`],
])("refuses %s with 401 and does not repeat it", async (_, headerOf) => {
  const { api, keys } = await testApi();
  const authorization = headerOf(keys.all);
  const response = await api.request("/v1/metrics", { headers: { authorization } });
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toContain('error="invalid_token"');
  const text = JSON.stringify(await problemOf(response));
  expect(text).not.toContain(keys.all.split("_")[2]);
});

test("takes the tenant from the credential alone", async () => {
  const { api, store, keys } = await testApi();
  const headers = { authorization: `Bearer ${keys.rival}`, "content-type": "application/json" };
  await api.request("/v1/query", { method: "POST", headers, body: JSON.stringify(query) });
  expect(store.calls.find(({ method }) => method === "query")?.tenant).toBe("rival");
  const body = JSON.stringify({ ...query, tenant: "acme" });
  const smuggled = await api.request("/v1/query", { method: "POST", headers, body });
  expect(smuggled.status).toBe(422);
});

test("refuses a call that asserts another tenant, and lets one that asserts its own", async () => {
  const { call } = await testApi();
  const wrong = await call("GET", "/v1/metrics", undefined, { "x-foresail-tenant": "rival" });
  expect(wrong.status).toBe(403);
  expect((await problemOf(wrong)).code).toBe("wrong_tenant");
  expect((await call("GET", "/v1/metrics", undefined, { "x-foresail-tenant": "acme" })).status).toBe(200);
});

const writes: [method: string, path: string][] = [
  ["POST", "/v1/records/accounts"],
  ["POST", "/v1/imports/csv:accounts"],
  ["PUT", "/v1/settings"],
  ["POST", "/v1/whatever-comes-next"],
  ["DELETE", "/v1/settings"],
];

test.each(writes)(
  "a key that only reads gets 403 from %s %s, before its body is looked at",
  async (method, path) => {
    const { api, keys, store } = await testApi();
    const headers = { authorization: `Bearer ${keys.read}` };
    const response = await api.request(path, { method, headers, body: "{" });
    expect(response.status).toBe(403);
    expect((await problemOf(response)).code).toBe("insufficient_scope");
    expect(store.calls).toEqual([]);
  },
);

test("a key that only writes does not read", async () => {
  const { api, keys } = await testApi();
  const headers = { authorization: `Bearer ${keys.write}`, "content-type": "application/json" };
  expect((await api.request("/v1/metrics", { headers })).status).toBe(403);
  const body = JSON.stringify(query);
  expect((await api.request("/v1/query", { method: "POST", headers, body })).status).toBe(403);
  const rows = JSON.stringify({ rows: [{ id: "a" }] });
  expect((await api.request("/v1/records/accounts", { method: "POST", headers, body: rows })).status).toBe(
    200,
  );
});

test("health and readiness need no credential", async () => {
  const { api } = await testApi({ readiness: () => "draining" });
  expect(await (await api.request("/health")).json()).toEqual({ status: "ok", version: "1.2.3" });
  const ready = await api.request("/ready");
  expect(ready.status).toBe(503);
  expect(await ready.json()).toEqual({ status: "draining", version: "1.2.3" });
});
