import { createClient } from "@foresail/client/client";
import { expect, test } from "vitest";
import { testApi } from "./support/test-api.ts";

function form(parts: Record<string, string> = {}): FormData {
  const data = new FormData();
  data.append("file", new Blob(["Id,StageName\n1,Won\n"]), "deals.csv");
  for (const [name, value] of Object.entries(parts)) data.append(name, value);
  return data;
}

test("exports of a source go to the store of the credential's tenant, with all options", async () => {
  const { call, store } = await testApi();
  const options = { dateFormat: "dd/MM/yyyy", decimal: ",", sourceTimeZone: "Europe/Berlin", dryRun: "true" };
  const map = JSON.stringify({ table: "opportunities", columns: { amount: "Net" } });
  const response = await call("POST", "/v1/imports/salesforce:opportunity", form({ ...options, map }));
  expect(response.status).toBe(200);
  expect(await response.json()).toHaveLength(1);
  expect(store.calls).toEqual([
    {
      method: "importSource",
      tenant: "acme",
      argument: {
        source: "salesforce:opportunity",
        files: [{ name: "deals.csv", text: "Id,StageName\n1,Won\n" }],
        map: { table: "opportunities", columns: { amount: "Net" }, attributes: [] },
        full: false,
        strict: false,
        ...{ dateFormat: "dd/MM/yyyy", decimal: ",", sourceTimeZone: "Europe/Berlin", dryRun: true },
      },
    },
  ]);
});

test.each([
  [{ decimal: ";" }, 422, "invalid_request"],
  [{ dryRun: "maybe" }, 422, "invalid_request"],
  [{ progress: "true" }, 422, "invalid_request"],
])("a part %j is refused", async (parts, status, code) => {
  const { call, store } = await testApi();
  const response = await call("POST", "/v1/imports/auto", form(parts));
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
  expect(store.calls).toEqual([]);
});

test("a batch is undone by its number, for the credential's tenant", async () => {
  const { call, store } = await testApi();
  const response = await call("DELETE", "/v1/imports/12");
  expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ undone: 12 })]);
  expect(store.calls).toEqual([{ method: "undoImport", tenant: "acme", argument: 12 }]);
});

test.each(["0", "-1", "1.5", "csv:accounts", "9007199254740993"])(
  "DELETE of batch %s is not found",
  async (batch) => {
    const { call, store } = await testApi();
    const response = await call("DELETE", `/v1/imports/${batch}`);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      404,
      "unknown_batch",
    ]);
    expect(store.calls).toEqual([]);
  },
);

test("a key that may only read undoes nothing", async () => {
  const { api, keys, store } = await testApi();
  const headers = { authorization: `Bearer ${keys.read}` };
  expect((await api.request("/v1/imports/1", { method: "DELETE", headers })).status).toBe(403);
  expect(store.calls).toEqual([]);
});

test("the client has a method for each", async () => {
  const { api, keys, store } = await testApi();
  const fetch = async (url: string | URL | Request, init?: RequestInit) => api.request(String(url), init);
  const client = createClient({ baseUrl: "http://localhost", key: keys.all, fetch });
  const files = [{ name: "deals.csv", content: "Id\n1\n" }];
  const [report] = await client.importSource("stripe", files, { dryRun: true, decimal: "." });
  expect(report?.table).toBe("opportunities");
  expect((await client.undoImport(3)).undone).toBe(3);
  expect(store.calls.map(({ method, argument }) => [method, argument])).toEqual([
    ["importSource", expect.objectContaining({ source: "stripe", dryRun: true, decimal: "." })],
    ["undoImport", 3],
  ]);
});
