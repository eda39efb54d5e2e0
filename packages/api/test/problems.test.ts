import { ForesailError } from "@foresail/metrics";
import { expect, test } from "vitest";
import { problemOf, testApi } from "./support/test-api.ts";

const query = { metrics: ["mrr"] };

test.each([
  ["an unknown path", "GET", "/v1/nothing", undefined, 404, "not_found"],
  ["an unknown metric in the path", "GET", "/v1/metrics/winrate", undefined, 404, "unknown_metric"],
  ["its series", "GET", "/v1/metrics/winrate/series", undefined, 404, "unknown_metric"],
  ["an unknown metric in a query", "POST", "/v1/query", { metrics: ["winrate"] }, 422, "unknown_metric"],
  ["malformed JSON", "POST", "/v1/query", "{", 400, "malformed_json"],
  ["JSON that is no object", "POST", "/v1/query", "[]", 422, "invalid_request"],
  ["an unknown field", "POST", "/v1/query", { ...query, tenant: "x" }, 422, "invalid_request"],
  ["a bad date", "POST", "/v1/query", { ...query, from: "2026-13-01" }, 422, "invalid_request"],
  ["a bad parameter", "GET", "/v1/metrics/mrr/series?from=1.1.2026", undefined, 422, "invalid_request"],
  ["an unknown parameter", "GET", "/v1/metrics/mrr/series?tenant=x", undefined, 422, "invalid_request"],
  [
    "a filter without a value",
    "GET",
    "/v1/metrics/mrr/series?where=owner",
    undefined,
    422,
    "invalid_request",
  ],
  ["an unknown table", "POST", "/v1/records/acounts", { rows: [{}] }, 404, "unknown_table"],
  ["no rows", "POST", "/v1/records/accounts", { rows: [] }, 422, "invalid_request"],
  ["an unknown source", "POST", "/v1/imports/xls:accounts", new FormData(), 404, "unknown_source"],
  ["an unknown table of a source", "POST", "/v1/imports/csv:acounts", new FormData(), 404, "unknown_table"],
  ["a form without a file", "POST", "/v1/imports/csv:accounts", new FormData(), 422, "invalid_request"],
  ["an import that is no form", "POST", "/v1/imports/csv:accounts", {}, 415, "unsupported_media_type"],
  ["an unknown setting", "PUT", "/v1/settings", { timezone: "UTC" }, 422, "unknown_setting"],
  ["an invalid setting", "PUT", "/v1/settings", { "calendar.fiscalYearStart": 13 }, 422, "invalid_request"],
  ["a wrong method", "DELETE", "/v1/settings", undefined, 405, "method_not_allowed"],
  [
    "a wrong method on a path with a parameter",
    "PUT",
    "/v1/metrics/mrr",
    undefined,
    405,
    "method_not_allowed",
  ],
])("%s is a problem", async (_, method, path, body, status, code) => {
  const { call } = await testApi();
  const response = await call(method, path, body);
  expect(response.status).toBe(status);
  expect((await problemOf(response)).code).toBe(code);
});

test("names the part, the value and the remedy", async () => {
  const { call } = await testApi();
  const response = await call("POST", "/v1/query", { metrics: ["mrr"], from: "01/02/2026", grain: "decade" });
  const problem = await problemOf(response);
  expect(problem.detail).toBe('from: "01/02/2026" is not a calendar date; write yyyy-MM-dd (and 1 more)');
  expect(problem.errors).toEqual([
    { path: "from", message: '"01/02/2026" is not a calendar date; write yyyy-MM-dd' },
    { path: "grain", message: '"decade" is not a grain; one of day, week, month, quarter, year' },
  ]);
});

test("suggests near names", async () => {
  const { call } = await testApi();
  const metric = await problemOf(await call("GET", "/v1/metrics/winrate"));
  expect(metric.suggestions).toEqual(["win_rate"]);
  const table = await problemOf(await call("POST", "/v1/imports/csv:oportunities", new FormData()));
  expect(table.suggestions).toContain("csv:opportunities");
  const setting = await problemOf(await call("PUT", "/v1/settings", { timezone: "UTC" }));
  expect(setting.suggestions).toEqual(["timeZone"]);
});

test("405 says which methods there are", async () => {
  const { call } = await testApi();
  expect((await call("DELETE", "/v1/settings")).headers.get("allow")).toBe("GET, HEAD, PUT");
});

test("415 for a body that is not JSON, and for one that does not say", async () => {
  const { call } = await testApi();
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "text/json"]) {
    const response = await call("POST", "/v1/query", JSON.stringify(query), { "content-type": type });
    expect(response.status).toBe(415);
    expect((await problemOf(response)).code).toBe("unsupported_media_type");
  }
  const json = { "content-type": "application/json; charset=utf-8" };
  expect((await call("POST", "/v1/query", JSON.stringify(query), json)).status).toBe(200);
});

test("413 past the limit of each kind of route", async () => {
  const { call } = await testApi({ limits: { other: 100, data: 300 } });
  const long = JSON.stringify({ metrics: ["x".repeat(150)] });
  const tooLong = await call("POST", "/v1/query", long);
  expect(tooLong.status).toBe(413);
  expect((await problemOf(tooLong)).code).toBe("payload_too_large");
  const rows = { rows: [{ id: "x".repeat(150) }] };
  expect((await call("POST", "/v1/records/accounts", rows)).status).toBe(200);
  expect((await call("POST", "/v1/records/accounts", { rows: [...rows.rows, ...rows.rows] })).status).toBe(
    413,
  );
});

test("refuses rows nested without end", async () => {
  const { call } = await testApi();
  const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
  const response = await call("POST", "/v1/records/accounts", `{"rows":[{"id":"1","attributes":${deep}}]}`);
  expect(response.status).toBe(422);
});

test.each([
  ["unknown_dimension", 422],
  ["missing_rate", 422],
  ["empty_file", 422],
  ["rows_rejected", 409],
  ["database_locked", 503],
  ["database_unreadable", 500],
  ["query_timeout", 504],
] as const)("the engine's %s is %i with its own words", async (code, status) => {
  const { call, store } = await testApi();
  store.failure = new ForesailError(code, `told by the engine: ${code}`, {
    issues: [{ path: "a.b", message: "wrong" }],
  });
  const response = await call("POST", "/v1/query", query);
  expect(response.status).toBe(status);
  const problem = await problemOf(response);
  expect(problem).toMatchObject({ code, detail: `told by the engine: ${code}` });
  expect(problem.errors).toEqual([{ path: "a.b", message: "wrong" }]);
});

test("a fault that nobody foresaw shows its request id, and nothing else", async () => {
  const faults: string[] = [];
  const { call, store } = await testApi({ onFault: (fault, id) => faults.push(`${id} ${fault.message}`) });
  store.failure = new Error("connection string postgres://user:password@host");
  const response = await call("POST", "/v1/query", query, { "x-request-id": "r-1" });
  expect(response.status).toBe(500);
  const problem = await problemOf(response);
  expect(problem).toMatchObject({
    code: "internal",
    detail: "the server failed at request r-1; its log says why",
  });
  expect(faults).toEqual(["r-1 connection string postgres://user:password@host"]);
});
