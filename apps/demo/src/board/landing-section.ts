import type { MetricForecast, Series, TrackRecord } from "@foresail/client";
import { html, type PropertyDeclarations, type TemplateResult } from "lit";
import type { BoardData } from "./board-data.ts";
import { landingBar } from "./landing-bar.ts";
import { addMonths, monthsBetween, quarterEnd, quarterName, quarterStart } from "./logic/calendar.ts";
import { formatMonth, formatValue } from "./logic/format.ts";
import { type Landing, landBalance, landQuarter } from "./logic/landing.ts";
import { plannedSum, planOf } from "./logic/plan.ts";
import { type Answer, BoardSection, type Glance } from "./section.ts";

interface Model {
  readonly quarter: string;
  readonly lastMonth: string;
  readonly bookings: Series;
  readonly landing: Landing | null;
  readonly bookingsPlan: number | null;
  readonly mrrLanding: Omit<Landing, "soFar"> | null;
  readonly mrrPlan: number | null;
  readonly forecasts: readonly [mrr: MetricForecast, bookings: MetricForecast];
}

/** Question 1: where do we land, and with what range? */
export class LandingSection extends BoardSection<Model> {
  static override properties: PropertyDeclarations = { records: { state: true } };

  declare private records: readonly (TrackRecord | undefined)[];

  constructor() {
    super();
    this.records = [];
  }

  protected override async load(data: BoardData): Promise<Model> {
    const [from, to] = [quarterStart(data.today), quarterEnd(data.today)];
    const months = monthsBetween(from, to);
    const lastMonth = addMonths(to, -1);
    const [bookings, mrrForecast, bookingsForecast, snapshots] = await Promise.all([
      data.months("bookings"),
      data.forecast("mrr"),
      data.forecast("bookings"),
      data.snapshots(),
    ]);
    void this.#readRecords(data);
    return {
      quarter: quarterName(data.today),
      lastMonth,
      bookings,
      landing: landQuarter(months, bookings.points, bookingsForecast),
      bookingsPlan: plannedSum(planOf(snapshots, "bookings"), months),
      mrrLanding: landBalance(lastMonth, mrrForecast),
      mrrPlan: planOf(snapshots, "mrr").get(lastMonth) ?? null,
      forecasts: [mrrForecast, bookingsForecast],
    };
  }

  /** The badges of the charts follow when they are known: the answer does not wait for them. */
  async #readRecords(data: BoardData): Promise<void> {
    const records = await Promise.allSettled([data.record("mrr"), data.record("bookings")]);
    this.records = records.map((record) => (record.status === "fulfilled" ? record.value : undefined));
  }

  protected override answer({ quarter, lastMonth, bookings, landing, mrrLanding }: Model): Answer {
    const value = (number: number | undefined): string => formatValue(number ?? null, bookings);
    const range = (land: Pick<Landing, "ranges"> | null): string =>
      `8 of 10 times between ${value(land?.ranges[80]?.lower)} and ${value(land?.ranges[80]?.upper)}`;
    return {
      lead: `Bookings land at ${value(landing?.value)} in ${quarter}; ${range(landing)}.`,
      more: `MRR ends ${formatMonth(lastMonth)} at ${value(mrrLanding?.value)}; ${range(mrrLanding)}.`,
    };
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
    const { bookings, landing, bookingsPlan, mrrPlan, forecasts } = model;
    return html`
      ${landing ? landingBar(landing, bookingsPlan, bookings, model.quarter) : ""}
      <div class="charts">
        <foresail-forecast label="MRR" .data=${forecasts[0]} .record=${this.records[0]} .target=${mrrPlan}></foresail-forecast>
        <foresail-forecast label="Bookings by month" .data=${forecasts[1]} .record=${this.records[1]}></foresail-forecast>
      </div>
      ${this.story("growth", "slipped-quarter")}`;
  }
}

customElements.define("board-landing", LandingSection);
