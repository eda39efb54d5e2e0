import { html, nothing, svg, type TemplateResult } from "lit";
import { formatPercent, type Measure } from "../format/value.ts";
import type { MethodRecord } from "../record-types.ts";
import { badge } from "./badge.ts";
import { biasText, coverageText, referenceText } from "./score-words.ts";
import { translate } from "./strings.ts";
import { fewestScored, isEarly, skillText } from "./verdict.ts";

/** What stands below a record's chart: a score card for each method, and the error by lag of the one that is drawn. */
export function scoreCards(
  methods: readonly MethodRecord[],
  drawn: MethodRecord | undefined,
  name: (method: MethodRecord) => string,
  measure: Measure,
  locale: string,
): TemplateResult {
  const t = (english: string, values?: Record<string, string | number>): string =>
    translate(locale, english, values);
  const percent = (share: number | null | undefined): string =>
    share == null ? "–" : formatPercent(share, locale);

  /** Both policies, verdicts in words. */
  const card = (method: MethodRecord, index: number): TemplateResult => {
    const { firstPublished: score, asKnown } = method;
    const values = { method: name(method), n: score.n, needed: fewestScored };
    const early = isEarly(score);
    const title = early
      ? t("{method}: too early to say ({n} of {needed} forecasts scored)", values)
      : t("{method}: {n} forecasts scored", values);
    const rows = [
      ...(score.skill ? [[referenceText(locale), skillText(score.skill, locale)] as const] : []),
      [
        t("Error (WAPE)"),
        t("{first} as first published, {now} as known now", {
          first: percent(score.wape),
          now: percent(asKnown?.wape),
        }),
      ] as const,
      [t("Bias"), biasText(score, measure, locale)] as const,
      ...score.coverage.map(
        (one) => [t("{level}% band", { level: one.level }), coverageText(one, locale)] as const,
      ),
    ];
    const verdict = early ? undefined : score.skill?.verdict;
    return badge({ title, early, verdict, rows: early ? [] : rows }, `badge-${index}`);
  };

  /** How much worse a forecast is, the further it looks ahead. */
  const byLag = (method: MethodRecord): TemplateResult => {
    const { lags } = method.firstPublished;
    const most = Math.max(...lags.map((one) => one.wape ?? 0), 1e-9);
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${t("Error by lag")}><table class="lags">
      <caption>${t("Error by lag: {method}", { method: name(method) })}</caption>
      <thead><tr><th scope="col">${t("Periods ahead")}</th><th scope="col">${t("Error (WAPE)")}</th><th scope="col">${t("Bias")}</th><th scope="col">${t("Scored")}</th></tr></thead>
      <tbody>${lags.map(
        (one) => html`<tr><th scope="row">${one.lag}</th>
          <td class="bars"><span>${percent(one.wape)}</span><svg width="80" height="10" aria-hidden="true">${svg`<rect class="bar" width=${((one.wape ?? 0) / most) * 80} height="10" rx="2"></rect>`}</svg></td>
          <td>${biasText(one, measure, locale)}</td><td>${one.n}</td></tr>`,
      )}</tbody></table></div>`;
  };

  return html`<div class="cards">${methods.map(card)}</div>${drawn ? byLag(drawn) : nothing}`;
}
