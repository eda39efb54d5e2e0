import { type CSSResultGroup, html, type PropertyDeclarations, type TemplateResult } from "lit";
import type { ChartLine, ChartModel, ChartTable } from "../charts/model.ts";
import { humanise } from "../format/humanise.ts";
import { formatInstant } from "../format/period.ts";
import { badgeStyles } from "../internal/badge.styles.ts";
import { ForesailChart } from "../internal/chart-element.ts";
import type { ApiRequest } from "../internal/connection.ts";
import type { TooltipRow } from "../internal/cursor.ts";
import { findMethod, methodId, readRecord } from "../internal/read-record.ts";
import { isEarly, skillText } from "../internal/verdict.ts";
import type { MethodRecord, ReadRecord } from "../record-types.ts";
import { recordStyles } from "./record.styles.ts";

const loadCards = (): Promise<typeof import("../internal/score-cards.ts")> =>
  import("../internal/score-cards.ts");

interface RecordModel extends ChartModel {
  readonly record: ReadRecord;
  readonly method: MethodRecord | undefined;
  /** Indices of the periods that were restated. */
  readonly restated: ReadonlySet<number>;
}

/**
 * How good a metric's frozen forecasts were: every one of them behind the actuals, scores with verdicts, error by lag, and what
 * was first published beside what is known now.
 *
 * @tag foresail-record
 */
export class ForesailRecord extends ForesailChart<RecordModel> {
  static override styles: CSSResultGroup = [ForesailChart.styles, badgeStyles, recordStyles];
  static override properties: PropertyDeclarations = { method: {} };

  /** Whose forecasts are drawn: label, kind or both, `model:auto`; default: the first model. */
  declare method: string | null;

  override request(): ApiRequest | undefined {
    if (!this.metric) return undefined;
    const query = new URLSearchParams({ metric: this.metric });
    if (this.grain) query.set("grain", this.grain);
    return { path: `/v1/record?${query}` };
  }

  protected override emptyReason(): string {
    return this.t("No forecast has been frozen yet");
  }

  protected override get heading(): string {
    return this.label ?? this.t("Forecast record: {metric}", { metric: super.heading });
  }

  protected override read(value: unknown): RecordModel | null {
    const record = readRecord(value);
    const { wire } = record;
    const method = findMethod(record.methods, this.method);
    const snapshots = wire.snapshots
      .filter((one) => methodId(one) === method?.id)
      .toSorted((a, b) => a.dataCutoff.localeCompare(b.dataCutoff) || a.issuedAt.localeCompare(b.issuedAt));
    if (snapshots.length === 0) return null;
    const actuals = new Map(wire.actuals.map((one) => [one.period, one]));
    const periods = [
      ...new Set([...actuals.keys(), ...snapshots.flatMap((one) => one.points.map((point) => point.period))]),
    ].sort();
    const known = periods.map((period) => actuals.get(period)?.now ?? null);
    const lines: ChartLine[] = snapshots.toReversed().map((snapshot, age) => {
      const points = new Map(snapshot.points.map((point) => [point.period, point.value]));
      return {
        name: age === 0 ? this.t("Newest forecast") : snapshot.id,
        values: periods.map((period) => points.get(period) ?? null),
        slot: age === 0 ? 0 : -1,
        openFrom: age === 0 ? 0 : undefined,
      };
    });
    const changed = new Set(wire.restated.map((one) => one.period));
    const restated = new Set(periods.flatMap((period, i) => (changed.has(period) ? [i] : [])));
    const { unit, currency, grain, timeZone, definition } = wire;
    return {
      metric: wire.metric,
      record,
      method,
      restated,
      unit,
      ...(currency ? { currency } : {}),
      grain,
      timeZone,
      definition,
      periods,
      lines: [{ name: this.t("Actual"), values: known, slot: 5, marked: restated }, ...lines],
      open: new Set(),
      notes: [
        this.t("Grey: earlier forecasts as they were frozen ({n}).", { n: lines.length - 1 }),
        ...(restated.size > 0
          ? [
              this.t("Rings: periods restated since they were first published ({n}).", {
                n: restated.size,
              }),
            ]
          : []),
      ],
    };
  }

  /** The forecast of a period that was frozen last before it was known: the one with the smallest lag. */
  #nearest(model: RecordModel, index: number): { value: number; lag: number } | undefined {
    const period = model.periods[index];
    return model.record.wire.snapshots
      .filter((one) => methodId(one) === model.method?.id)
      .flatMap((one) => one.points.filter((point) => point.period === period))
      .reduce<{ value: number; lag: number } | undefined>(
        (best, point) => (!best || point.lag <= best.lag ? point : best),
        undefined,
      );
  }

  protected override summary(model: RecordModel): string {
    const score = model.method?.firstPublished;
    const verdict =
      score?.skill && !isEarly(score)
        ? skillText(score.skill, this.resolvedLocale)
        : this.t("too early to say");
    return this.t("Snapshot chart: {n} frozen forecasts over the actual values. {method}: {verdict}.", {
      n: model.lines.length - 1,
      method: model.method ? this.#name(model.method) : "",
      verdict,
    });
  }

  protected override rows(model: RecordModel, index: number): readonly TooltipRow[] {
    const actual = model.record.wire.actuals.find((one) => one.period === model.periods[index]);
    const near = this.#nearest(model, index);
    return [
      ...(actual
        ? [{ name: this.t("Actual, as known now"), slot: 5, text: this.value(model, actual.now) }]
        : []),
      ...(model.restated.has(index)
        ? [{ name: this.t("First published"), text: this.value(model, actual?.firstPublished) }]
        : []),
      ...(near
        ? [
            {
              name: this.t("Forecast at lag {lag}", { lag: near.lag }),
              slot: 0,
              text: this.value(model, near.value),
            },
          ]
        : []),
    ];
  }

  protected override table(model: RecordModel): ChartTable {
    return {
      columns: [
        this.t("First published"),
        this.t("As known now"),
        this.t("Restated"),
        this.t("Latest forecast before"),
        this.t("Error (actual − forecast)"),
      ],
      rows: model.periods.map((period, index) => {
        const actual = model.record.wire.actuals.find((one) => one.period === period);
        const near = this.#nearest(model, index)?.value ?? null;
        const final = actual?.now ?? null;
        return {
          period: index,
          cells: [
            actual?.firstPublished ?? null,
            actual?.now ?? null,
            model.restated.has(index) && actual
              ? formatInstant(new Date(actual.nowKnownAt), model.timeZone, this.resolvedLocale)
              : "",
            near,
            final == null || near == null ? null : final - near,
          ],
        };
      }),
    };
  }

  protected override tail(model: RecordModel): TemplateResult {
    const { method, record } = model;
    const name = (one: MethodRecord): string => this.#name(one);
    return html`${this.onDemand(loadCards)?.scoreCards(record.methods, method, name, model, this.resolvedLocale)}`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Beside the data rather than after it.
    loadCards().catch(() => {});
  }

  /** "Model: auto", "Plan: budget 2026", "Seasonal naive". */
  #name({ kind, label }: MethodRecord): string {
    const kinds = { model: "Model", plan: "Plan", override: "Override", consensus: "Consensus" };
    return kind === "naive" || kind === label ? humanise(label) : `${this.t(kinds[kind])}: ${label}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "foresail-record": ForesailRecord;
  }
}
