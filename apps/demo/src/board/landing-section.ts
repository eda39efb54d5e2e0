import type { MetricForecast, Series, TrackRecord } from "@foresail/client";
import { html, type TemplateResult } from "lit";
import type { BoardData } from "./board-data.ts";
import { landingBar } from "./landing-bar.ts";
import { addMonths, monthsBetween, quarterEnd, quarterName, quarterStart } from "./logic/calendar.ts";
import { formatMonth, formatValue } from "./logic/format.ts";
import { type Landing, landBalance, landQuarter } from "./logic/landing.ts";
import { plannedSum, planOf } from "./logic/plan.ts";
import { BoardSection, type Glance } from "./section.ts";

interface Model {
  readonly quarter: string;
  readonly lastMonth: string;
  readonly bookings: Series;
  readonly landing: Landing | null;
  readonly bookingsPlan: number | null;
  readonly mrrLanding: Omit<Landing, "soFar"> | null;
  readonly mrrPlan: number | null;
  readonly forecasts: readonly [mrr: MetricForecast, bookings: MetricForecast];
  readonly records: readonly [mrr: TrackRecord, bookings: TrackRecord];
}

/** Question 1: where do we land, and with what range? */
export class LandingSection extends BoardSection<Model> {
  protected override async load(data: BoardData): Promise<Model> {
    const [from, to] = [quarterStart(data.today), quarterEnd(data.today)];
    const months = monthsBetween(from, to);
    const lastMonth = addMonths(to, -1);
    const [bookings, mrrForecast, bookingsForecast, snapshots, mrrRecord, bookingsRecord] = await Promise.all(
      [
        data.months("bookings"),
        data.forecast("mrr"),
        data.forecast("bookings"),
        data.snapshots(),
        data.record("mrr"),
        data.record("bookings"),
      ],
    );
    return {
      quarter: quarterName(data.today),
      lastMonth,
      bookings,
      landing: landQuarter(months, bookings.points, bookingsForecast),
      bookingsPlan: plannedSum(planOf(snapshots, "bookings"), months),
      mrrLanding: landBalance(lastMonth, mrrForecast),
      mrrPlan: planOf(snapshots, "mrr").get(lastMonth) ?? null,
      forecasts: [mrrForecast, bookingsForecast],
      records: [mrrRecord, bookingsRecord],
    };
  }

  protected override answer({ quarter, lastMonth, bookings, landing, mrrLanding }: Model): string {
    const value = (number: number | undefined): string => formatValue(number ?? null, bookings);
    const range = (land: Pick<Landing, "ranges"> | null): string =>
      `8 of 10 times between ${value(land?.ranges[80]?.lower)} and ${value(land?.ranges[80]?.upper)}`;
    return [
      `Bookings land at ${value(landing?.value)} in ${quarter}; ${range(landing)}.`,
      `MRR ends ${formatMonth(lastMonth)} at ${value(mrrLanding?.value)}; ${range(mrrLanding)}.`,
    ].join(" ");
  }

  protected override glance({ bookings, landing, quarter }: Model): Glance {
    const value = (number: number | undefined): string => formatValue(number ?? null, bookings);
    const range = landing?.ranges[80];
    return {
      figure: value(landing?.value),
      note: `bookings in ${quarter}, 8 of 10 times ${value(range?.lower)} to ${value(range?.upper)}`,
      tone: "plain",
    };
  }

  protected override evidence(model: Model): TemplateResult {
    const { bookings, landing, bookingsPlan, mrrPlan, forecasts, records } = model;
    return html`
      ${landing ? landingBar(landing, bookingsPlan, bookings, model.quarter) : ""}
      <div class="charts">
        <foresail-forecast label="MRR" .data=${forecasts[0]} .record=${records[0]} .target=${mrrPlan}></foresail-forecast>
        <foresail-forecast label="Bookings by month" .data=${forecasts[1]} .record=${records[1]}></foresail-forecast>
      </div>
      ${this.story("growth", "slipped-quarter")}`;
  }
}

customElements.define("board-landing", LandingSection);
