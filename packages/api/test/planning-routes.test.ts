import { AlertList, BaselineList, BenchmarkList, TargetsResult } from "@foresail/client";
import { expect, test } from "vitest";
import type { FakeStore } from "./support/fake-store.ts";
import { problemOf, testApi } from "./support/test-api.ts";

const own = {
  id: "peers",
  metric: "win_rate",
  definition: "won / (won + lost), by count",
  sameDefinition: true,
  value: 0.27,
  unit: "fraction",
  reportYear: 2026,
  source: "Survey of our investor's portfolio",
};

/** Lets the fake store take rows that are all or nothing, which it refuses by itself. */
function accepting(store: FakeStore): void {
  const importRecords = store.importRecords.bind(store);
  store.importRecords = async (tenant, table, records) => {
    const report = await importRecords(tenant, table, { ...records, strict: false });
    store.calls[store.calls.length - 1] = { method: "importRecords", tenant, argument: { table, records } };
    return report;
  };
}

test("baselines of several metrics, split", async () => {
  const { call, store } = await testApi();
  const path = "/v1/baselines?metric=mrr,win_rate&by=owner&grain=quarter&periods=3&where=region:";
  const response = await call("GET", path);
  const { baselines } = BaselineList.parse(await response.json());
  expect(baselines.map(({ metric, baseline }) => [metric, baseline.value, baseline.n])).toEqual([
    ["mrr", 0.3, 0],
    ["win_rate", 0.3, 0],
  ]);
  expect(store.calls.find(({ method }) => method === "query")?.argument).toMatchObject({
    metrics: ["mrr", "win_rate"],
    by: ["owner"],
    grain: "quarter",
    where: { region: [null] },
  });
  const again = await call("GET", path, undefined, { "if-none-match": response.headers.get("etag") ?? "" });
  expect(again.status).toBe(304);
});

test("alerts watch weeks unless told otherwise, and say what they cannot", async () => {
  const { call, store } = await testApi();
  const { alerts, watched } = AlertList.parse(
    await (await call("GET", "/v1/alerts?metric=mrr&minVolume=5")).json(),
  );
  expect(alerts).toEqual([]);
  expect(watched).toEqual([
    { metric: "mrr", periods: 1, needed: 34, note: "too early to say: 1 periods of 34" },
  ]);
  expect(store.calls.at(-1)?.argument).toMatchObject({ grain: "week" });
});

test.each([
  ["/v1/baselines", "metrics"],
  ["/v1/baselines?metric=mrr&periods=many", "periods"],
  ["/v1/alerts?metric=mrr&since=lately", "since"],
  ["/v1/alerts?metric=mrr&minVolume=-1", "minVolume"],
  ["/v1/targets", "metric"],
  ["/v1/targets?metric=mrr&grain=decade", "grain"],
])("GET %s names what is wrong", async (path, field) => {
  const { call } = await testApi();
  const response = await call("GET", path);
  expect(response.status).toBe(422);
  expect((await problemOf(response)).errors?.[0]?.path).toBe(field);
});

test("targets are written as rows of their table", async () => {
  const { call, store } = await testApi();
  accepting(store);
  const target = { metric: "mrr", periodStart: "2026-03-01", grain: "month", value: 1200.5, version: "v2" };
  const response = await call("PUT", "/v1/targets", { targets: [target] });
  expect(response.status).toBe(200);
  expect(store.calls.at(-1)?.argument).toEqual({
    table: "targets",
    records: {
      rows: [
        {
          metric: "mrr",
          period_start: "2026-03-01",
          grain: "month",
          value: 1200.5,
          dimensions: null,
          version: "v2",
        },
      ],
      full: false,
      strict: true,
    },
  });
  const unknown = await call("PUT", "/v1/targets", { targets: [{ ...target, metric: "mr" }] });
  expect((await problemOf(unknown)).code).toBe("unknown_metric");
});

test("a metric stands beside its targets", async () => {
  const { call, store } = await testApi();
  const described = store.describe.bind(store);
  store.describe = (id) => described(id.replace(".target", ""));
  const query = store.query.bind(store);
  store.query = async (tenant, asked) => {
    const { series, ...rest } = await query(tenant, { ...asked, metrics: ["mrr", "mrr"] });
    return {
      series: series.map((one, index) => ({ ...one, metric: ["mrr", "mrr.target"][index] ?? "" })),
      ...rest,
    };
  };
  const result = TargetsResult.parse(
    await (await call("GET", "/v1/targets?metric=mrr&from=2026-01-10")).json(),
  );
  expect(result.series).toHaveLength(1);
  expect(result.series[0]?.points[0]).toMatchObject({
    period: "2026-01-01",
    value: 0.3,
    target: 0.3,
    met: true,
  });
  expect(store.calls.findLast(({ method }) => method === "query")?.argument).toMatchObject({
    from: "2026-01-01",
  });
});

test("own benchmarks need a source, replace by id and can be taken away", async () => {
  const { call } = await testApi();
  const { source, ...bare } = own;
  const refused = await call("PUT", "/v1/benchmarks", { benchmarks: [bare] });
  expect([refused.status, (await problemOf(refused)).errors?.[0]?.path]).toEqual([
    422,
    "benchmarks.0.source",
  ]);
  const saved = BenchmarkList.parse(
    await (await call("PUT", "/v1/benchmarks", { benchmarks: [own] })).json(),
  );
  expect(saved.benchmarks.filter((row) => row.own)).toMatchObject([
    { id: "peers", source, grade: "own", likeForLike: true, stale: false },
  ]);
  const of = BenchmarkList.parse(await (await call("GET", "/v1/benchmarks?metric=win_rate")).json());
  expect(of.benchmarks.map(({ id }) => id)).toEqual(["peers"]);
  const left = BenchmarkList.parse(await (await call("PUT", "/v1/benchmarks", { remove: ["peers"] })).json());
  expect(left.benchmarks.some((row) => row.own)).toBe(false);
});

test("own benchmarks and targets are the tenant's own, and need a key that writes", async () => {
  const { api, call, keys, store } = await testApi();
  accepting(store);
  const target = { metric: "mrr", periodStart: "2026-03-01", grain: "month", value: 1 };
  const put = (path: string, body: unknown, key: string) =>
    api.request(path, {
      method: "PUT",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  for (const [path, body] of [
    ["/v1/benchmarks", { benchmarks: [own] }],
    ["/v1/targets", { targets: [target] }],
  ] as const) {
    expect((await problemOf(await put(path, body, keys.read))).code).toBe("insufficient_scope");
    expect((await put(path, body, keys.rival)).status).toBe(200);
  }
  expect(store.calls.filter(({ method }) => method === "importRecords").map(({ tenant }) => tenant)).toEqual([
    "rival",
  ]);
  const ours = BenchmarkList.parse(await (await call("GET", "/v1/benchmarks")).json());
  expect(ours.benchmarks.some((row) => row.own)).toBe(false);
});
