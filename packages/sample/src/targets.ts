import { firstDayOf, isoDate, monthOf } from "./calendar.ts";
import { decimal } from "./money.ts";
import type { World } from "./world.ts";

/** What the board asked for at scale 1, in cents, in the first month, and its growth by month. */
const asked: readonly { metric: string; cents: number; growth: number }[] = [
  { metric: "mrr", cents: 8_700_000, growth: 1.045 },
  { metric: "bookings", cents: 16_500_000, growth: 1.023 },
];

/** Months that close a quarter carry more bookings. */
const bookingsSeason = (month: number): number => (month % 3 === 2 ? 1.45 : 0.775);

/** Files monthly targets of MRR and bookings, known from the start of each month, rounded to 100 dollars. */
export function recordTargets({ ledger, window, scale }: World): void {
  for (const { metric, cents, growth } of asked) {
    for (let month = 0; month < window.months; month += 1) {
      const day = firstDayOf(monthOf(window.start) + month);
      const season = metric === "bookings" ? bookingsSeason(monthOf(day) % 12) : 1;
      const value = decimal(Math.round((cents * scale * growth ** month * season) / 10_000) * 10_000);
      const period_start = isoDate(day);
      const id = `tgt-${metric}-${period_start}`;
      ledger.record("targets", day, {
        id,
        metric,
        period_start,
        grain: "month",
        value,
        dimensions: null,
        version: "v1",
      });
    }
  }
}
