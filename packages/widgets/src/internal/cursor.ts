import { html, nothing, type TemplateResult } from "lit";
import type { ChartLayout } from "../charts/layout.ts";
import { marker, sample } from "../charts/marker.ts";
import type { ChartModel } from "../charts/model.ts";
import { nearest } from "../charts/nearest.ts";
import { shape } from "../charts/shape.ts";

/** One line of the tooltip: a name, its value in words, the slot of its marker. */
export interface TooltipRow {
  readonly name: string;
  readonly text: string;
  readonly slot?: number;
}

/** Where a reader is in a chart: period, line, and what was last said of them. */
export interface Reading {
  readonly at?: number | undefined;
  readonly line?: number | undefined;
  readonly spoken: string;
}

/** What a cursor needs of its chart. */
export interface ReadChart {
  readonly model: ChartModel;
  readonly layout: ChartLayout;
  readonly reading: Reading;
  period(index: number): string;
  rows(index: number): readonly TooltipRow[];
}

/** What happened on a chart; `left` is the pointer's place from the chart's left edge. */
export interface ReadEvent {
  readonly type: string;
  readonly key: string | undefined;
  readonly left: number;
  /** Whether the keyboard is on the chart. */
  readonly focused: boolean;
}

/** Where a reader is after an event. */
export function follow({ model, layout, reading, rows }: ReadChart, event: ReadEvent): Reading {
  const last = model.periods.length - 1;
  const { spoken } = reading;
  const away = { spoken };
  const { type, key } = event;
  if (type === "pointermove" || type === "pointerdown")
    return { ...reading, at: nearest(layout.x, event.left) };
  if (type === "pointerleave") return event.focused ? reading : away;
  if (type === "blur" || key === "Escape") return away;
  const at = reading.at ?? last;
  if (type === "focus") return event.focused ? { ...reading, at } : reading;
  const page = { day: 7, week: 4, month: 12, quarter: 4, year: 5 }[model.grain];
  const places: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    PageUp: at - page,
    PageDown: at + page,
    Home: 0,
    End: last,
  };
  const place = places[key ?? ""];
  if (place !== undefined) return { ...reading, at: Math.max(0, Math.min(last, place)) };
  const step = key === "ArrowUp" ? -1 : 1;
  const count = rows(at).length;
  return { at, line: ((reading.line ?? (step > 0 ? -1 : 0)) + step + count) % count, spoken };
}

/** What is announced once a cursor rests: the values of its period, or that of its line alone. */
export function announcement({ reading: { at = 0, line }, rows, period }: ReadChart): string {
  const all = rows(at);
  const some = line === undefined ? all : all.slice(line, line + 1);
  return `${period(at)}: ${some.map(({ name, text }) => `${name} ${text}`).join("; ")}`;
}

/** The cursor over a chart: a line through its period, a marker on each line of the chart, and the tooltip. */
export function cursorLayer({ model, layout, reading, rows, period }: ReadChart): TemplateResult {
  const { x, y, top, bottom, width, height } = layout;
  const at = reading.at ?? 0;
  const marks = model.lines.flatMap(({ slot, values, openFrom = Infinity }) => {
    const value = values[at];
    return value == null || slot < 0 ? [] : [marker(slot, x[at]!, y(value), at >= openFrom)];
  });
  const rule = shape("path", { class: "cursor", d: `M${x[at]} ${top}V${bottom}` });
  return html`${shape("svg", { class: "over", width, height, "aria-hidden": "true" }, rule, ...marks)}
    <div part="tooltip" class="small" aria-hidden="true"><b>${period(at)}</b>
      <dl>${rows(at).map(
        ({ name, text, slot }, i) =>
          html`<dt class=${i === reading.line ? "on" : ""}>${slot === undefined ? nothing : sample(slot)}${name}</dt><dd>${text}</dd>`,
      )}</dl></div>`;
}

/** Puts the tooltip beside the cursor, on the side that has room. */
export function placeTooltip(tooltip: HTMLElement, { layout, reading }: ReadChart): void {
  const at = layout.x[reading.at ?? 0] ?? 0;
  const flip = at + 16 + tooltip.offsetWidth > layout.width;
  tooltip.style.left = `${Math.max(0, flip ? at - tooltip.offsetWidth - 12 : at + 12)}px`;
}
