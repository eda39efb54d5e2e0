import {
  type CSSResultGroup,
  html,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from "lit";
import { type ChartLayout, layoutChart, type Size } from "../charts/layout.ts";
import { sample } from "../charts/marker.ts";
import { textWidth } from "../charts/measure.ts";
import type { ChartModel, ChartTable } from "../charts/model.ts";
import { plot } from "../charts/plot.ts";
import { formatInstant, formatPeriod } from "../format/period.ts";
import { formatValue } from "../format/value.ts";
import { chartStyles } from "./chart.styles.ts";
import type { ReadChart, Reading, TooltipRow } from "./cursor.ts";
import { ForesailElement } from "./foresail-element.ts";

const loadCursor = (): Promise<typeof import("./cursor.ts")> => import("./cursor.ts");
const loadTable = (): Promise<typeof import("../charts/table.ts")> => import("../charts/table.ts");

/** Keys that move the cursor. */
const readKeys = /^(Arrow|Page)|^(Home|End|Escape)$/;

/** A drawn chart and what it was drawn from. */
interface Picture<Model> {
  readonly model: Model;
  readonly size: Size;
  readonly layout: ChartLayout;
  readonly drawn: SVGElement;
  readonly notes: readonly string[];
  readonly legend: boolean;
}

/** Properties that change the drawing alone, and the mark of a part that arrived. */
const drawing: ReadonlySet<PropertyKey> = new Set(["reading", "tableShown", "size", "part"]);

/** Parts that have arrived, by the functions that load them. */
const loaded = new Map<unknown, unknown>();

/** A drawing before it is measured, and what padding and border take from a chart's width as a rule. */
const usualSize = { width: 640, height: 280 };
const usualFrame = 42;

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
    reading: { state: true },
    tableShown: { state: true },
    size: { state: true },
  };

  /** A level to reach, drawn across the chart. */
  declare target: number | null;
  declare private reading: Reading;
  declare private tableShown: boolean;
  declare private size: { width: number; height: number };

  #picture: Picture<Model> | undefined;
  #arriving: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #observed: Element | undefined;
  #observer: ResizeObserver | undefined;

  constructor() {
    super();
    this.tableShown = false;
    this.size = usualSize;
    this.reading = { spoken: "" };
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

  /** A part of the code, loaded when first needed: undefined until it is there, and the chart draws itself again. */
  protected onDemand<Part>(load: () => Promise<Part>): Part | undefined {
    if (!loaded.has(load))
      this.#arriving = load().then(
        (part) => {
          loaded.set(load, part);
          this.requestUpdate("part", load);
        },
        // Offline, say: the next drawing tries again.
        () => {},
      );
    return loaded.get(load) as Part | undefined;
  }

  /** The last event that waits for the code that follows it. */
  #following: Promise<void> | undefined;

  /** Complete is a chart that has followed every event, with every part that its drawing asked for. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await this.#following;
    const done = await super.getUpdateComplete();
    const arriving = this.#arriving;
    if (!arriving) return done;
    this.#arriving = undefined;
    await arriving;
    return this.getUpdateComplete();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!this.model || this.size !== usualSize) return;
    // The first picture fits as a rule: else the observer would have every chart drawn twice.
    const width = this.getBoundingClientRect().width - usualFrame;
    if (width > 0) this.size = { ...usualSize, width };
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
    const picture = this.#draw(model);
    const { drawn, notes, legend } = picture;
    const last = model.periods.length - 1;
    const at = Math.min(this.reading.at ?? last, last);
    const cursor = this.reading.at === undefined ? undefined : this.onDemand(loadCursor);
    const tables = this.tableShown ? this.onDemand(loadTable) : undefined;
    // No space between the tags: each would be a node in every chart of a page.
    return html`${this.lead(model)}${legend ? this.#legend(model) : nothing}<div class="box" part="chart">${drawn}<div class="pad"
      tabindex="0" role="slider" aria-label=${this.t("Period, {chart}", { chart: this.heading })}
      aria-valuemin="0" aria-valuemax=${last} aria-valuenow=${at} aria-valuetext=${this.period(model, at)}
      aria-describedby="hint" @keydown=${this.#follow} @focus=${this.#follow} @blur=${this.#follow}
      @pointermove=${this.#follow} @pointerdown=${this.#follow} @pointerleave=${this.#follow}></div>${cursor?.cursorLayer(this.#read(model, picture))}</div><p
      id="hint" hidden .textContent=${this.t("Arrow keys move between periods, up and down between lines, Escape leaves.")}></p>${notes.map(
        (note) => html`<p class="note small muted" .textContent=${note}></p>`,
      )}<div class="tools"><button
      type="button" aria-expanded=${tables !== undefined} aria-controls="table" @click=${this.#toggle} .textContent=${this.t(tables ? "Hide table" : "Show table")}></button><button
      type="button" @click=${() => this.exportCsv()} .textContent=${this.t("Save CSV")}></button><button
      type="button" @click=${() => this.exportSvg()} .textContent=${this.t("Save SVG")}></button><span
      class="small muted fresh" .textContent=${this.#freshness(model)}></span></div>${this.tail(model)}${tables?.dataTable(
        model,
        this.table(model),
        this.heading,
        { period: this.t("Period"), soFar: this.t("so far") },
        this.resolvedLocale,
      )}<p class="spoken" role="status" .textContent=${this.reading.spoken}></p>`;
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

  #toggle(): void {
    this.tableShown = !this.tableShown;
  }

  /** What the code of the cursor needs of a drawn chart. */
  #read(model: Model, { layout }: Picture<Model>): ReadChart {
    const { at } = this.reading;
    return {
      model,
      layout,
      reading: { ...this.reading, at: at && Math.min(at, model.periods.length - 1) },
      period: (index) => this.period(model, index),
      rows: (index) => this.rows(model, index),
    };
  }

  #follow(event: Event): void {
    this.#following = this.#move(event);
  }

  /** Follows pointer and keys, in the order of the events even while the code for that is loading. */
  async #move(event: Event): Promise<void> {
    const pad = event.currentTarget as Element;
    const { type } = event;
    const { key, clientX = 0 } = event as Partial<KeyboardEvent & PointerEvent>;
    if (key !== undefined) {
      if (!readKeys.test(key)) return;
      event.preventDefault();
    }
    const focused = pad.matches(":focus-visible");
    const left = clientX - (type.startsWith("pointer") ? pad.getBoundingClientRect().left : 0);
    const cursor = await loadCursor().catch(() => undefined);
    const { model } = this;
    if (!cursor || !model || !this.#picture) return;
    this.reading = cursor.follow(this.#read(model, this.#picture), { type, key, left, focused });
    if (type.startsWith("pointer")) return;
    clearTimeout(this.#timer);
    if (this.reading.at === undefined) return;
    this.#timer = setTimeout(() => {
      if (!this.model || !this.#picture || this.reading.at === undefined) return;
      const spoken = cursor.announcement(this.#read(this.model, this.#picture));
      this.reading = { ...this.reading, spoken };
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
    if (tooltip && this.model && this.#picture)
      this.onDemand(loadCursor)?.placeTooltip(tooltip, this.#read(this.model, this.#picture));
  }
}
