import { formatAxisPeriod } from "../format/period.ts";
import { decimate } from "./decimate.ts";
import { type ChartLayout, labelledPeriods } from "./layout.ts";
import { marker } from "./marker.ts";
import { textWidth } from "./measure.ts";
import type { ChartBand, ChartLine, ChartModel } from "./model.ts";
import { areaPath, linePath, short } from "./path.ts";
import { shape } from "./shape.ts";
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
export function plot(model: ChartModel, layout: ChartLayout, options: PlotOptions): SVGElement {
  const { width, height } = layout;
  return shape(
    "svg",
    {
      class: "plot",
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": options.label,
    },
    axes(model, layout, options),
    ...(model.bands ?? []).map((band, i) => bandArea(band, i, layout)),
    ...(model.target == null ? [] : targetLine(model.target, layout, options)),
    ...(model.boundary ? boundaryLine(model.boundary, layout) : []),
    ...model.lines.toSorted((a, b) => order(a) - order(b)).flatMap((line) => lineMarks(line, layout)),
    ...endLabels(model, layout, options),
  );
}

type Anchor = "start" | "middle" | "end";

const text = (x: number, y: number, words: string, anchor?: Anchor, name?: string): SVGElement =>
  shape("text", { class: name, x: short(x), y: short(y), "text-anchor": anchor }, words);

/** A straight line from side to side or from top to bottom. */
const across = (name: string, { left, right }: ChartLayout, y: number): SVGElement =>
  shape("path", { class: name, d: `M${short(left)} ${short(y)}H${short(right)}` });

function axes(model: ChartModel, layout: ChartLayout, { format, locale }: PlotOptions): SVGElement {
  const { left, right, bottom, axis, x, y } = layout;
  const grid = axis.ticks
    .filter((tick) => tick !== 0)
    .map((tick) => `M${short(left)} ${short(y(tick))}H${short(right)}`)
    .join("");
  const parts = [shape("path", { class: "grid", d: grid })];
  if (axis.ticks.includes(0)) parts.push(across("zero", layout, y(0)));
  for (const tick of axis.ticks) parts.push(text(left - 8, y(tick) + 4, format(tick), "end"));
  let year = "";
  for (const i of labelledPeriods(model.periods, model.grain, x, 56)) {
    const [first, second] = formatAxisPeriod(model.periods[i]!, model.grain, locale);
    parts.push(text(x[i]!, bottom + 18, first, "middle"));
    if (second !== year) parts.push(text(x[i]!, bottom + 34, second, "middle"));
    year = second;
  }
  return shape("g", { part: "axis", class: "axis", "aria-hidden": "true" }, ...parts);
}

function bandArea(band: ChartBand, index: number, { x, y }: ChartLayout): SVGElement {
  const over = x.slice(band.from, band.from + band.upper.length);
  return shape("path", { class: `band b${index}`, d: areaPath(over, band.lower.map(y), band.upper.map(y)) });
}

function targetLine(target: number, layout: ChartLayout, { targetLabel }: PlotOptions): SVGElement[] {
  const at = layout.y(target);
  return [
    across("target", layout, at),
    text(layout.left + 6, at - 6, targetLabel, undefined, "target-label"),
  ];
}

function boundaryLine(
  { at, before, after }: NonNullable<ChartModel["boundary"]>,
  { x, top, bottom }: ChartLayout,
): SVGElement[] {
  const middle = ((x[at - 1] ?? x[at]!) + x[at]!) / 2;
  return [
    shape("path", { class: "boundary", d: `M${short(middle)} ${top - 20}V${bottom}` }),
    text(middle - 6, top - 10, before, "end"),
    text(middle + 6, top - 10, after),
  ];
}

/** Background lines are drawn first, actual values before the coloured ones. */
const order = ({ slot }: ChartLine): number => (slot < 0 ? 0 : slot === 5 ? 1 : 2);

/** A line: solid while final, dashed after, a marker at its end. */
function lineMarks(line: ChartLine, { x, y, left, right }: ChartLayout): SVGElement[] {
  const places = line.values.map((value) => (value == null ? null : y(value)));
  const end = places.findLastIndex((place) => place != null);
  if (end < 0) return [];
  const kept = decimate(x, line.values, right - left);
  const open = line.openFrom ?? x.length;
  const draw = (from: number, to: number): string => {
    const some = kept.filter((i) => i >= from && i < to);
    return linePath(
      some.map((i) => x[i]!),
      some.map((i) => places[i]!),
    );
  };
  const name = line.slot < 0 ? "line thin" : `line s${line.slot}`;
  return [
    shape("path", { class: name, d: draw(0, open) }),
    ...(open < x.length
      ? [shape("path", { class: `${name} open`, d: draw(Math.max(0, open - 1), x.length) })]
      : []),
    ...[...(line.marked ?? [])].map((i) =>
      shape("circle", { class: "ring", cx: short(x[i]!), cy: short(places[i] ?? 0), r: 6 }),
    ),
    ...(line.slot < 0 ? [] : [marker(line.slot, x[end]!, places[end]!, end >= open)]),
  ];
}

function endLabels(model: ChartModel, layout: ChartLayout, { endLabels }: PlotOptions): SVGElement[] {
  const { right, top, bottom, y, width } = layout;
  const named = model.lines.flatMap((line, i) => {
    const value = line.values.findLast((one) => one != null);
    const words = endLabels[i];
    return value == null || !words ? [] : [{ name: `end s${line.slot}`, words, at: y(value) }];
  });
  for (const { level, upper } of model.bands ?? [])
    named.push({ name: "", words: `${level}%`, at: y(upper.at(-1)!) });
  const places = spread(
    named.map((one) => one.at),
    16,
    top,
    bottom,
  );
  const room = width - right - 10;
  return named.map(({ name, words }, i) => {
    const shown = shorten(words, room);
    const label = text(right + 10, places[i]! + 4, shown, undefined, name);
    if (shown !== words) label.append(shape("title", {}, words));
    return label;
  });
}

/** The text, cut with an ellipsis where it is wider than its room. */
function shorten(words: string, room: number): string {
  if (textWidth(words) <= room) return words;
  let length = words.length - 1;
  while (length > 1 && textWidth(`${words.slice(0, length)}…`) > room) length--;
  return `${words.slice(0, length)}…`;
}
