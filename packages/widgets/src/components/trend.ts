import type { Series } from "@foresail/client";
import type { PropertyDeclarations } from "lit";
import type { ChartModel, ChartTable } from "../charts/model.ts";
import { humanise } from "../format/humanise.ts";
import { ForesailChart } from "../internal/chart-element.ts";
import type { ApiRequest } from "../internal/connection.ts";
import type { TooltipRow } from "../internal/cursor.ts";
import { seriesOf } from "../internal/series.ts";

/** Lines a reader can tell apart. */
const mostLines = 5;

/**
 * A metric over time, whole or split by a dimension: at most five lines with their names at their ends.
 *
 * @tag foresail-trend
 */
export class ForesailTrend extends ForesailChart<ChartModel> {
  static override properties: PropertyDeclarations = { by: {}, zero: { type: Boolean } };

  /** Dimension that splits the metric into lines. */
  declare by: string | null;
  /** Keeps zero on the axis whatever the data. */
  declare zero: boolean;

  constructor() {
    super();
    this.zero = false;
  }

  override request(): ApiRequest | undefined {
    return this.queryRequest(this.by ? [this.by] : []);
  }

  protected override read(value: unknown): ChartModel | null {
    const all = seriesOf(value, this.metric).filter((one) => one.points.some((point) => point.value != null));
    const first = all[0];
    if (!first) return null;
    const size = (one: Series): number =>
      Math.abs(one.points.findLast((point) => point.value != null)?.value ?? 0);
    const shown =
      all.length > mostLines ? all.toSorted((a, b) => size(b) - size(a)).slice(0, mostLines) : all;
    const periods = [...new Set(all.flatMap((one) => one.points.map((point) => point.period)))].sort();
    const index = new Map(periods.map((period, i) => [period, i]));
    const open = new Set(first.points.flatMap((point) => (point.partial ? [index.get(point.period)!] : [])));
    const { unit, currency, grain, timeZone, definition, metric } = first;
    const lines = shown.map((one, slot) => {
      const values: (number | null)[] = periods.map(() => null);
      for (const point of one.points) values[index.get(point.period)!] = point.value;
      const running = one.points.at(-1)?.partial ? index.get(one.points.at(-1)!.period) : undefined;
      return { name: this.#name(one), values, slot, openFrom: running };
    });
    return {
      metric,
      unit,
      ...(currency ? { currency } : {}),
      grain,
      timeZone,
      definition,
      periods,
      lines,
      open,
      target: this.target ?? undefined,
      fromZero: this.zero,
      notes:
        all.length > shown.length
          ? [this.t("The {n} largest of {all} lines are shown.", { n: shown.length, all: all.length })]
          : [],
    };
  }

  #name(series: Series): string {
    const values = Object.values(series.dimensions).map((value) => value ?? this.t("(none)"));
    return values.join(", ") || this.label || humanise(series.metric);
  }

  protected override summary(model: ChartModel): string {
    const parts = model.lines.map((line) => {
      const last = line.values.findLastIndex((value, i) => value != null && !model.open.has(i));
      const first = line.values.findIndex((value) => value != null);
      const at = last < 0 ? first : last;
      return this.t("{name} went from {before} in {start} to {now} in {end}", {
        name: line.name,
        before: this.value(model, line.values[first]),
        start: this.period(model, first),
        now: this.value(model, line.values[at]),
        end: this.period(model, at),
      });
    });
    return `${this.t("Line chart")}. ${parts.join("; ")}.`;
  }

  protected override rows(model: ChartModel, index: number): readonly TooltipRow[] {
    return model.lines.map(({ name, values, slot }) => ({
      name,
      slot,
      text: this.value(model, values[index]),
    }));
  }

  protected override table(model: ChartModel): ChartTable {
    return {
      columns: model.lines.map((line) => line.name),
      rows: model.periods.map((_, period) => ({
        period,
        cells: model.lines.map((line) => line.values[period] ?? null),
      })),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "foresail-trend": ForesailTrend;
  }
}
