import { Problem } from "@foresail/client";
import fc from "fast-check";
import { expect, test } from "vitest";
import { testApi } from "./support/test-api.ts";

const hostile = fc.constantFrom(
  "",
  "__proto__",
  "constructor",
  "toString",
  "'; drop table accounts; --",
  "../../etc/passwd",
  "%00",
  "\u0000",
  "\ud800",
  "🙂",
  "mrr",
  "owner",
  "2026-01-01",
  "9999-12-31",
);
const text = fc.oneof(hostile, fc.string({ maxLength: 30 }));
const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), text, fc.double(), fc.constant(1e308));

/** A body with the fields of a route, each as it should be or not at all so. */
const bodyOf = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<string> => {
  const shapes = Object.entries(fields).map(
    ([name, good]) => [name, fc.option(fc.oneof(good, anything))] as const,
  );
  const object = fc.record(Object.fromEntries(shapes), { requiredKeys: [] });
  return fc.oneof(
    { arbitrary: object.map((value) => JSON.stringify(value)), weight: 6 },
    { arbitrary: anything.map((value) => JSON.stringify(value)), weight: 1 },
    { arbitrary: fc.string(), weight: 1 },
  );
};

const date = fc.constantFrom("2026-01-01", "2026-02-30", "2027-01-01");
const where = fc.dictionary(text, fc.array(fc.option(text)));
const bodies = {
  "POST /v1/query": bodyOf({
    metrics: fc.array(fc.constantFrom("mrr", "win_rate", "none")),
    by: fc.array(text),
    where,
    from: date,
    to: date,
    grain: fc.constantFrom("month", "quarter", "decade"),
    asOf: date,
    set: fc.dictionary(text, text),
  }),
  "POST /v1/records/accounts": bodyOf({
    rows: fc.array(fc.dictionary(text, anything)),
    recordedAt: date,
    full: fc.boolean(),
    strict: fc.boolean(),
  }),
  "POST /v1/forecasts": bodyOf({
    metric: text,
    horizon: fc.integer({ min: -1, max: 5 }),
    season: fc.integer({ min: 0, max: 5 }),
    model: fc.constantFrom("auto", "naive", "exponential_trend", "none"),
    levels: fc.array(fc.double()),
    series: fc.array(fc.record({ id: text, values: fc.array(fc.option(fc.double()), { maxLength: 8 }) }), {
      maxLength: 3,
    }),
  }),
  "PUT /v1/benchmarks": bodyOf({
    benchmarks: fc.array(
      fc.record({
        id: text,
        metric: text,
        value: fc.double(),
        unit: fc.constantFrom("fraction", "furlongs"),
        reportYear: fc.integer(),
        source: text,
        segment: fc.record({ by: text, min: fc.double() }),
      }),
      { maxLength: 3 },
    ),
    remove: fc.array(text, { maxLength: 3 }),
  }),
  "PUT /v1/targets": bodyOf({
    targets: fc.array(
      fc.record({
        metric: fc.constantFrom("mrr", "none"),
        periodStart: date,
        grain: fc.constantFrom("month", "decade"),
        value: fc.double(),
        dimensions: fc.dictionary(text, text),
      }),
      { maxLength: 3 },
    ),
  }),
  "PUT /v1/settings": bodyOf({
    timeZone: text,
    reportingCurrency: text,
    "calendar.fiscalYearStart": fc.integer(),
  }),
};

test.each(Object.entries(bodies))("no body of %s makes the server fail", async (route, body) => {
  const { call } = await testApi({ onFault: (fault) => expect.unreachable(fault.stack) });
  const [method = "", path = ""] = route.split(" ");
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      const response = await call(method, path, sent);
      expect(response.status).toBeLessThan(500);
      const answer: unknown = await response.json();
      if (response.status >= 400) expect(Problem.safeParse(answer).error).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test("no path, query or header makes the server fail", async () => {
  const { api, keys } = await testApi({ onFault: (fault) => expect.unreachable(fault.stack) });
  const path = fc.oneof(
    text.map((id) => `/v1/metrics/${encodeURIComponent(id.toWellFormed())}`),
    text.map((id) => `/v1/metrics/${encodeURIComponent(id.toWellFormed())}/series`),
    fc
      .array(fc.tuple(fc.constantFrom("from", "by", "where", "set", "asOf", "x"), text))
      .map(
        (pairs) =>
          `/v1/metrics/mrr/series?${new URLSearchParams(pairs.map(([name, value]) => [name, value.toWellFormed()]))}`,
      ),
    fc
      .tuple(
        fc.constantFrom("alerts", "baselines", "benchmarks", "targets"),
        fc.array(
          fc.tuple(fc.constantFrom("metric", "from", "by", "where", "periods", "minVolume", "since"), text),
        ),
      )
      .map(
        ([route, pairs]) =>
          `/v1/${route}?${new URLSearchParams(pairs.map(([name, value]) => [name, value.toWellFormed()]))}`,
      ),
    fc.constantFrom(
      "/v1/metrics/%",
      "/v1/metrics/%ff",
      "/v1//query",
      "/v1/metrics/mrr/series?where=%",
      "/%2e%2e/v1",
    ),
  );
  const header = fc.string({ unit: fc.constantFrom(...'abc, "/W*:;=') });
  await fc.assert(
    fc.asyncProperty(path, header, header, async (url, tag, tenant) => {
      const headers = {
        authorization: `Bearer ${keys.all}`,
        "if-none-match": tag,
        "x-foresail-tenant": tenant,
      };
      const response = await api.request(url, { headers });
      expect(response.status).toBeLessThan(500);
      if (response.status >= 400) expect(Problem.safeParse(await response.json()).error).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});
