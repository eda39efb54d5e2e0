import { join } from "node:path";
import {
  AlertsRequest,
  BenchmarkChanges,
  type Query,
  ReportRequest,
  TargetsRequest,
  type TargetsRequestInput,
} from "@foresail/client";
import { findAlerts, findTargets, type MetricsStore } from "@foresail/metrics";
import { openDuckDBStore } from "@foresail/metrics/duckdb";
import { afterAll, expect, test } from "vitest";
import { fixedClock, importCsv, newDuckDBStore, newFolder, removeFolders } from "../support/stores.ts";

afterAll(removeFolders);

const now = "2026-03-11T12:00:00Z";
const sourceOf = (store: MetricsStore, tenant = "default") => ({
  query: (query: Query) => store.query(tenant, query),
  describe: (metric: string) => store.describe(metric),
});

/** Deals of one region: so many won and lost in a month, each won one of the same amount. */
function deals(region: string, month: string, won: number, lost: number, amount: number): string[] {
  return Array.from({ length: won + lost }, (_, index) => {
    const day = String((index % 28) + 1).padStart(2, "0");
    const id = `${region}-${month}-${index}`;
    return `${id},${index < won ? "won" : "lost"},${month}-${day},${month}-01,${amount},${region}`;
  });
}

async function withDeals(lines: readonly string[]): Promise<MetricsStore> {
  const store = await newDuckDBStore(now);
  const report = await importCsv(
    store,
    "opportunities",
    `id,outcome,closed_at,created_at,amount,channel\n${lines.join("\n")}\n`,
  );
  expect(report.rejected).toBe(0);
  return store;
}

const improve = (options: Record<string, string> = {}) =>
  ReportRequest.parse({ report: "improve", by: ["channel"], options });

test("the report ranks segments by what closing the gap would bring, with its sum", async () => {
  const store = await withDeals([
    // The best stretch of the past: 36 of 120; the newest three months 9 of 60 and 15 of 50.
    ...["2025-06", "2025-07", "2025-08"].flatMap((month) => deals("ads", month, 12, 28, 1_000)),
    ...["2025-12", "2026-01", "2026-02"].flatMap((month) => deals("ads", month, 3, 17, 1_000)),
    ...["2025-06", "2025-07", "2025-08"].flatMap((month) => deals("events", month, 6, 10, 3_000)),
    ...["2025-12", "2026-01", "2026-02"].flatMap((month) => deals("events", month, 5, 15, 3_000)),
    ...["2025-12", "2026-01", "2026-02"].flatMap((month) => deals("rare", month, 1, 1, 9_000)),
  ]);
  const report = await store.report("default", improve());
  expect([report.from, report.to]).toEqual(["2025-12-01", "2026-03-01"]);
  const rows = report.tables[0]!.rows.filter(({ lever }) => lever === "Win rate");
  // events: (18/48 - 15/60) x 60 x 3,000 = 22,500; ads: (36/120 - 9/60) x 60 x 1,000 = 9,000; rare has 6 deals.
  expect(rows.map(({ value, n, money }) => [value, n, money])).toEqual([
    ["events", 60, 22_500],
    ["ads", 60, 9_000],
  ]);
  expect(rows[1]?.formula).toBe(
    "Win rate of channel ads 15.0 % against 30.0 % (own best, 2025-06-01 to 2025-08-01, n 120) over 60 decided deals of 1,000.00 average = 9,000.00",
  );
  expect(rows.map(({ evidence }) => evidence)).toEqual(["may be chance", "beyond chance"]);
  expect(report.notes.some((note) => note.includes("1 segments with less than 30"))).toBe(true);
  await store.close();
});

test("against a benchmark only like for like counts, and only the tenant's own", async () => {
  const store = await withDeals(
    ["2025-12", "2026-01", "2026-02"].flatMap((month) => deals("ads", month, 3, 17, 1_000)),
  );
  const changes = BenchmarkChanges.parse({
    benchmarks: [
      {
        id: "peers",
        metric: "win_rate",
        definition: "won / (won + lost), by count",
        sameDefinition: true,
        value: 0.25,
        unit: "fraction",
        reportYear: 2026,
        source: "Survey of our investor's portfolio",
      },
    ],
  });
  await store.saveBenchmarks("rival", changes);
  expect((await store.report("default", improve({ against: "benchmark" }))).tables[0]?.rows).toEqual([]);
  await store.saveBenchmarks("default", changes);
  const [row] = (await store.report("default", improve({ against: "benchmark" }))).tables[0]!.rows;
  // (0.25 - 9/60) x 60 x 1,000
  expect(row).toMatchObject({ money: 6_000, baseline: 0.25, evidence: "one sample" });
  await store.saveBenchmarks("default", BenchmarkChanges.parse({ remove: ["peers"] }));
  expect(await store.ownBenchmarks("default")).toEqual([]);
  expect(await store.ownBenchmarks("rival")).toHaveLength(1);
  await expect(store.report("default", improve({ minimum: "few" }))).rejects.toThrow(
    /option minimum .* "few"/,
  );
  await store.close();
});

test("own benchmarks outlive the database: they are made again from the journal", async () => {
  const folder = newFolder();
  const open = (file: string) => openDuckDBStore({ file: join(folder, file), clock: fixedClock(now) });
  const store = await open("a.duckdb");
  const row = {
    id: "x",
    metric: "nrr",
    value: 1.02,
    unit: "fraction",
    reportYear: 2026,
    source: "Board deck",
  };
  await store.saveBenchmarks("default", BenchmarkChanges.parse({ benchmarks: [row] }));
  await store.saveBenchmarks("default", BenchmarkChanges.parse({ benchmarks: [{ ...row, value: 1.05 }] }));
  await store.close();
  const again = await open("a.duckdb");
  expect(await again.ownBenchmarks("default")).toMatchObject([{ id: "x", value: 1.05, grade: "own" }]);
  await again.close();
});

test("targets: gap, days left, run rate; the newest version counts", async () => {
  const store = await withDeals([
    ...deals("ads", "2026-02", 4, 0, 1_000),
    "w,won,2026-03-02,2026-03-01,1000.5,ads",
  ]);
  const set = (value: number, version: string) =>
    store.importRecords("default", "targets", {
      rows: [{ metric: "bookings", period_start: "2026-03-01", grain: "month", value, version }],
      full: false,
      strict: true,
    });
  await set(9_000, "plan");
  await set(11_500.5, "board");
  const targets = (request: TargetsRequestInput) => {
    const source = { ...sourceOf(store), now: new Date(now) };
    return store
      .settings("default")
      .then((settings) => findTargets(TargetsRequest.parse(request), { ...source, settings }));
  };
  const { series } = await targets({ metric: "bookings", from: "2026-02-10" });
  // On 11 March 21 days of March are left, today among them: 10,500 / 21 = 500 a day.
  expect(series[0]?.points).toMatchObject([
    { period: "2026-02-01", value: 4_000, target: null, gap: null, requiredPerDay: null, daysLeft: 0 },
    {
      period: "2026-03-01",
      value: 1_000.5,
      target: 11_500.5,
      gap: 10_500,
      met: false,
      daysLeft: 21,
      requiredPerDay: 500,
      requiredPerWeek: 3_500,
      partial: true,
    },
  ]);
  await store.close();
});

test("an alert says what changed, when, and in which segment", async () => {
  // 60 weeks with 20 leads from ads and 30 from search; then ads bring none. Counts vary by a fixed pattern of plus or minus 3.
  const start = Date.UTC(2025, 0, 6);
  const wobble = [0, 2, -1, 3, -3, 1, -2, 0, 1, -1, 2, -2, 3, -3];
  const lines: string[] = [];
  for (let week = 0; week < 60; week += 1) {
    const day = new Date(start + week * 7 * 86_400_000).toISOString().slice(0, 10);
    const ads = week < 52 ? 20 + wobble[week % wobble.length]! : 0;
    const search = 30 + wobble[(week * 5) % wobble.length]!;
    for (let index = 0; index < ads; index += 1) lines.push(`a${week}-${index},${day},ads`);
    for (let index = 0; index < search; index += 1) lines.push(`s${week}-${index},${day},search`);
  }
  const store = await newDuckDBStore(now);
  await importCsv(store, "people", `id,created_at,channel\n${lines.join("\n")}\n`);
  const ask = (more: object) =>
    findAlerts(
      AlertsRequest.parse({ metrics: ["leads"], by: ["channel"], to: "2026-03-02", ...more }),
      sourceOf(store),
    );
  const { alerts, watched } = await ask({});
  expect(watched).toMatchObject([{ metric: "leads", periods: 60, needed: 34, note: null }]);
  expect(alerts).toHaveLength(1);
  expect(alerts[0]).toMatchObject({
    direction: "down",
    good: false,
    start: "2026-01-05",
    segment: { dimension: "channel", value: "ads", after: 0 },
  });
  expect(alerts[0]!.segment!.share).toBeGreaterThan(0.8);
  expect(alerts[0]!.p).toBeLessThan(1e-4);
  expect(alerts[0]!.text).toMatch(/^Leads fell to .* from the week of 2026-01-05 on, .*channel ads makes/);
  expect((await ask({ minVolume: 100 })).alerts).toEqual([]);
  expect((await ask({ since: "2026-02-02" })).alerts).toEqual([]);
  expect(
    (await findAlerts(AlertsRequest.parse({ metrics: ["leads"] }), sourceOf(store, "rival"))).alerts,
  ).toEqual([]);
  await store.close();
});

test("leads that are too young are not judged, and a stage's deal is worth what later stages let through", async () => {
  const store = await withDeals([]);
  await importCsv(
    store,
    "stages",
    "pipeline,name,position,outcome\nnew,Demo,1,open\nnew,Offer,2,open\nnew,Won,3,won\n",
  );
  const deal = (id: string, month: string, outcome: string) =>
    `${id},${outcome},${outcome === "open" ? "" : `${month}-25`},${month}-01,1000,new,${outcome === "won" ? "Won" : "Demo"}`;
  const deals: string[] = [];
  const steps: string[] = [];
  // Of 40 deals that entered Demo, 20 reached Offer in May, 10 in August; half of those that did were won.
  for (const [month, reached] of [
    ["2025-05", 20],
    ["2025-08", 10],
  ] as const) {
    for (let index = 0; index < 40; index += 1) {
      const id = `${month}-${index}`;
      const won = index < reached / 2;
      deals.push(deal(id, month, won ? "won" : "lost"));
      steps.push(`${id},${month}-02,Demo`);
      if (index < reached) steps.push(`${id},${month}-10,Offer`);
    }
  }
  await importCsv(
    store,
    "opportunities",
    `id,outcome,closed_at,created_at,amount,pipeline,stage\n${deals.join("\n")}\n`,
  );
  await importCsv(store, "opportunity_changes", `opportunity_id,at,stage\n${steps.join("\n")}\n`);
  const request = ReportRequest.parse({
    report: "improve",
    from: "2025-08-01",
    to: "2025-09-01",
    by: ["owner"],
    options: { minimum: "10" },
  });
  const rows = (await store.report("default", request)).tables[0]!.rows.filter(
    ({ dimension }) => dimension === "stage",
  );
  // Demo: (20/40 - 10/40) x 40 deals x 1,000, of which Offer lets 5 of 10 through.
  expect(rows).toMatchObject([
    { value: "Demo", rate: 0.25, baseline: 0.5, n: 40, money: 5_000, from: "2025-08-01" },
  ]);
  const people = ["2025-09", "2025-11", "2026-02"].flatMap((month) =>
    Array.from({ length: 40 }, (_, index) => {
      const converts = index < (month === "2025-09" ? 20 : month === "2025-11" ? 10 : 0);
      return `${month}-${index},${month}-01,${converts ? `${month}-20` : ""},ads`;
    }),
  );
  await importCsv(store, "people", `id,created_at,converted_at,channel\n${people.join("\n")}\n`);
  await importCsv(store, "opportunities", "id,outcome,closed_at,amount\nw,won,2026-02-10,1000\n");
  const young = ReportRequest.parse({ report: "improve", from: "2026-02-01", to: "2026-03-01" });
  const leads = (await store.report("default", young)).tables[0]!.rows.filter(
    ({ dimension }) => dimension === "channel",
  );
  // February is not 90 days old, nor December: November is judged, (20/40 - 10/40) x 40 leads x 1,000.
  expect(leads).toMatchObject([
    { value: "ads", n: 40, rate: 0.25, baseline: 0.5, money: 10_000, from: "2025-11-01" },
  ]);
  await store.close();
});

test("of a balance the change is watched", async () => {
  const store = await newDuckDBStore(now);
  const start = Date.UTC(2025, 0, 6);
  const wobble = [0, 2, -1, 3, -3, 1, -2, 5, 4, -4, 6, -5];
  // Each week a subscription of 100 or so starts; from week 50 on one of 160 or so.
  const lines = Array.from({ length: 60 }, (_, week) => {
    const day = new Date(start + week * 7 * 86_400_000).toISOString().slice(0, 10);
    return `S${week},A${week},${day},${(week < 50 ? 100 : 160) + wobble[week % wobble.length]!}`;
  });
  await importCsv(store, "accounts", `id\n${lines.map((line) => line.split(",")[1]).join("\n")}\n`);
  await importCsv(store, "subscriptions", `id,account_id,starts_at,mrr\n${lines.join("\n")}\n`);
  const request = AlertsRequest.parse({ metrics: ["mrr"], to: "2026-03-02" });
  const { alerts } = await findAlerts(request, sourceOf(store));
  expect(alerts.map(({ start: day, direction, good }) => [day, direction, good])).toEqual([
    ["2025-12-22", "up", true],
  ]);
  expect(alerts[0]?.expected).toBeCloseTo(100.5, 0);
  expect(alerts[0]?.text).toContain("MRR, change a week, rose to");
  await store.close();
});
