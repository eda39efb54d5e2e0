import type { ForecastResponse, TrackRecord } from "@foresail/client";
import type { TemplateResult } from "lit";
import { formatPercent, type Measure } from "../format/value.ts";
import type { Score } from "../record-types.ts";
import { type BadgeText, badge } from "./badge.ts";
import { findMethod, readRecord } from "./read-record.ts";
import { biasText, coverageText, referenceText } from "./score-words.ts";
import { translate } from "./strings.ts";
import { fewestScored, isEarly, skillText } from "./verdict.ts";

type Backtest = NonNullable<Extract<ForecastResponse["forecasts"][number], { model: string }>["backtest"]>;

/** The accuracy badge of a forecast. */
export function forecastBadge(
  record: TrackRecord | undefined,
  backtest: Backtest | null | undefined,
  measure: Measure,
  locale: string,
): TemplateResult {
  const score = record && findMethod(readRecord(record).methods, null)?.firstPublished;
  return badge(badgeText(score, backtest, measure, locale), "badge");
}

/**
 * What the accuracy badge of a forecast says: from its live record; for want of one from the backtest, and says so.
 *
 * @param score - the method's score against actuals as first published
 */
function badgeText(
  score: Score | undefined,
  backtest: Backtest | null | undefined,
  measure: Measure,
  locale: string,
): BadgeText {
  const t = (english: string, values?: Record<string, string | number>): string =>
    translate(locale, english, values);
  const percent = (share: number | null): string => (share == null ? "–" : formatPercent(share, locale));
  if (score && !isEarly(score)) {
    return {
      title: t("Track record: {n} forecasts scored", { n: score.n }),
      early: false,
      verdict: score.skill?.verdict,
      rows: [
        ...(score.skill ? [[referenceText(locale), skillText(score.skill, locale)] as const] : []),
        [
          t("Error (WAPE)"),
          score.lags
            .slice(0, 3)
            .map((one) => t("{wape} at lag {lag}", { wape: percent(one.wape), lag: one.lag }))
            .join(", ") || percent(score.wape),
        ],
        [t("Bias"), biasText(score, measure, locale)],
        ...score.coverage.map(
          (one) => [t("{level}% band", { level: one.level }), coverageText(one, locale)] as const,
        ),
      ],
    };
  }
  return {
    title: t("Track record: too early to say ({n} of {needed} forecasts scored)", {
      n: score?.n ?? 0,
      needed: fewestScored,
    }),
    early: true,
    rows: backtest
      ? [
          [
            t("Backtest, not yet a record"),
            t("{wape} error (WAPE) over {origins} past starts", {
              wape: percent(backtest.wape),
              origins: backtest.origins,
            }),
          ],
          [t("Bias"), biasText(backtest, measure, locale)],
          ...Object.entries(backtest.coverage).map(
            ([level, share]) =>
              [
                t("{level}% band", { level }),
                t("held {share} in the backtest", { share: percent(share) }),
              ] as const,
          ),
        ]
      : [],
  };
}
