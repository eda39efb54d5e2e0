/** The catalogue in the language asked for. */
import { Catalogue, createClient, MetricDescription } from "@foresail/client";
import { expect, test } from "vitest";
import { problemOf, testApi } from "./support/test-api.ts";

/** What the definition of mrr says, so that its names are those of the built-in metric. */
const mrr = { label: "MRR", question: "How much recurring revenue do we have per month?" };

async function builtInApi() {
  const { api, store, call, keys } = await testApi();
  Object.assign(store.catalogue.find(({ id }) => id === "mrr") ?? {}, mrr);
  return { api, call, keys };
}

test.each([
  ["/v1/metrics/mrr?locale=ko", {}, "월간 반복 매출(MRR)"],
  ["/v1/metrics/mrr?locale=zh-TW", { "accept-language": "ko" }, "每月經常性收入（MRR）"],
  ["/v1/metrics/mrr", { "accept-language": "fr, id;q=0.8, tr;q=0.9" }, "Aylık yinelenen gelir (MRR)"],
  ["/v1/metrics/mrr", { "accept-language": "tr;q=0, *" }, "MRR"],
  ["/v1/metrics/mrr?locale=fr", { "accept-language": "ko" }, "MRR"],
  ["/v1/metrics/mrr", {}, "MRR"],
])("GET %s with %j calls MRR %s", async (path, headers, label) => {
  const { call } = await builtInApi();
  const response = await call("GET", path, undefined, headers);
  expect(MetricDescription.parse(await response.json()).label).toBe(label);
  expect(response.headers.get("vary")).toContain("Accept-Language");
});

test("the whole catalogue is in the language; a metric that is not built in keeps its words", async () => {
  const { call } = await builtInApi();
  const { metrics } = Catalogue.parse(await (await call("GET", "/v1/metrics?locale=id")).json());
  expect(metrics.map(({ label, locale }) => [label, locale])).toEqual([
    ["Pendapatan berulang bulanan (MRR)", "id"],
    ["win_rate", undefined],
    ["bookings", undefined],
  ]);
});

test("each language has a tag of its own", async () => {
  const { call } = await builtInApi();
  const english = await call("GET", "/v1/metrics");
  const tag = english.headers.get("etag") ?? "";
  const same = await call("GET", "/v1/metrics", undefined, { "if-none-match": tag });
  const other = await call("GET", "/v1/metrics?locale=tr", undefined, { "if-none-match": tag });
  expect([same.status, other.status]).toEqual([304, 200]);
});

test("refuses what is no language tag, with the remedy", async () => {
  const { call } = await builtInApi();
  const response = await call("GET", "/v1/metrics?locale=k");
  expect(response.status).toBe(422);
  expect((await problemOf(response)).detail).toBe(
    'locale: "k" is not a language tag; write one as ko or zh-Hant',
  );
});

test("the client asks for a language", async () => {
  const { api, keys } = await builtInApi();
  const client = createClient({
    baseUrl: "http://api",
    key: keys.read,
    fetch: (url, init) => api.request(url, init),
  });
  expect((await client.metrics({ locale: "ko" })).metrics[0]?.label).toBe("월간 반복 매출(MRR)");
  expect((await client.metric("mrr", { locale: "tr" })).label).toBe("Aylık yinelenen gelir (MRR)");
  expect((await client.metric("mrr")).label).toBe("MRR");
});
