import type { QueryResult, Series } from "@foresail/client";
import { html, svg, type TemplateResult } from "lit";
import type { BoardData } from "./board-data.ts";
import {
  addMonths,
  lastMonday,
  monthStart,
  quarterName,
  quarterStart,
  revenueStart,
} from "./logic/calendar.ts";
import { type Bridge, bridge, type Part } from "./logic/changes.ts";
import { formatDay, formatExact, formatValue, type Measure } from "./logic/format.ts";
import { type Answer, BoardSection, type Glance } from "./section.ts";

interface Model {
  readonly since: string;
  readonly quarter: string;
  readonly money: Measure;
  readonly mrr: Bridge;
  readonly bookings: Bridge;
  /** Quantities that are not parts of a whole. */
  readonly activity: readonly (Part & { readonly measure: Measure })[];
}

const movements: readonly (readonly [metric: string, label: string])[] = [
  ["new_mrr", "New customers"],
  ["expansion_mrr", "Expansion"],
  ["reactivation_mrr", "Returned customers"],
  ["contraction_mrr", "Contraction"],
  ["churned_mrr", "Churn"],
];
const activities: readonly (readonly [metric: string, label: string])[] = [
  ["leads", "Leads"],
  ["opportunities_created", "Opportunities created"],
  ["spend", "Spend"],
];
const dealTypes: Readonly<Record<string, string>> = {
  new: "New business",
  expansion: "Expansions",
  renewal: "Renewals",
};

const sum = (series: Series | undefined): number =>
  (series?.points ?? []).reduce((total, { value }) => total + (value ?? 0), 0);
const find = ({ series }: QueryResult, metric: string): Series | undefined =>
  series.find((one) => one.metric === metric);
/** A balance at the last moment of which anything is known. */
const latestValue = (series: Series | undefined): number =>
  series?.points.findLast(({ value }) => value !== null)?.value ?? 0;
const names = (pairs: readonly (readonly [string, string])[]): string[] => pairs.map(([metric]) => metric);

/** Question 2: what moved since last Monday? */
export class ChangesSection extends BoardSection<Model> {
  protected override async load(data: BoardData): Promise<Model> {
    const since = lastMonday(data.today);
    const from = quarterStart(data.today);
    const to = addMonths(monthStart(data.today), 1);
    const revenueFrom = revenueStart(data.today, since);
    const ask = (asOf: string | null): Promise<[QueryResult, QueryResult, QueryResult]> =>
      Promise.all([
        data.query({ metrics: ["mrr", ...names(movements)], from: revenueFrom, to, asOf }),
        data.query({ metrics: names(activities), from, to, asOf }),
        data.query({ metrics: ["bookings"], by: ["type"], from, to, asOf }),
      ]);
    const [[thenRevenue, thenActivity, thenDeals], [nowRevenue, nowActivity, nowDeals]] = await Promise.all([
      ask(since),
      ask(null),
    ]);
    const part =
      (then: QueryResult, now: QueryResult) =>
      ([metric, label]: readonly [string, string]): Part => ({
        label,
        before: sum(find(then, metric)),
        after: sum(find(now, metric)),
      });
    const types = [
      ...new Set([...thenDeals.series, ...nowDeals.series].map(({ dimensions }) => dimensions.type ?? null)),
    ];
    const ofType = ({ series }: QueryResult, type: string | null): number =>
      sum(series.find(({ dimensions }) => (dimensions.type ?? null) === type));
    const deals = types.map((type) => ({
      label: type === null ? "Other deals" : (dealTypes[type] ?? type),
      before: ofType(thenDeals, type),
      after: ofType(nowDeals, type),
    }));
    const total = ({ series }: QueryResult): number => series.reduce((all, one) => all + sum(one), 0);
    const mrr = find(nowRevenue, "mrr");
    return {
      since,
      quarter: quarterName(data.today),
      money: { unit: "currency", currency: mrr?.currency },
      mrr: bridge(
        { before: latestValue(find(thenRevenue, "mrr")), after: latestValue(mrr) },
        movements.map(part(thenRevenue, nowRevenue)),
        "Earlier months, corrected",
      ),
      bookings: bridge({ before: total(thenDeals), after: total(nowDeals) }, deals, "Other"),
      activity: activities.map((one) => ({
        ...part(thenActivity, nowActivity)(one),
        measure: find(nowActivity, one[0]) ?? { unit: "count" },
      })),
    };
  }

  protected override answer({ since, quarter, money, mrr, bookings }: Model): Answer {
    const signed = (value: number): string => formatValue(value, money, "signed");
    const day = formatDay(since);
    if (mrr.change === 0 && bookings.change === 0 && mrr.changes.length === 0)
      return { lead: `Nothing has moved since ${day}.`, more: "No delivery has come in." };
    const cause = mrr.changes[0];
    const because = cause ? `, the largest part ${cause.label.toLowerCase()} (${signed(cause.change)})` : "";
    return {
      lead: `Since ${day} MRR moved by ${signed(mrr.change)} to ${formatValue(mrr.after, money)}${because}.`,
      more: `Bookings of ${quarter} moved by ${signed(bookings.change)} to ${formatValue(bookings.after, money)}.`,
    };
  }

  protected override glance({ money, mrr, since }: Model): Glance {
    return {
      figure: formatValue(mrr.change, money, "signed"),
      note: `MRR since ${formatDay(since)}`,
      tone: mrr.change > 0 ? "good" : mrr.change < 0 ? "bad" : "plain",
    };
  }

  protected override evidence({ since, quarter, money, mrr, bookings, activity }: Model): TemplateResult {
    return html`<div class="tables">
        ${this.#bridge("MRR", mrr, money, since)}
        ${this.#bridge(`Bookings in ${quarter}`, bookings, money, since)}
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="Activity since last Monday"><table>
        <caption>Activity in ${quarter}</caption>
        <thead><tr><th scope="col">What</th><th scope="col">Then</th><th scope="col">Change</th><th scope="col">Now</th></tr></thead>
        <tbody>${activity.map(
          ({ label, before, after, measure }) =>
            html`<tr><th scope="row">${label}</th><td>${formatExact(before, measure)}</td><td>${formatExact(after - before, measure, "signed")}</td><td>${formatExact(after, measure)}</td></tr>`,
        )}</tbody>
      </table></div>
      <p class="small">Then: as known at the start of ${formatDay(since)}. The parts add up to the change, to the cent.</p>`;
  }

  /** Then, what changed, largest first, now; the bars share one scale. */
  #bridge(title: string, { before, after, changes }: Bridge, money: Measure, since: string): TemplateResult {
    const most = Math.max(0, ...changes.map(({ change }) => change));
    const least = Math.min(0, ...changes.map(({ change }) => change));
    return html`<table class="bridge">
      <caption>${title}</caption>
      <thead class="visually-hidden"><tr><th scope="col">Part</th><th scope="col">Size</th><th scope="col">Amount</th></tr></thead>
      <tbody>
        <tr class="total"><th scope="row">Known ${formatDay(since)}</th><td></td><td>${formatExact(before, money)}</td></tr>
        ${
          changes.length === 0
            ? html`<tr><th scope="row">No change</th><td></td><td>${formatExact(0, money)}</td></tr>`
            : changes.map(
                ({ label, change }) =>
                  html`<tr><th scope="row">${label}</th><td class="bar">${changeBar(change, least, most)}</td><td>${formatExact(change, money, "signed")}</td></tr>`,
              )
        }
        <tr class="total"><th scope="row">Known now</th><td></td><td>${formatExact(after, money)}</td></tr>
      </tbody>
    </table>`;
  }
}

/** A bar from zero, to the right for a gain and to the left for a loss, on a scale from `least` to `most`. */
function changeBar(change: number, least: number, most: number): TemplateResult {
  const at = (value: number): number => (100 * (value - least)) / (most - least || 1);
  const [from, to] = change < 0 ? [at(change), at(0)] : [at(0), at(change)];
  return html`<svg width="100%" height="12" aria-hidden="true">${svg`<line class="axis" x1="${at(0)}%" x2="${at(0)}%" y2="12"></line>
    <rect class=${change < 0 ? "loss" : "gain"} x="${from}%" y="1" width="${to - from}%" height="10" rx="2"></rect>`}</svg>`;
}

customElements.define("board-changes", ChangesSection);
