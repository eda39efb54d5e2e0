import "../src/define.ts";
import { result, sampleForecast, sampleRecord, sampleSeries } from "./sample-data.ts";

const get = <Name extends keyof HTMLElementTagNameMap>(name: Name, id: string): HTMLElementTagNameMap[Name] =>
  document.querySelector<HTMLElementTagNameMap[Name]>(`${name}#${id}`)!;

const mrr = sampleSeries({
  metric: "mrr",
  unit: "currency",
  start: 820_000,
  growth: 0.02,
  noise: 0.03,
  seed: 7,
});
get("foresail-kpi", "mrr").data = result(mrr);
get("foresail-kpi", "churn").data = result(
  sampleSeries({
    metric: "logo_churn_rate",
    unit: "fraction",
    start: 0.021,
    growth: 0.008,
    noise: 0.3,
    seed: 3,
    soFar: 0.6,
  }),
);
get("foresail-kpi", "nrr").data = result(
  sampleSeries({ metric: "nrr", unit: "fraction", start: 1.04, growth: 0.002, noise: 0.02, seed: 5 }),
);
get("foresail-kpi", "cycle").data = result(
  sampleSeries({
    metric: "sales_cycle_days",
    unit: "days",
    start: 52,
    growth: -0.006,
    noise: 0.15,
    seed: 11,
  }),
);

// States: an API that never answers, one that answers nothing, one that fails, one that fails the second time.
const json = (value: unknown, status = 200): Response => new Response(JSON.stringify(value), { status });
let answered = 0;
window.fetch = async (input) => {
  const url = String(input);
  if (url.includes("/metrics")) return json({ metrics: [] });
  if (url.startsWith("/never")) return new Promise<Response>(() => {});
  if (url.startsWith("/empty")) return json(result());
  if (url.startsWith("/stale") && answered++ === 0) return json(result(mrr));
  return json({ title: "The database is being rebuilt" }, 503);
};
for (const [id, api] of [
  ["loading", "/never"],
  ["empty", "/empty"],
  ["error", "/fails"],
  ["stale", "/stale"],
] as const) {
  const kpi = get("foresail-kpi", id);
  kpi.metric = "mrr";
  kpi.api = api;
  if (id === "stale") kpi.addEventListener("foresail-data-ready", () => void kpi.refresh(), { once: true });
}

const segment = (name: string, start: number, growth: number, seed: number) =>
  sampleSeries({
    metric: "mrr",
    unit: "currency",
    start,
    growth,
    noise: 0.06,
    seed,
    dimensions: { segment: name },
  });
get("foresail-trend", "trend").data = result(
  segment("Enterprise", 410_000, 0.028, 1),
  segment("Mid-market", 260_000, 0.018, 2),
  segment("Small business", 190_000, 0.004, 3),
  segment("Public sector", 60_000, 0.03, 4),
);
get("foresail-trend", "single").data = result(
  sampleSeries({ metric: "nrr", unit: "fraction", start: 1.04, growth: 0.002, noise: 0.02, seed: 5 }),
);
const forecast = get("foresail-forecast", "forecast");
forecast.data = sampleForecast();
forecast.record = sampleRecord();
get("foresail-forecast", "early").data = sampleForecast();
get("foresail-record", "record").data = sampleRecord();
