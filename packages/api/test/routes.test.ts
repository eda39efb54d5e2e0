import { Catalogue, ImportReport, QueryResult, Settings } from "@foresail/client";
import { expect, test } from "vitest";
import { testApi } from "./support/test-api.ts";

test("lists the catalogue and describes one metric", async () => {
  const { call } = await testApi();
  const { metrics } = Catalogue.parse(await (await call("GET", "/v1/metrics")).json());
  expect(metrics.map(({ id }) => id)).toEqual(["mrr", "win_rate", "bookings"]);
  expect(await (await call("GET", "/v1/metrics/win_rate")).json()).toEqual(metrics[1]);
});

test("fills in the defaults of a query", async () => {
  const { call, store } = await testApi();
  const response = await call("POST", "/v1/query", { metrics: ["win_rate"], by: ["owner"] });
  expect(response.status).toBe(200);
  expect(QueryResult.parse(await response.json()).series[0]?.dimensions).toEqual({ owner: "Ann" });
  expect(store.calls.at(-1)).toEqual({
    method: "query",
    tenant: "acme",
    argument: { metrics: ["win_rate"], by: ["owner"], where: {}, grain: "month", asOf: null, set: {} },
  });
});

test("a series by GET is the same query", async () => {
  const { call, store } = await testApi();
  const path =
    "/v1/metrics/win_rate/series?from=2026-01-01&to=2026-04-01&grain=quarter&by=owner,region&by=product" +
    "&where=owner:Ann&where=owner:&where=region:a:b&asOf=2026-03-01&set=calendar.weekStart:sunday";
  expect((await call("GET", path)).status).toBe(200);
  expect(store.calls.at(-1)?.argument).toEqual({
    metrics: ["win_rate"],
    by: ["owner", "region", "product"],
    where: { owner: ["Ann", null], region: ["a:b"] },
    from: "2026-01-01",
    to: "2026-04-01",
    grain: "quarter",
    asOf: "2026-03-01",
    set: { "calendar.weekStart": "sunday" },
  });
});

test("writes records", async () => {
  const { call, store } = await testApi();
  const body = { rows: [{ id: "a", employees: 5, attributes: { tier: "gold" } }], full: true };
  const response = await call("POST", "/v1/records/accounts", body);
  expect(ImportReport.parse(await response.json())).toMatchObject({
    table: "accounts",
    rows: 1,
    accepted: 1,
  });
  expect(store.calls.at(-1)?.argument).toEqual({ table: "accounts", records: { ...body, strict: false } });
});

test("imports several files as one, in their order, with a map and options", async () => {
  const { call, store } = await testApi();
  const form = new FormData();
  form.append("file", new Blob(["id\n1\n"]), "first.csv");
  form.append("map", JSON.stringify({ columns: { id: "key" } }));
  form.append("file", new Blob(["\ufeffid\n2\n3\n"]), "second.csv");
  form.append("recordedAt", "2026-01-01");
  form.append("full", "true");
  const response = await call("POST", "/v1/imports/csv:accounts", form);
  expect(ImportReport.parse(await response.json())).toMatchObject({ rows: 3, accepted: 3 });
  expect(store.calls.at(-1)?.argument).toEqual({
    table: "accounts",
    files: [
      { name: "first.csv", text: "id\n1\n" },
      { name: "second.csv", text: "id\n2\n3\n" },
    ],
    map: { columns: { id: "key" }, attributes: [] },
    recordedAt: "2026-01-01",
    full: true,
    strict: false,
  });
});

test("reads UTF-16 where the file says so, and refuses what is no text", async () => {
  const { call, store } = await testApi();
  const upload = (bytes: Uint8Array<ArrayBuffer>) => {
    const form = new FormData();
    form.append("file", new Blob([bytes]), "accounts.csv");
    return call("POST", "/v1/imports/csv:accounts", form);
  };
  const wide = new Uint8Array([0xff, 0xfe, 0x69, 0, 0x64, 0, 0x0a, 0, 0xe9, 0]);
  expect((await upload(wide)).status).toBe(200);
  expect(store.calls.at(-1)?.argument).toMatchObject({ files: [{ text: "id\né" }] });
  const latin1 = await upload(new Uint8Array([0x69, 0x64, 0x0a, 0xe9]));
  expect(latin1.status).toBe(422);
  expect(await latin1.json()).toMatchObject({
    code: "invalid_encoding",
    detail: 'accounts.csv is not text in UTF-8; save it as "CSV UTF-8" and import it again',
  });
});

test.each([
  ["map", "{", "invalid_map", "the map is not JSON"],
  ["map", '{"table":"people"}', "invalid_map", "the map is for table people, the import for accounts"],
  ["map", '{"columns":{"id":{"form":"x"}}}', "invalid_map", "columns.id: not a mapping"],
  ["full", "yes", "invalid_request", 'full: "yes"'],
  ["recordedAt", "yesterday", "invalid_request", 'recordedAt: "yesterday" is not an instant'],
  ["tenant", "rival", "invalid_request", "tenant: not a part of an import"],
])("refuses a form whose %s is %s", async (part, value, code, detail) => {
  const { call } = await testApi();
  const form = new FormData();
  form.append("file", new Blob(["id\n1\n"]), "a.csv");
  form.append(part, value);
  const response = await call("POST", "/v1/imports/csv:accounts", form);
  expect(response.status).toBe(422);
  const problem = (await response.json()) as { code: string; detail: string };
  expect(problem.code).toBe(code);
  expect(problem.detail).toContain(detail);
});

test("keeps settings that are not named", async () => {
  const { call } = await testApi();
  await call("PUT", "/v1/settings", { timeZone: "Europe/Berlin" });
  const response = await call("PUT", "/v1/settings", { reportingCurrency: "EUR" });
  expect(Settings.parse(await response.json())).toEqual({
    ...Settings.parse({}),
    reportingCurrency: "EUR",
    timeZone: "Europe/Berlin",
  });
  expect(await (await call("GET", "/v1/settings")).json()).toMatchObject({ timeZone: "Europe/Berlin" });
});
