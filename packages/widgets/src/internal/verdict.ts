import type { ForecastResponse, Verdict } from "@foresail/client";
import { formatPercent, formatValue, type Measure } from "../format/value.ts";
import type { CoverageScore, Score, SkillScore } from "../record-types.ts";
import { translate } from "./strings.ts";

type Backtest = NonNullable<Extract<ForecastResponse["forecasts"][number], { model: string }>["backtest"]>;

/** Fewest scored pairs that say anything. */
export const fewestScored = 8;

/** Whether a score rests on enough pairs. */
export const isEarly = (score: Pick<Score, "n">): boolean => score.n < fewestScored;

/** A verdict in the reader's language: "better", "worse", "cannot tell", "too early to say". */
export const verdictText = (verdict: Verdict, locale: string): string => translate(locale, verdict);

/** A skill with its interval: "better: 22% less error (90% interval 9% to 33%)". */
export function skillText({ verdict, value, interval }: SkillScore, locale: string): string {
  const word = verdictText(verdict, locale);
  if (verdict === "too early to say" || value == null || !interval) return word;
  const percent = (share: number): string => formatPercent(share, locale);
  return translate(
    locale,
    value >= 0
      ? "{word}: {value} less error (90% interval {lower} to {upper})"
      : "{word}: {value} more error (90% interval {lower} to {upper})",
    { word, value: percent(Math.abs(value)), lower: percent(interval.lower), upper: percent(interval.upper) },
  );
}

/** What every forecaster is held against. */
export const referenceText = (locale: string): string => translate(locale, "Against seasonal naive");

/**
 * Bias in the reader's language: "no clear bias", "too early to say", "too low by 3.1%".
 *
 * The words are the API's, since only it can tell a bias from chance; a backtest has none, and its number then speaks.
 * error = actual - forecast, so a positive bias means that forecasts were too low.
 */
export function biasText(
  { bias, biasInWords = "" }: { readonly bias: number | null; readonly biasInWords?: string },
  measure: Measure,
  locale: string,
): string {
  const [, side, size, percent] = /^too (low|high) by ([\d.e+-]+)( ?%)?/.exec(biasInWords) ?? [];
  const said = (low: boolean, amount: string): string =>
    translate(locale, low ? "too low by {size}" : "too high by {size}", { size: amount });
  if (size && percent) return said(side === "low", formatPercent(Number(size) / 100, locale));
  if (size)
    return translate(locale, "{bias} on average", {
      bias: said(side === "low", formatValue(Number(size), measure, locale)),
    });
  if (biasInWords) return translate(locale, biasInWords);
  if (bias == null) return "–";
  if (Math.abs(bias) < 0.0005) return translate(locale, "no clear bias");
  return said(bias > 0, formatPercent(Math.abs(bias), locale));
}

/** Measured coverage of a band: "held 19 of 24, 79%". */
export function coverageText({ hits, n }: Pick<CoverageScore, "hits" | "n">, locale: string): string {
  if (n === 0) return translate(locale, "too early to say");
  return translate(locale, "held {hits} of {n}, {share}", {
    hits,
    n,
    share: formatPercent(hits / n, locale),
  });
}

/** How many times of ten or twenty a level means: "8 of 10 times", "19 of 20 times". */
export function oftenText(level: number, locale: string): string {
  const of = level % 10 === 0 ? 10 : level % 5 === 0 ? 20 : 100;
  return translate(locale, "{times} of {of} times", { times: Math.round((level * of) / 100), of });
}

/** A title with pairs of term and text: what an accuracy badge says. */
export interface BadgeText {
  readonly title: string;
  readonly early: boolean;
  /** The verdict that the first row gives in words. */
  readonly verdict?: Verdict | undefined;
  readonly rows: readonly (readonly [term: string, text: string])[];
}

/**
 * What the accuracy badge of a forecast says: from its live record; for want of one from the backtest, and says so.
 *
 * @param score - the method's score against actuals as first published
 */
export function badgeText(
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
