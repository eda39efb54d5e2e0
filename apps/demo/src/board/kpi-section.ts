import type { Direction, MetricDescription, Series } from "@foresail/client";
import { html, svg, type TemplateResult } from "lit";
import type { BoardData } from "./board-data.ts";
import { bandWidth, bySeverity, type Judgement, judge, type Standing } from "./logic/baseline.ts";
import { formatList, formatMonth, formatValue } from "./logic/format.ts";
import { type Answer, BoardSection, type Glance, type Tone, toneWord } from "./section.ts";

interface Kpi {
  readonly series: Series;
  readonly description: MetricDescription;
  readonly good: Direction;
  readonly judgement: Judgement;
}

interface Model {
  /** Worst first. */
  readonly kpis: readonly Kpi[];
}

/** What is watched: shares, times and flows; levels that only grow would always look well. */
const watched = [
  "win_rate",
  "sales_cycle_days",
  "average_deal_size",
  "nrr",
  "grr",
  "logo_churn_rate",
  "leads",
  "opportunities_created",
  "new_mrr",
  "expansion_mrr",
] as const;

const cards = 4;

const words: Readonly<Record<Standing, string>> = {
  worse: "worse than usual",
  better: "better than usual",
  higher: "higher than usual",
  lower: "lower than usual",
  usual: "as usual",
  early: "too early to say",
};
const tones: Readonly<Record<Standing, Tone>> = {
  worse: "bad",
  better: "good",
  higher: "plain",
  lower: "plain",
  usual: "plain",
  early: "plain",
};

/** Question 4: which KPI got worse, by how much, against its own baseline? */
export class KpiSection extends BoardSection<Model> {
  protected override async load(data: BoardData): Promise<Model> {
    const [{ metrics }, series] = await Promise.all([
      data.catalogue(),
      Promise.all(watched.map((metric) => data.months(metric))),
    ]);
    const kpis = series.flatMap((one) => {
      const description = metrics.find(({ id }) => id === one.metric);
      const judgement = judge(one.points, description?.direction ?? "neutral");
      return description && judgement
        ? [{ series: one, description, good: description.direction, judgement }]
        : [];
    });
    return { kpis: bySeverity(kpis) };
  }

  protected override answer({ kpis }: Model): Answer {
    const worse = kpis.filter(({ judgement }) => judgement.standing === "worse");
    const month = formatMonth(kpis[0]?.judgement.period ?? "1970-01-01");
    const nearest = kpis.find(({ judgement }) => judgement.standing === "usual");
    const edge = nearest ? ` Nearest to the edge: ${told(nearest)}.` : "";
    const better = kpis.filter(({ judgement }) => judgement.standing === "better");
    const more =
      better.length === 0
        ? "None did better than usual."
        : `Better than usual: ${formatList(better.map(({ description }) => description.label))}.`;
    if (worse.length === 0)
      return {
        lead: `None: in ${month} all ${kpis.length} KPIs were as usual, or better.`,
        more: `${more}${edge}`,
      };
    return { lead: `${worse.length} of ${kpis.length} in ${month}: ${formatList(worse.map(told))}.`, more };
  }

  protected override glance({ kpis }: Model): Glance {
    const worse = kpis.filter(({ judgement }) => judgement.standing === "worse");
    const names = worse.map(({ description }) => description.label);
    return {
      figure: `${worse.length} of ${kpis.length}`,
      note: worse.length === 0 ? "KPIs worse than usual" : `worse than usual: ${formatList(names)}`,
      tone: worse.length === 0 ? "good" : "bad",
    };
  }

  protected override evidence({ kpis }: Model): TemplateResult {
    return html`<div class="cards">${kpis.slice(0, cards).map(
      ({ series, description, judgement }) =>
        html`<div class="card"><foresail-kpi compare="year-ago" .metric=${series.metric} .data=${{ series: [series], metrics: [description] }}></foresail-kpi>
          <p class="small">${toneWord(words[judgement.standing], tones[judgement.standing])} · usual ${band(judgement, series)}</p></div>`,
    )}</div>
      <div class="scroll" tabindex="0" role="region" aria-label="All KPIs against their baselines"><table class="kpis">
        <caption>${formatMonth(kpis[0]?.judgement.period ?? "1970-01-01")} against the twelve months before</caption>
        <thead><tr><th scope="col">KPI</th><th scope="col">Value</th><th scope="col" class="wide">In its usual range</th><th scope="col">Usual</th><th scope="col">Standing</th></tr></thead>
        <tbody>${kpis.map(
          ({ series, description, judgement }) =>
            html`<tr><th scope="row">${description.label}</th><td>${formatValue(judgement.value, series)}</td><td class="wide">${bandPlot(judgement)}</td><td>${band(judgement, series)}</td><td>${toneWord(words[judgement.standing], tones[judgement.standing])}</td></tr>`,
        )}</tbody>
      </table></div>
      <p class="small">Usual: median of twelve months ± ${bandWidth} robust deviations. Ten KPIs that only vary by chance raise one false alarm in about three months.</p>`;
  }
}

/** "GRR at 89% against its usual 89.1% – 92.9%" */
const told = ({ description, judgement, series }: Kpi): string =>
  `${inSentence(description.label)} at ${formatValue(judgement.value, series)} against its usual ${band(judgement, series)}`;

/** A label within a sentence: capitals only where the word is an abbreviation. */
const inSentence = (label: string): string =>
  label.replace(/\b[A-Z][a-z]/g, (letters) => letters.toLowerCase());

const band = ({ band: { lower, upper } }: Judgement, series: Series): string =>
  `${formatValue(lower, series)} – ${formatValue(upper, series)}`;

/** The usual range as a bar with its median, and the month as a dot, all between the outermost of them. */
function bandPlot({ value, median, standing, band: { lower, upper } }: Judgement): TemplateResult {
  const least = Math.min(value, lower);
  const span = Math.max(value, upper) - least || 1;
  const at = (number: number): string => `${(4 + (92 * (number - least)) / span).toFixed(2)}%`;
  return html`<svg width="100%" height="16" aria-hidden="true">${svg`<line class="axis" x1="0" x2="100%" y1="8" y2="8"></line>
    <rect class="usual" x=${at(lower)} width="${((92 * (upper - lower)) / span).toFixed(2)}%" y="3" height="10" rx="3"></rect>
    <line class="median" x1=${at(median)} x2=${at(median)} y1="3" y2="13"></line>
    <circle class="dot ${tones[standing]}" cx=${at(value)} cy="8" r="5"></circle>`}</svg>`;
}

customElements.define("board-kpis", KpiSection);
