import type {
  ForecastRequestInput,
  ForecastResponse,
  Grain,
  MetricForecast,
  TrackRecord,
} from "@foresail/client";
import { type CSSResultGroup, html, type PropertyDeclarations, type TemplateResult } from "lit";
import { type FanBand, fanBands } from "../charts/bands.ts";
import type { ChartBand, ChartModel, ChartTable } from "../charts/model.ts";
import { formatPeriod } from "../format/period.ts";
import { formatValue } from "../format/value.ts";
import { badgeStyles } from "../internal/badge.styles.ts";
import { ForesailChart } from "../internal/chart-element.ts";
import type { ApiRequest } from "../internal/connection.ts";
import type { TooltipRow } from "../internal/cursor.ts";
import { oftenText } from "../internal/often.ts";

interface ForecastModel extends ChartModel {
  readonly source: MetricForecast;
  readonly fan: readonly FanBand[];
  /** Index of the first forecast period. */
  readonly start: number;
}

const loadBadge = (): Promise<typeof import("../internal/forecast-badge.ts")> =>
  import("../internal/forecast-badge.ts");

/** Periods of history drawn before the forecast. */
const historyPeriods: Record<Grain, number> = { day: 60, week: 52, month: 24, quarter: 12, year: 10 };

/** The element's answer may come bare or as the API wraps it. */
function metricForecast(value: unknown): MetricForecast {
  const given = value as Partial<ForecastResponse & MetricForecast>;
  const found = typeof given?.metric === "object" ? given.metric : given;
  if (!Array.isArray(found?.history) || !found.forecast)
    throw new TypeError("The data holds no forecast of a metric");
  return found as MetricForecast;
}

/**
 * A metric's history and forecast: nested bands, what they mean in words, and a badge that says how good such forecasts were.
 *
 * @tag foresail-forecast
 */
export class ForesailForecast extends ForesailChart<ForecastModel> {
  static override styles: CSSResultGroup = [ForesailChart.styles, badgeStyles];
  static override properties: PropertyDeclarations = {
    horizon: { type: Number },
    levels: {},
    forecastModel: { attribute: "model" },
    history: { type: Number },
    record: { attribute: false },
  };

  /** Periods ahead. */
  declare horizon: number | null;
  /** Levels of the bands, per cent: `50,80,95`. */
  declare levels: string;
  /** Model that forecasts; default: the best in a backtest. */
  declare forecastModel: string | null;
  /** Periods of history drawn. */
  declare history: number | null;
  /** Track record for the badge; else asked from the API. */
  declare record: TrackRecord | undefined;

  #asked: unknown;

  constructor() {
    super();
    this.levels = "50,80,95";
  }

  override request(): ApiRequest | undefined {
    if (!this.metric) return undefined;
    const { where, from, grain } = this.scope();
    const body: ForecastRequestInput = {
      metric: this.metric,
      where,
      levels: this.levels.split(",").map(Number),
      ...(from ? { from } : {}),
      ...(grain ? { grain: grain as Grain } : {}),
      ...(this.horizon ? { horizon: this.horizon } : {}),
      ...(this.forecastModel ? { model: this.forecastModel } : {}),
    };
    return { path: "/v1/forecasts", body };
  }

  protected override get heading(): string {
    return this.label ?? this.t("Forecast: {metric}", { metric: super.heading });
  }

  protected override read(value: unknown): ForecastModel | null {
    const source = metricForecast(value);
    const { unit, currency, grain, timeZone, definition, forecast } = source;
    const known = source.history
      .filter((point) => !point.partial)
      .slice(-(this.history ?? historyPeriods[grain]));
    const running = source.history.find((point) => point.partial && point.period === source.periods[0]);
    if (forecast.mean.length === 0 || known.length === 0) return null;
    const start = known.length;
    const last = known.at(-1)!.value;
    const fan = fanBands(forecast);
    const join = last == null ? [] : [last];
    const bands: ChartBand[] = fan.map(({ level, lower, upper }) => ({
      level,
      from: start - join.length,
      lower: [...join, ...lower],
      upper: [...join, ...upper],
    }));
    const values = [...known.map((point) => point.value), ...forecast.mean];
    const soFar = values.map((_, i) => (i === start ? (running?.value ?? null) : null));
    return {
      metric: source.metric,
      source,
      fan,
      start,
      unit,
      ...(currency ? { currency } : {}),
      grain,
      timeZone,
      definition,
      periods: [...known.map((point) => point.period), ...source.periods],
      lines: [
        { name: this.t("Forecast"), values, slot: 0, openFrom: start },
        ...(running
          ? [{ name: this.t("Actual so far"), values: soFar, slot: 5, openFrom: 0, labelled: false }]
          : []),
      ],
      bands,
      target: this.target ?? undefined,
      boundary: { at: start, before: this.t("Actual"), after: this.t("Forecast") },
      open: new Set(),
      notes: running
        ? [
            this.t("Ring: {period} so far, {value}.", {
              period: formatPeriod(running.period, grain, this.resolvedLocale),
              value: formatValue(running.value, source, this.resolvedLocale),
            }),
          ]
        : [],
    };
  }

  #interval(model: ForecastModel, { level, lower, upper }: FanBand, at: number): string {
    return this.t("{often} between {a} and {b}", {
      often: oftenText(level, this.resolvedLocale),
      a: this.value(model, lower[at]),
      b: this.value(model, upper[at]),
    });
  }

  /** The band that readers are told in words: 80 %, else the middle one. */
  #spoken({ fan }: ForecastModel): FanBand | undefined {
    return fan.find((one) => one.level === 80) ?? fan[fan.length >> 1];
  }

  #outlook(model: ForecastModel): { period: string; value: string; interval: string } {
    const at = model.source.forecast.mean.length - 1;
    const band = this.#spoken(model);
    return {
      period: this.period(model, model.start + at),
      value: this.value(model, model.source.forecast.mean[at]),
      interval: band ? this.#interval(model, band, at) : "",
    };
  }

  protected override lead(model: ForecastModel): TemplateResult {
    const { period, value, interval } = this.#outlook(model);
    return html`<p class="lead"><b>${this.t("{value} in {period}", { value, period })}</b>${interval ? html`<br>${interval}` : ""}</p>`;
  }

  protected override tail(model: ForecastModel): TemplateResult {
    const { backtest } = model.source.forecast;
    const { record, resolvedLocale } = this;
    return html`${this.onDemand(loadBadge)?.forecastBadge(record, backtest, model, resolvedLocale)}`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Beside the data rather than after it.
    loadBadge().catch(() => {});
  }

  protected override summary(model: ForecastModel): string {
    return this.t("Fan chart. Last actual {now} in {end}; forecast {value} in {period}; {interval}.", {
      now: this.value(model, model.lines[0]!.values[model.start - 1]),
      end: this.period(model, model.start - 1),
      ...this.#outlook(model),
    });
  }

  protected override rows(model: ForecastModel, index: number): readonly TooltipRow[] {
    const ahead = index - model.start;
    const line = model.lines[0]!;
    const text = this.value(model, line.values[index]);
    if (ahead < 0) return [{ name: this.t("Actual"), slot: 0, text }];
    const soFar = model.lines[1]?.values[index];
    return [
      { name: line.name, slot: 0, text },
      ...(soFar == null ? [] : [{ name: model.lines[1]!.name, slot: 5, text: this.value(model, soFar) }]),
      ...model.fan.toReversed().map((band) => ({
        name: oftenText(band.level, this.resolvedLocale),
        text: this.t("{a} to {b}", {
          a: this.value(model, band.lower[ahead]),
          b: this.value(model, band.upper[ahead]),
        }),
      })),
    ];
  }

  protected override table(model: ForecastModel): ChartTable {
    const values = model.lines[0]!.values;
    return {
      columns: [
        this.t("Actual"),
        this.t("Forecast"),
        ...model.fan.flatMap(({ level }) => [
          this.t("{level}% low", { level }),
          this.t("{level}% high", { level }),
        ]),
      ],
      rows: model.periods.map((_, period) => {
        const ahead = period - model.start;
        const value = values[period] ?? null;
        const actual = ahead < 0 ? value : (model.lines[1]?.values[period] ?? null);
        const bands = model.fan.flatMap(({ lower, upper }) => [lower[ahead] ?? null, upper[ahead] ?? null]);
        return { period, cells: [actual, ahead < 0 ? null : value, ...bands] };
      }),
    };
  }

  protected override updated(): void {
    super.updated();
    const { connection, model } = this;
    if (!model || !connection || this.inline() || this.record || this.#asked === this.source.value) return;
    this.#asked = this.source.value;
    const query = new URLSearchParams({ metric: model.source.metric, grain: model.grain });
    connection.send({ path: `/v1/record?${query}` }, new AbortController().signal).then(
      ({ value }) => {
        if (this.#asked === this.source.value) this.record = value as TrackRecord;
      },
      // Without a record the badge says that it is too early.
      () => {},
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "foresail-forecast": ForesailForecast;
  }
}
