import type { Truth } from "./truth/truth.ts";
import { truthSeries } from "./truth/truth.ts";

/** A row in the columns of the Forecast Table Schema. */
export type PlanRow = Readonly<{
  series_id: string;
  timestamp: string;
  origin_timestamp: string;
  horizon: number;
  method_id: "plan";
  forecast: string;
  lo90: string;
  hi90: string;
}>;

/** The columns of `plan.csv`. */
export const planColumns: readonly string[] =
  "series_id timestamp origin_timestamp horizon method_id forecast lo90 hi90".split(" ");

/** What planners hoped for: growth by month, and how sure they were after one month, growing with its root. */
const hopes: Readonly<Record<"mrr" | "bookings", { growth: number; spread: number }>> = {
  mrr: { growth: 1.045, spread: 0.02 },
  bookings: { growth: 1.03, spread: 0.25 },
};
const bookingsSeason = (month: number): number => (month % 3 === 0 ? 1.4 : 0.8);

/** What a month of a plan starts from: the last MRR before it, or the mean bookings of the months at hand. */
function baseline(truth: Truth, metric: "mrr" | "bookings", origin: string): number | null {
  const values =
    metric === "mrr"
      ? truth.published.map(({ period, firstPublished }) => [period, Number(firstPublished)] as const)
      : truthSeries(truth, metric).map(({ period, value }) => [period, Number(value)] as const);
  const known = values.filter(([period]) => period < origin).map(([, value]) => value);
  if (known.length === 0) return null;
  if (metric === "mrr") return known[known.length - 1]!;
  const recent = known.slice(-6);
  return recent.reduce((sum, value) => sum + value, 0) / recent.length;
}

/**
 * The plan of the last 24 months: made at the start of each calendar year from what was published by then, with
 * a steady growth and the usual quarter ends. Money in whole dollars.
 */
export function makePlan(truth: Truth): PlanRow[] {
  const months = truthSeries(truth, "mrr")
    .slice(-24)
    .map(({ period }) => period);
  return (["mrr", "bookings"] as const).flatMap((metric) =>
    months.flatMap((timestamp) => {
      const origin = `${timestamp.slice(0, 4)}-01-01`;
      const base = baseline(truth, metric, origin);
      if (base === null) return [];
      const horizon = Number(timestamp.slice(5, 7));
      const { growth, spread } = hopes[metric];
      const season = metric === "bookings" ? bookingsSeason(horizon) : 1;
      const forecast = base * growth ** horizon * season;
      const width = metric === "mrr" ? spread * Math.sqrt(horizon) : spread + 0.03 * Math.sqrt(horizon);
      const dollars = (value: number): string => String(Math.round(value));
      return [
        {
          series_id: metric,
          timestamp,
          origin_timestamp: origin,
          horizon,
          method_id: "plan" as const,
          forecast: dollars(forecast),
          lo90: dollars(forecast * (1 - width)),
          hi90: dollars(forecast * (1 + width)),
        },
      ];
    }),
  );
}
