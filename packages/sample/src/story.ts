import { addMonths, firstDayOf, isoDate, monthOf, SECONDS_PER_DAY } from "./calendar.ts";
import type { Window } from "./window.ts";

/** A passage of the company's story that its numbers must show. */
export interface StoryItem {
  readonly id: "failed-campaign" | "slipped-quarter" | "restatement" | "seasonality" | "growth";
  readonly title: string;
  readonly what: string;
  /** ISO interval "from/to", to exclusive. */
  readonly when: string;
}

/** Days [from, to). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** When the passages of the story happen. */
export interface Timeline {
  readonly failedCampaign: Span;
  readonly slippedQuarter: Span;
  readonly restatedQuarter: Span;
  /** Instant at which the correction became known. */
  readonly restatedAt: number;
}

/** The campaign that brought leads and no customers. */
export const FAILED_CAMPAIGN = "data-leaders-tour";

/** Leads by month of the year, January first: slow summers and Decembers. */
export const leadSeason: readonly number[] = [
  1.09, 1.05, 1.11, 1.0, 1.02, 0.97, 0.86, 0.8, 1.14, 1.12, 1.06, 0.74,
];

/** The first calendar quarter that starts in or after a month. */
function quarterFrom(month: number): Span {
  const first = month + ((3 - (month % 3)) % 3);
  return { from: firstDayOf(first), to: firstDayOf(first + 3) };
}

/** Dates of the story, counted back from the end of the window. */
export function timelineOf(window: Window): Timeline {
  const last = monthOf(window.end);
  return {
    failedCampaign: { from: addMonths(window.end, -26), to: addMonths(window.end, -23) },
    slippedQuarter: quarterFrom(last - 19),
    restatedQuarter: quarterFrom(last - 13),
    restatedAt: (addMonths(window.end, -6) + 14) * SECONDS_PER_DAY + 9 * 3600 + 1800,
  };
}

/** A span as an ISO interval. */
export function interval(span: Span): string {
  return `${isoDate(span.from)}/${isoDate(span.to)}`;
}
