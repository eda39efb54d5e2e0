import { nothing, svg, type TemplateResult } from "lit";
import { formatAxisPeriod } from "../format/period.ts";
import { decimate } from "./decimate.ts";
import { type ChartLayout, labelledPeriods } from "./layout.ts";
import { marker } from "./marker.ts";
import { textWidth } from "./measure.ts";
import type { ChartBand, ChartLine, ChartModel } from "./model.ts";
import { areaPath, linePath } from "./path.ts";
import { spread } from "./spread.ts";

/** What a plot needs beside model and layout. */
export interface PlotOptions {
  readonly locale: string;
  /** Words that stand for the picture. */
  readonly label: string;
  readonly format: (value: number) => string;
  readonly targetLabel: string;
  /** Names at the line ends; else only a value, or nothing beside a legend. */
  readonly endLabels: readonly (string | undefined)[];
}

/** Draws a time chart as one SVG picture. */
export function plot(model: ChartModel, layout: ChartLayout, options: PlotOptions): TemplateResult {
  const { width, height } = layout;
  return svg`<svg class="plot" width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="img" aria-label=${options.label}>
    ${axes(model, layout, options)}
    ${model.bands?.map((band, i) => bandArea(band, i, layout))}
    ${model.target == null ? nothing : targetLine(model.target, layout, options)}
    ${model.boundary ? boundaryLine(model.boundary, layout) : nothing}
    ${model.lines.toSorted((a, b) => order(a) - order(b)).map((line) => lineMarks(line, layout))}
    ${endLabels(model, layout, options)}
  </svg>`;
}

function axes(model: ChartModel, layout: ChartLayout, { format, locale }: PlotOptions): TemplateResult {
  const { left, right, bottom, axis, x, y } = layout;
  let year = "";
  return svg`<g part="axis" class="axis" aria-hidden="true">
    ${axis.ticks.map(
      (
        tick,
      ) => svg`<line class=${tick === 0 ? "zero" : "grid"} x1=${left} x2=${right} y1=${y(tick)} y2=${y(tick)}></line>
      <text x=${left - 8} y=${y(tick) + 4} text-anchor="end">${format(tick)}</text>`,
    )}
    ${labelledPeriods(model.periods, model.grain, x, 56).map((i) => {
      const [first, second] = formatAxisPeriod(model.periods[i]!, model.grain, locale);
      const changed = second !== year;
      year = second;
      return svg`<text x=${x[i]} y=${bottom + 18} text-anchor="middle">${first}</text>
        ${changed ? svg`<text class="year" x=${x[i]} y=${bottom + 34} text-anchor="middle">${second}</text>` : nothing}`;
    })}
  </g>`;
}

function bandArea(band: ChartBand, index: number, { x, y }: ChartLayout): TemplateResult {
  const across = x.slice(band.from, band.from + band.upper.length);
  return svg`<path class="band b${index}" d=${areaPath(across, band.lower.map(y), band.upper.map(y))}></path>`;
}

function targetLine(
  target: number,
  { left, right, y }: ChartLayout,
  { targetLabel }: PlotOptions,
): TemplateResult {
  const at = y(target);
  return svg`<line class="target" x1=${left} x2=${right} y1=${at} y2=${at}></line>
    <text class="target-label" x=${left + 6} y=${at - 6}>${targetLabel}</text>`;
}

function boundaryLine(
  { at, before, after }: NonNullable<ChartModel["boundary"]>,
  { x, top, bottom }: ChartLayout,
): TemplateResult {
  const middle = ((x[at - 1] ?? x[at]!) + x[at]!) / 2;
  return svg`<line class="boundary" x1=${middle} x2=${middle} y1=${top - 20} y2=${bottom}></line>
    <text x=${middle - 6} y=${top - 10} text-anchor="end">${before}</text>
    <text x=${middle + 6} y=${top - 10}>${after}</text>`;
}

/** Background lines are drawn first, actual values before the coloured ones. */
const order = ({ slot }: ChartLine): number => (slot < 0 ? 0 : slot === 5 ? 1 : 2);

/** A line: solid while final, dashed after, a marker at its end. */
function lineMarks(line: ChartLine, { x, y, left, right }: ChartLayout): TemplateResult {
  const places = line.values.map((value) => (value == null ? null : y(value)));
  const kept = decimate(x, line.values, right - left);
  const open = line.openFrom ?? x.length;
  const draw = (from: number, to: number): string => {
    const some = kept.filter((i) => i >= from && i < to);
    return linePath(
      some.map((i) => x[i]!),
      some.map((i) => places[i]!),
    );
  };
  const end = places.findLastIndex((place) => place != null);
  if (end < 0) return svg``;
  const name = line.slot < 0 ? "thin" : `s${line.slot}`;
  return svg`<path class="line ${name}" d=${draw(0, open)}></path>
    ${open < x.length ? svg`<path class="line ${name} open" d=${draw(Math.max(0, open - 1), x.length)}></path>` : nothing}
    ${[...(line.marked ?? [])].map((i) => svg`<circle class="ring" cx=${x[i]} cy=${places[i]} r="6"></circle>`)}
    ${line.slot < 0 ? nothing : marker(line.slot, x[end]!, places[end]!, end >= open)}`;
}

function endLabels(model: ChartModel, layout: ChartLayout, { endLabels }: PlotOptions): TemplateResult {
  const { right, top, bottom, y, width } = layout;
  const named = model.lines.flatMap((line, i) => {
    const value = line.values.findLast((one) => one != null);
    const text = endLabels[i];
    return value == null || !text ? [] : [{ name: `end s${line.slot}`, text, at: y(value) }];
  });
  for (const { level, upper } of model.bands ?? [])
    named.push({ name: "", text: `${level}%`, at: y(upper.at(-1)!) });
  const places = spread(
    named.map((one) => one.at),
    16,
    top,
    bottom,
  );
  const room = width - right - 10;
  return svg`${named.map(
    ({ name, text }, i) =>
      svg`<text class=${name} x=${right + 10} y=${places[i]! + 4}>${shorten(text, room)}<title>${text}</title></text>`,
  )}`;
}

/** The text, cut with an ellipsis where it is wider than its room. */
function shorten(text: string, room: number): string {
  if (textWidth(text) <= room) return text;
  let length = text.length - 1;
  while (length > 1 && textWidth(`${text.slice(0, length)}…`) > room) length--;
  return `${text.slice(0, length)}…`;
}

/** The cursor over a chart: a line through its period, and a marker on each line of the chart. */
export function cursorLayer(model: ChartModel, layout: ChartLayout, cursor: number): TemplateResult {
  const { x, y, top, bottom, width, height } = layout;
  return svg`<svg class="over" width=${width} height=${height} aria-hidden="true">
    <line class="cursor" x1=${x[cursor]} x2=${x[cursor]} y1=${top} y2=${bottom}></line>
    ${model.lines.map((line) => {
      const value = line.values[cursor];
      return value == null || line.slot < 0
        ? nothing
        : marker(line.slot, x[cursor]!, y(value), cursor >= (line.openFrom ?? Infinity));
    })}</svg>`;
}
