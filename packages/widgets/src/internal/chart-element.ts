import {
  type CSSResultGroup,
  html,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from "lit";
import { type ChartLayout, layoutChart, type Size } from "../charts/layout.ts";
import { marker } from "../charts/marker.ts";
import { textWidth } from "../charts/measure.ts";
import type { ChartModel, ChartTable } from "../charts/model.ts";
import { nearest } from "../charts/nearest.ts";
import { cursorLayer, plot } from "../charts/plot.ts";
import { formatInstant, formatPeriod } from "../format/period.ts";
import { formatValue } from "../format/value.ts";
import { chartStyles } from "./chart.styles.ts";
import { ForesailElement } from "./foresail-element.ts";

/** One line of the tooltip: a name, its value in words, the slot of its marker. */
export interface TooltipRow {
  readonly name: string;
  readonly text: string;
  readonly slot?: number;
}

/** A drawn chart and what it was drawn from. */
interface Picture<Model> {
  readonly model: Model;
  readonly size: Size;
  readonly layout: ChartLayout;
  readonly drawn: TemplateResult;
  readonly notes: readonly string[];
  readonly legend: boolean;
}

/** Properties that change the drawing alone. */
const drawing: ReadonlySet<PropertyKey> = new Set(["cursor", "focusLine", "tableShown", "size", "spoken"]);

/** From here on names stand at the line ends; narrower charts carry a legend. */
const roomyWidth = 480;

/** How long the cursor rests before its values are announced. */
const announceMs = 350;

/**
 * Base of the time charts: size, cursor by pointer and keys, tooltip, table and export.
 *
 * The picture is an `img` with a sentence; over it lies one tab stop, a slider over the periods: arrows, Home, End and page
 * keys are a slider's own, so no key of an assistive technology is taken. Its value is the period; the values of the lines
 * at that period follow in a polite live region once the cursor rests.
 */
export abstract class ForesailChart<Model extends ChartModel> extends ForesailElement<Model> {
  static override styles: CSSResultGroup = [ForesailElement.styles, chartStyles];
  static override properties: PropertyDeclarations = {
    target: { type: Number },
    cursor: { state: true },
    focusLine: { state: true },
    tableShown: { state: true },
    size: { state: true },
    spoken: { state: true },
  };

  /** A level to reach, drawn across the chart. */
  declare target: number | null;
  declare private cursor: number | undefined;
  declare private focusLine: number | undefined;
  declare private tableShown: boolean;
  declare private size: { width: number; height: number };
  declare private spoken: string;

  #picture: Picture<Model> | undefined;
  /** Loaded when a reader first asks for the table: a page without such readers does not pay for it. */
  #tables: typeof import("../charts/table.ts") | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #observed: Element | undefined;
  #observer: ResizeObserver | undefined;

  constructor() {
    super();
    this.tableShown = false;
    this.size = { width: 640, height: 280 };
    this.spoken = "";
  }

  /** The chart in one sentence. */
  protected abstract summary(model: Model): string;
  protected abstract rows(model: Model, index: number): readonly TooltipRow[];
  protected abstract table(model: Model): ChartTable;

  /** What stands above the chart, beside its heading. */
  protected lead(_model: Model): TemplateResult | typeof nothing {
    return nothing;
  }

  /** What stands below the chart. */
  protected tail(_model: Model): TemplateResult | typeof nothing {
    return nothing;
  }

  protected value(model: Model, value: number | null | undefined): string {
    return formatValue(value, model, this.resolvedLocale);
  }

  protected period(model: Model, index: number): string {
    const period = formatPeriod(model.periods[index]!, model.grain, this.resolvedLocale);
    return model.open.has(index) ? this.t("{period} so far", { period }) : period;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
    this.#observed = undefined;
    clearTimeout(this.#timer);
  }

  protected override drawingOnly(changed: PropertyValues): boolean {
    return changed.size > 0 && [...changed.keys()].every((name) => drawing.has(name));
  }

  /** The picture without its cursor: made anew only for another model or size, since a cursor moves often. */
  #draw(model: Model): Picture<Model> {
    const { size } = this;
    if (this.#picture?.model === model && this.#picture.size === size) return this.#picture;
    const names = model.lines.map((line) =>
      line.slot < 0 || line.labelled === false ? undefined : line.name,
    );
    const many = names.filter(Boolean).length > 1;
    const roomy = size.width >= roomyWidth;
    const ends = model.lines.map((line, i) => {
      const last = line.values.findLast((value) => value != null);
      const text = this.value(model, last);
      return names[i] && (many ? (roomy ? `${names[i]} ${text}` : undefined) : text);
    });
    const widest = Math.max(model.bands?.length ? 34 : 0, ...ends.map((text) => textWidth(text ?? "")));
    const format = (value: number): string => this.value(model, value);
    const layout = layoutChart(model, size, format, Math.min(size.width * 0.36, widest + 12));
    const low = format(layout.axis.domain[0]);
    const notes = layout.axis.cut
      ? [...model.notes, this.t("The axis starts at {value}, not at zero.", { value: low })]
      : model.notes;
    const drawn = plot(model, layout, {
      locale: this.resolvedLocale,
      label: this.summary(model),
      format,
      targetLabel: this.t("Target {value}", { value: this.value(model, model.target) }),
      endLabels: ends,
    });
    this.#picture = { model, size, layout, drawn, notes, legend: many && !roomy };
    return this.#picture;
  }

  protected override content(model: Model): TemplateResult {
    const { layout, drawn, notes, legend } = this.#draw(model);
    const cursor = this.cursor === undefined ? undefined : Math.min(this.cursor, model.periods.length - 1);
    const at = cursor ?? model.periods.length - 1;
    return html`${this.lead(model)}
      ${legend ? this.#legend(model) : nothing}
      <div class="box" part="chart">
        ${drawn}
        ${cursor === undefined ? nothing : cursorLayer(model, layout, cursor)}
        <div class="pad" tabindex="0" role="slider" aria-label=${this.t("Period, {chart}", { chart: this.heading })}
          aria-valuemin="0" aria-valuemax=${model.periods.length - 1} aria-valuenow=${at} aria-valuetext=${this.period(model, at)}
          aria-describedby="hint" @keydown=${this.#key} @focus=${this.#focus} @blur=${this.#leave}
          @pointermove=${this.#point} @pointerdown=${this.#point} @pointerleave=${this.#leave}></div>
        ${cursor === undefined ? nothing : this.#tooltip(model, cursor)}
      </div>
      <p id="hint" hidden>${this.t("Arrow keys move between periods, up and down between lines, Escape leaves.")}</p>
      ${notes.map((note) => html`<p class="note small muted">${note}</p>`)}
      <div class="tools">
        <button type="button" aria-expanded=${this.tableShown} aria-controls="table" @click=${this.#toggle}>${this.t(this.tableShown ? "Hide table" : "Show table")}</button>
        <button type="button" @click=${() => this.exportCsv()}>${this.t("Save CSV")}</button>
        <button type="button" @click=${() => this.exportSvg()}>${this.t("Save SVG")}</button>
        <span class="small muted fresh">${this.#freshness(model)}</span>
      </div>
      ${this.tail(model)}
      ${
        this.tableShown && this.#tables
          ? this.#tables.dataTable(
              model,
              this.table(model),
              this.heading,
              { period: this.t("Period"), soFar: this.t("so far") },
              this.resolvedLocale,
            )
          : nothing
      }
      <p class="spoken" role="status">${this.spoken}</p>`;
  }

  #freshness(model: Model): string {
    const fresh = this.source.modified ?? this.source.received;
    const time = fresh ? formatInstant(fresh, model.timeZone, this.resolvedLocale) : "";
    return fresh
      ? this.t("{definition}, data as of {time}", { definition: model.definition, time })
      : model.definition;
  }

  #legend(model: Model): TemplateResult {
    return html`<ul part="legend" class="small">${model.lines.map((line) =>
      line.slot < 0 || line.labelled === false ? nothing : html`<li>${sample(line.slot)}${line.name}</li>`,
    )}</ul>`;
  }

  #tooltip(model: Model, cursor: number): TemplateResult {
    return html`<div part="tooltip" class="small" aria-hidden="true"><b>${this.period(model, cursor)}</b>
      <dl>${this.rows(model, cursor).map(
        ({ name, text, slot }, i) =>
          html`<dt class=${i === this.focusLine ? "on" : ""}>${slot === undefined ? nothing : sample(slot)}${name}</dt><dd>${text}</dd>`,
      )}</dl></div>`;
  }

  async #toggle(): Promise<void> {
    this.#tables ??= await import("../charts/table.ts");
    this.tableShown = !this.tableShown;
  }

  #focus(): void {
    if (this.model && this.cursor === undefined && this.renderRoot.querySelector(".pad:focus-visible"))
      this.#move(this.model.periods.length - 1);
  }

  #leave(event: Event): void {
    if (event.type === "pointerleave" && this.renderRoot.querySelector(".pad:focus-visible")) return;
    this.cursor = undefined;
    this.focusLine = undefined;
  }

  #point(event: PointerEvent): void {
    if (!this.#picture) return;
    const box = (event.currentTarget as Element).getBoundingClientRect();
    this.cursor = nearest(this.#picture.layout.x, event.clientX - box.left);
  }

  #key(event: KeyboardEvent): void {
    const { model } = this;
    if (!model) return;
    const last = model.periods.length - 1;
    const at = this.cursor ?? last;
    const page = { day: 7, week: 4, month: 12, quarter: 4, year: 5 }[model.grain];
    const places: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      PageUp: at - page,
      PageDown: at + page,
      Home: 0,
      End: last,
    };
    const place = places[event.key];
    const line = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === "Escape") this.#leave(event);
    else if (place !== undefined) this.#move(Math.max(0, Math.min(last, place)));
    else if (line) {
      const count = this.rows(model, at).length;
      this.focusLine = ((this.focusLine ?? (line > 0 ? -1 : 0)) + line + count) % count;
      this.#move(at);
    } else return;
    event.preventDefault();
  }

  /** Puts the cursor on a period and, once it rests, says what is there. */
  #move(index: number): void {
    this.cursor = index;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.model || this.cursor === undefined) return;
      const rows = this.rows(this.model, this.cursor);
      const spoken = this.focusLine === undefined ? rows : rows.slice(this.focusLine, this.focusLine + 1);
      this.spoken = `${this.period(this.model, this.cursor)}: ${spoken.map(({ name, text }) => `${name} ${text}`).join("; ")}`;
    }, announceMs);
  }

  /** Saves the chart's numbers as CSV. */
  async exportCsv(): Promise<void> {
    const { download, toCsv } = await import("./export.ts");
    if (this.model)
      download(toCsv(this.model, this.table(this.model)), "text/csv", `${this.model.metric}.csv`);
  }

  /** Saves the chart as an SVG picture. */
  async exportSvg(): Promise<void> {
    const { download, toSvg } = await import("./export.ts");
    const drawn = this.renderRoot.querySelector<SVGSVGElement>("svg.plot");
    if (drawn && this.model) download(toSvg(drawn), "image/svg+xml", `${this.model.metric}.svg`);
  }

  protected override updated(): void {
    const box = this.renderRoot.querySelector(".box");
    if (box && box !== this.#observed) {
      this.#observed = box;
      this.#observer ??= new ResizeObserver(([entry]) => {
        const { width, height } = entry!.contentRect;
        if (width === 0 || (width === this.size.width && height === this.size.height)) return;
        // In the next frame: a new size may change the layout that is being observed.
        requestAnimationFrame(() => {
          this.size = { width, height };
        });
      });
      this.#observer.disconnect();
      this.#observer.observe(box);
    }
    const tooltip = this.renderRoot.querySelector<HTMLElement>("[part=tooltip]");
    if (tooltip && this.#picture && this.cursor !== undefined) {
      const { x, width } = this.#picture.layout;
      const at = x[this.cursor] ?? 0;
      const flip = at + 16 + tooltip.offsetWidth > width;
      tooltip.style.left = `${Math.max(0, flip ? at - tooltip.offsetWidth - 12 : at + 12)}px`;
    }
  }
}

/** A short piece of a line with its marker, as the chart draws it. */
export function sample(slot: number): TemplateResult {
  return html`<svg class="sample" width="26" height="12" viewBox="0 -6 26 12" aria-hidden="true"><path class="line s${slot}" d="M1 0h24"></path>${marker(slot, 13, 0, false)}</svg>`;
}
