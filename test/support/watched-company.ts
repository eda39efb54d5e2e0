import {
  type AlertList,
  AlertsRequest,
  type AlertsRequestInput,
  BenchmarkChanges,
  type BenchmarkChangesInput,
  type BenchmarkRow,
  type Query,
  type Report,
  ReportRequest,
} from "@foresail/client";
import { findAlerts, type MetricsStore } from "@foresail/metrics";
import { importCsv } from "./stores.ts";

/*
 * A company whose leads, deals and MRR change at known weeks, for alerts and benchmarks on any engine:
 *
 * - leads: 60 weeks from 6 January 2025 with 20 from ads and 30 from search; from 5 January 2026 on ads bring none;
 * - MRR: in each of these weeks a subscription of about 100 starts, from 22 December 2025 on one of about 160;
 * - deals from ads: in each of December, January and February 3 won and 17 lost, each of 1,000.
 */

/** Now: the weeks are over, and so is February. */
export const watchedNow = "2026-03-11T12:00:00Z";

const weeks = 60;
const firstWeek = Date.UTC(2025, 0, 6);
const weekOf = (week: number): string =>
  new Date(firstWeek + week * 7 * 86_400_000).toISOString().slice(0, 10);

/** Fills a tenant of a store with it. */
export async function fillWatched(store: MetricsStore, tenant = "default"): Promise<void> {
  const ofLeads = [0, 2, -1, 3, -3, 1, -2, 0, 1, -1, 2, -2, 3, -3];
  const ofMrr = [0, 2, -1, 3, -3, 1, -2, 5, 4, -4, 6, -5];
  const [leads, subscriptions]: [string[], string[]] = [[], []];
  for (let week = 0; week < weeks; week += 1) {
    const day = weekOf(week);
    const ads = week < 52 ? 20 + ofLeads[week % ofLeads.length]! : 0;
    const search = 30 + ofLeads[(week * 5) % ofLeads.length]!;
    for (let index = 0; index < ads; index += 1) leads.push(`a${week}-${index},${day},ads`);
    for (let index = 0; index < search; index += 1) leads.push(`s${week}-${index},${day},search`);
    subscriptions.push(`S${week},A${week},${day},${(week < 50 ? 100 : 160) + ofMrr[week % ofMrr.length]!}`);
  }
  const deals = ["2025-12", "2026-01", "2026-02"].flatMap((month) =>
    Array.from({ length: 20 }, (_, index) => {
      const day = String(index + 1).padStart(2, "0");
      return `${month}-${index},${index < 3 ? "won" : "lost"},${month}-${day},${month}-01,1000,ads`;
    }),
  );
  await importCsv(store, "people", `id,created_at,channel\n${leads.join("\n")}\n`, { tenant });
  await importCsv(store, "subscriptions", `id,account_id,starts_at,mrr\n${subscriptions.join("\n")}\n`, {
    tenant,
  });
  await importCsv(
    store,
    "opportunities",
    `id,outcome,closed_at,created_at,amount,channel\n${deals.join("\n")}\n`,
    { tenant },
  );
}

/** Alerts as a caller asks for them. */
export function alertsOf(
  store: MetricsStore,
  request: AlertsRequestInput,
  tenant = "default",
): Promise<AlertList> {
  return findAlerts(AlertsRequest.parse(request), {
    query: (query: Query) => store.query(tenant, query),
    describe: (metric: string) => store.describe(metric),
  });
}

/** Own benchmarks as a caller writes them. */
export function saveBenchmarks(
  store: MetricsStore,
  changes: BenchmarkChangesInput,
  tenant = "default",
): Promise<BenchmarkRow[]> {
  return store.saveBenchmarks(tenant, BenchmarkChanges.parse(changes));
}

/** Where to improve, against own benchmarks. */
export function againstBenchmarks(store: MetricsStore, tenant = "default"): Promise<Report> {
  const request = { report: "improve" as const, by: ["channel"], options: { against: "benchmark" } };
  return store.report(tenant, ReportRequest.parse(request));
}

/** What alerts are asked on every engine. */
export const watchedQuestions: readonly [name: string, request: AlertsRequestInput][] = [
  ["leads by channel", { metrics: ["leads"], by: ["channel"], to: "2026-03-02" }],
  ["a balance", { metrics: ["mrr"], to: "2026-03-02" }],
  ["several metrics", { metrics: ["leads", "mrr", "win_rate"], to: "2026-03-02" }],
  ["of one channel", { metrics: ["leads"], where: { channel: ["ads"] }, to: "2026-03-02" }],
  ["by months, too early", { metrics: ["leads"], grain: "month", to: "2026-03-01" }],
  ["only what is newer", { metrics: ["leads"], since: "2026-02-02", to: "2026-03-02" }],
  ["only where there is more", { metrics: ["leads"], minVolume: 100, to: "2026-03-02" }],
];

/** An own benchmark of the win rate: the company has 9 of 60. */
export const peers = {
  id: "peers",
  metric: "win_rate",
  definition: "won / (won + lost), by count",
  sameDefinition: true,
  value: 0.25,
  unit: "fraction",
  reportYear: 2026,
  source: "Survey of our investor's portfolio",
} as const;

/** The same with texts that are hard on SQL. */
export const hostilePeers = {
  ...peers,
  id: 'o\'brien \\ "x"; drop table benchmarks; -- {p1:String} $1 %s 🙂',
  value: 0.123456789012345,
  source: "it's \\'here\\' \u2028 \t tab",
} as const;
