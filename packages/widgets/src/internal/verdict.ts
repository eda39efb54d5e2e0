import type { Verdict } from "@foresail/client";
import { formatPercent } from "../format/value.ts";
import type { Score, SkillScore } from "../record-types.ts";
import { translate } from "./strings.ts";

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
