import type { Grain } from "@foresail/client";
import { periodTime } from "../format/period.ts";
import { textWidth } from "./measure.ts";
import type { ChartModel } from "./model.ts";
import { extent, type LinearScale, linearScale } from "./scale.ts";
import { type ValueAxis, valueAxis } from "./ticks.ts";

/** Space the chart may use, pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where everything goes. */
export interface ChartLayout extends Size {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly axis: ValueAxis;
  /** Pixel position of each period. */
  readonly x: readonly number[];
  readonly y: LinearScale;
}

/** Lowest and highest value of lines, bands and target together. */
function reach(model: ChartModel): [number, number] {
  const lines = model.lines.map((line) => line.values);
  const bands = (model.bands ?? []).flatMap((band) => [band.lower, band.upper]);
  return extent([model.target, ...[...lines, ...bands].flatMap((values) => extent(values) ?? [])]) ?? [0, 1];
}

/**
 * Places a chart in its box: left margin for the value labels, right margin for the labels at the line ends.
 *
 * @param format - value to axis label
 * @param endWidth - pixels for the labels at the line ends
 */
export function layoutChart(
  model: ChartModel,
  size: Size,
  format: (value: number) => string,
  endWidth: number,
): ChartLayout {
  const [low, high] = reach(model);
  const top = model.boundary ? 24 : 12;
  const bottom = Math.max(top + 20, size.height - 40);
  const axis = valueAxis(low, high, model.fromZero, Math.max(2, Math.round((bottom - top) / 55)));
  const left = Math.max(...axis.ticks.map((tick) => textWidth(format(tick)))) + 8;
  const right = Math.max(left + 20, size.width - Math.max(12, endWidth));
  const times = model.periods.map(periodTime);
  const across = linearScale([times[0] ?? 0, times.at(-1) ?? 1], [left + 4, right]);
  return {
    ...size,
    left,
    right,
    top,
    bottom,
    axis,
    x: times.map(across),
    y: linearScale(axis.domain, [bottom, top]),
  };
}

const steps: Record<Grain, readonly number[]> = {
  day: [1, 2, 7, 14, 28, 91, 182, 364],
  week: [1, 2, 4, 8, 13, 26, 52],
  month: [1, 2, 3, 6, 12, 24, 60],
  quarter: [1, 2, 4, 8, 20],
  year: [1, 2, 5, 10, 20],
};

/**
 * Indices of the periods that get a label: as many as fit, at steps of the calendar (every third month: Jan, Apr, Jul, Oct).
 *
 * @param gap - least distance of two labels, pixels
 */
export function labelledPeriods(
  periods: readonly string[],
  grain: Grain,
  x: readonly number[],
  gap: number,
): number[] {
  const span = (x.at(-1) ?? 0) - (x[0] ?? 0);
  const room = Math.max(1, Math.floor(span / gap));
  const count = Math.ceil((periods.length - 1) / room);
  const step = steps[grain].find((one) => one >= count) ?? Math.ceil(count / 20) * 20;
  const position = (period: string, index: number): number => {
    if (grain === "day" || grain === "week") return periods.length - 1 - index;
    const date = new Date(periodTime(period));
    const months = date.getUTCFullYear() * 12 + date.getUTCMonth();
    if (grain === "month") return months;
    return grain === "quarter" ? Math.floor(months / 3) : date.getUTCFullYear();
  };
  return periods.flatMap((period, i) => (position(period, i) % step === 0 ? [i] : []));
}
