import { expect, test } from "vitest";
import { ApiError, type ClientOptions, createClient } from "../src/client.ts";

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** A client whose calls are answered by the responses given, in order, and noted. */
function scripted(answers: readonly (Response | Error)[], options: Partial<ClientOptions> = {}) {
  const sent: Sent[] = [];
  const client = createClient({
    baseUrl: "https://api.example.com/",
    fetch: async (url, init) => {
      const answer = answers[sent.length] ?? new Error("one call too many");
      sent.push({ url, init });
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...options,
  });
  const headers = (index = 0) => new Headers(sent[index]?.init.headers);
  return { client, sent, headers };
}

const json = (body: unknown, init?: ResponseInit): Response => Response.json(body, init);
const problem = (status: number, code: string, more: object = {}): Response =>
  json({ type: `/problems/${code}`, title: "t", status, code, detail: `why ${code}`, ...more }, { status });

test("sends the key, the asserted tenant and the body", async () => {
  const { client, sent, headers } = scripted([json({ series: [] })], { key: "fsk_1", tenant: "acme" });
  await client.query({ metrics: ["mrr"] });
  expect(sent[0]?.url).toBe("https://api.example.com/v1/query");
  expect(sent[0]?.init).toMatchObject({ method: "POST", body: '{"metrics":["mrr"]}' });
  expect(headers().get("authorization")).toBe("Bearer fsk_1");
  expect(headers().get("x-foresail-tenant")).toBe("acme");
  expect(headers().get("content-type")).toBe("application/json");
});

test("every method has its address", async () => {
  const { client, sent } = scripted(Array.from({ length: 9 }, () => json({})));
  await client.metrics();
  await client.metric("nrr.period");
  await client.series("win_rate", {
    by: ["owner"],
    where: { region: ["a:b", null] },
    set: { k: "v" },
    asOf: null,
  });
  await client.records("accounts", [{ id: "1" }], { strict: true });
  await client.importFiles("csv:accounts", [{ name: "a.csv", content: "id\n1\n" }]);
  await client.forecasts({ metric: "mrr" });
  await client.settings();
  await client.saveSettings({ timeZone: "UTC" });
  await client.health();
  expect(
    sent.map(({ url, init }) => `${init.method} ${url.slice("https://api.example.com".length)}`),
  ).toEqual([
    "GET /v1/metrics",
    "GET /v1/metrics/nrr.period",
    "GET /v1/metrics/win_rate/series?by=owner&where=region%3Aa%3Ab&where=region%3A&set=k%3Av",
    "POST /v1/records/accounts",
    "POST /v1/imports/csv%3Aaccounts",
    "POST /v1/forecasts",
    "GET /v1/settings",
    "PUT /v1/settings",
    "GET /health",
  ]);
  expect(sent[3]?.init.body).toBe('{"strict":true,"rows":[{"id":"1"}]}');
});

test("sends files in order, with the map and options", async () => {
  const { client, sent, headers } = scripted([json({})]);
  const files = [
    { name: "a.csv", content: "id\n1\n" },
    { name: "b.csv", content: new Blob(["id\n2\n"]) },
  ];
  await client.importFiles("csv:accounts", files, { map: { columns: { id: "key" } }, full: true });
  const form = sent[0]?.init.body as FormData;
  const uploads = form.getAll("file") as File[];
  expect(await Promise.all(uploads.map(async (file) => [file.name, await file.text()]))).toEqual([
    ["a.csv", "id\n1\n"],
    ["b.csv", "id\n2\n"],
  ]);
  expect(form.get("map")).toBe('{"columns":{"id":"key"}}');
  expect(form.get("full")).toBe("true");
  expect(form.has("strict")).toBe(false);
  expect(headers().has("content-type")).toBe(false);
});

test("a result comes with its freshness, and unchanged as null", async () => {
  const headers = { etag: 'W/"1"', "last-modified": "Sun, 01 Mar 2026 10:00:00 GMT" };
  const answers = [json({ series: [] }, { headers }), new Response(null, { status: 304, headers })];
  const { client, headers: sentHeaders } = scripted(answers);
  const first = await client.queryFresh({ metrics: ["mrr"] });
  expect(first).toEqual({
    result: { series: [] },
    etag: 'W/"1"',
    lastModified: new Date("2026-03-01T10:00:00Z"),
  });
  expect((await client.queryFresh({ metrics: ["mrr"] }, { etag: first.etag })).result).toBeNull();
  expect(sentHeaders(1).get("if-none-match")).toBe('W/"1"');
});

test("a refusal is an ApiError with the server's words", async () => {
  const errors = [{ path: "from", message: "not a date" }];
  const { client } = scripted([problem(422, "invalid_request", { errors, suggestions: ["mrr"] })]);
  const error = await client.query({ metrics: ["mr"] }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    status: 422,
    code: "invalid_request",
    detail: "why invalid_request",
    message: "why invalid_request",
    suggestions: ["mrr"],
    errors,
  });
});

test("a refusal that is not Foresail's, and an answer that is not JSON, say so", async () => {
  const { client } = scripted([new Response("<html>", { status: 502 }), new Response("<html>")]);
  await expect(client.metrics()).rejects.toMatchObject({ status: 502, code: "bad_response" });
  await expect(client.metrics()).rejects.toMatchObject({ status: 200, code: "bad_response" });
});

test("no answer is a network error that names the address", async () => {
  const { client } = scripted([new TypeError("fetch failed")]);
  await expect(client.metrics()).rejects.toMatchObject({
    status: 0,
    code: "network",
    detail: "cannot reach https://api.example.com; check the address, and that the server runs",
  });
});

test("a token is asked for again once after 401", async () => {
  const tokens = ["old", "new"];
  const getToken = () => tokens.shift() ?? "none left";
  const { client, headers } = scripted([problem(401, "unauthorized"), json({ metrics: [] })], { getToken });
  expect(await client.metrics()).toEqual({ metrics: [] });
  expect([headers(0).get("authorization"), headers(1).get("authorization")]).toEqual([
    "Bearer old",
    "Bearer new",
  ]);
});

test("a second 401, and a 401 of a key, are final", async () => {
  const refused = () => [problem(401, "unauthorized"), problem(401, "unauthorized")];
  const withToken = scripted(refused(), { getToken: async () => "t" });
  await expect(withToken.client.metrics()).rejects.toMatchObject({ code: "unauthorized" });
  expect(withToken.sent).toHaveLength(2);
  const withKey = scripted(refused(), { key: "k" });
  await expect(withKey.client.metrics()).rejects.toMatchObject({ code: "unauthorized" });
  expect(withKey.sent).toHaveLength(1);
});

const never = (_: string, init: RequestInit): Promise<Response> =>
  new Promise((_resolve, reject) => {
    init.signal?.addEventListener("abort", () => reject(init.signal?.reason));
  });

test("gives up after the time limit", async () => {
  const client = createClient({ baseUrl: "http://slow", fetch: never, timeoutMs: 20 });
  await expect(client.metrics()).rejects.toMatchObject({
    code: "timeout",
    detail: "http://slow did not answer within 0.02 s",
  });
});

test("a call that its caller aborts rejects with the caller's reason", async () => {
  const client = createClient({ baseUrl: "http://slow", fetch: never });
  const controller = new AbortController();
  const call = client.metrics({ signal: controller.signal });
  controller.abort(new Error("no longer shown"));
  await expect(call).rejects.toThrow("no longer shown");
});
