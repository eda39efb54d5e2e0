import type { Grain, MetricDescription, Point, Series } from "@foresail/client";
import { type CSSResultGroup, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { sparkline } from "../charts/sparkline.ts";
import { formatInstant, formatPeriod, yearBefore } from "../format/period.ts";
import { formatPercent, formatValue } from "../format/value.ts";
import { type Change, compareValues } from "../internal/comparison.ts";
import type { ApiRequest } from "../internal/connection.ts";
import { ForesailElement } from "../internal/foresail-element.ts";
import { seriesOf } from "../internal/series.ts";
import { kpiStyles } from "./kpi.styles.ts";

/** What the card shows. */
interface KpiModel {
  readonly metric: string;
  readonly series: Series;
  /** The period of the headline. */
  readonly head: Point;
  readonly reference: Point | undefined;
  /** The change since the reference, where the two are alike enough to compare. */
  readonly change: Change | undefined;
  /** What the sparkline draws, oldest first. */
  readonly recent: readonly Point[];
}

/** Points of the sparkline: a year and the same period of the year before, where there are that many. */
const recentPoints: Record<Grain, number> = { day: 60, week: 53, month: 13, quarter: 9, year: 8 };

/**
 * One number with what makes it readable: period, comparison, target, sparkline, definition and freshness.
 *
 * The headline is the latest complete period; the running one is shown beside it as "so far".
 *
 * @tag foresail-kpi
 */
export class ForesailKpi extends ForesailElement<KpiModel> {
  static override styles: CSSResultGroup = [ForesailElement.styles, kpiStyles];
  static override properties: PropertyDeclarations = {
    compare: {},
    includePartial: { attribute: "include-partial", type: Boolean },
    goodDirection: { attribute: "good-direction" },
    target: { type: Number },
  };

  /** What the headline is compared with. */
  declare compare: "previous" | "year-ago" | "none";
  /** Makes the running period the headline. */
  declare includePartial: boolean;
  /** Which way is good; default: as the metric's definition says, else neutral. */
  declare goodDirection: MetricDescription["direction"] | null;
  declare target: number | null;

  constructor() {
    super();
    this.compare = "previous";
    this.includePartial = false;
  }

  override request(): ApiRequest | undefined {
    return this.queryRequest();
  }

  protected override read(value: unknown): KpiModel | null {
    const series = seriesOf(value, this.metric)[0];
    const points = series?.points ?? [];
    if (!series || points.every((point) => point.value == null)) return null;
    const complete = points.findLastIndex((point) => !point.partial);
    const at = this.includePartial || complete < 0 ? points.length - 1 : complete;
    const head = points[at]!;
    const wanted = yearBefore(head.period, series.grain);
    const reference = {
      previous: points[at - 1],
      "year-ago": points.find((p) => p.period === wanted),
      none: undefined,
    }[this.compare];
    // A running month against a whole one says nothing of a flow; a balance is comparable at any moment.
    const alike = head.partial === reference?.partial || this.source.description?.kind === "balance";
    const good = this.goodDirection ?? this.source.description?.direction ?? "neutral";
    return {
      metric: series.metric,
      series,
      head,
      reference,
      change: alike ? compareValues(head, reference, series, good, this.resolvedLocale) : undefined,
      recent: points.slice(-recentPoints[series.grain]),
    };
  }

  #value(point: Point, series: Series): string {
    return formatValue(point.value, series, this.resolvedLocale);
  }

  #period(point: Point, series: Series): string {
    const period = formatPeriod(point.period, series.grain, this.resolvedLocale);
    return this.t(point.partial ? "{period} so far" : "{period}, complete", { period });
  }

  /** The card in one sentence. */
  #summary({ series, head, reference, change }: KpiModel): string {
    const values = {
      label: this.heading,
      value: this.#value(head, series),
      period: this.#period(head, series),
      change: change?.text ?? "",
      word: this.t(change?.word ?? ""),
      before: reference ? formatPeriod(reference.period, series.grain, this.resolvedLocale) : "",
    };
    return this.t(
      change ? "{label}: {value} ({period}), {change} on {before}, {word}." : "{label}: {value} ({period}).",
      values,
    );
  }

  protected override content(model: KpiModel): TemplateResult {
    const { series, head, recent } = model;
    const locale = this.resolvedLocale;
    const end = recent.findLast((point) => point.value != null)!;
    return html`
      <p part="value" title=${formatValue(head.value, series, locale, "full")}>${this.#value(head, series)}</p>
      <p class="muted">${this.#period(head, series)}</p>
      ${this.#comparison(model)}
      ${this.target == null ? nothing : this.#target(head.value ?? 0, this.target, series)}
      <div class="spark">
        ${recent.length > 1 ? sparkline(recent, this.#summary(model)) : nothing}
        <p class="small"><b>${this.#value(end, series)}</b> <br><span class="muted">${this.#period(end, series).replace(/, .*/, "")}</span></p>
      </div>
      ${this.#about(series)}`;
  }

  #comparison({ series, reference, change }: KpiModel): TemplateResult | typeof nothing {
    if (this.compare === "none") return nothing;
    if (!reference)
      return html`<p part="delta" class="muted">${this.t("Nothing earlier to compare with")}</p>`;
    const period = formatPeriod(reference.period, series.grain, this.resolvedLocale);
    const versus = this.t("vs {period}", { period });
    if (!change)
      return html`<p part="delta" class="muted">${versus}: ${this.#value(reference, series)} (${this.t("not like for like")})</p>`;
    return html`<p part="delta"><span class=${change.word}><span aria-hidden="true">${change.arrow}</span> <b>${change.text}</b> ${this.t(change.word)}</span> <span class="muted">${versus}</span></p>`;
  }

  #target(value: number, target: number, series: Series): TemplateResult {
    const top = Math.max(value, target) * 1.1 || 1;
    return html`<p class="small muted">${this.t("{share} of target {target}", {
      share: formatPercent(value / target, this.resolvedLocale),
      target: formatValue(target, series, this.resolvedLocale),
    })}</p>
    <svg class="bullet" height="10" width="100%" aria-hidden="true">
      <rect class="track" width="100%" height="10" rx="3"></rect>
      <rect class="bar" y="3" width="${Math.max(0, (100 * value) / top)}%" height="4"></rect>
      <rect class="mark" x="${(100 * target) / top}%" width="3" height="10"></rect>
    </svg>`;
  }

  #about(series: Series): TemplateResult {
    const { description, modified, received } = this.source;
    const fresh = modified ?? received;
    return html`<details><summary>${this.t("About this number")}</summary>
      <dl class="small">${[
        [this.t("Definition"), series.definition],
        [this.t("Formula"), description?.formula],
        [this.t("Data as of"), fresh && formatInstant(fresh, series.timeZone, this.resolvedLocale)],
      ].map(([term, text]) => (text ? html`<dt>${term}</dt><dd>${text}</dd>` : nothing))}</dl></details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "foresail-kpi": ForesailKpi;
  }
}
