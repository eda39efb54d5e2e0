import { html, LitElement, type TemplateResult } from "lit";
import { getToken } from "../board/token.ts";

type State = "ready" | "loading" | "empty" | "error" | "stale";

const states: readonly State[] = ["ready", "stale", "loading", "empty", "error"];
const captions: Readonly<Record<State, string>> = {
  ready: "Ready: data from the API",
  loading: "Loading: the skeleton keeps the height",
  empty: "Empty: says that there is nothing",
  error: "Error: says what failed, and tries again",
  stale: "Stale: the last data stay, with their time",
};

const failure = new Error("The server could not be reached");
const never = (): Promise<string> => new Promise(() => {});
const noSeries = { series: [] };
const noForecast = { history: [], periods: [], forecast: { mean: [], intervals: {} } };
const noScores = { scores: [], comparisons: [] };
const noRecord = {
  metric: "mrr",
  actuals: [],
  snapshots: [],
  restated: [],
  excluded: [],
  firstPublished: noScores,
  asKnown: noScores,
};

/** The page's data for a state; undefined where the API is asked. */
const dataFor = (state: State, nothing: unknown): unknown =>
  state === "empty" ? nothing : state === "error" ? failure : undefined;

/** Once the data are there, as if the next update had failed. */
function fail(event: Event): void {
  const element = event.target as Element & { data: unknown };
  queueMicrotask(() => {
    element.data = failure;
  });
}

type Draw = (state: State) => TemplateResult;
const onReady = (state: State): ((event: Event) => void) | null => (state === "stale" ? fail : null);

const widgets: readonly (readonly [name: string, draw: Draw])[] = [
  [
    "foresail-kpi",
    (state) =>
      html`<foresail-kpi metric="mrr" .data=${dataFor(state, noSeries)} @foresail-data-ready=${onReady(state)}></foresail-kpi>`,
  ],
  [
    "foresail-trend",
    (state) =>
      html`<foresail-trend metric="mrr" by="segment" .data=${dataFor(state, noSeries)} @foresail-data-ready=${onReady(state)}></foresail-trend>`,
  ],
  [
    "foresail-forecast",
    (state) =>
      html`<foresail-forecast metric="mrr" horizon="6" .data=${dataFor(state, noForecast)} @foresail-data-ready=${onReady(state)}></foresail-forecast>`,
  ],
  [
    "foresail-record",
    (state) =>
      html`<foresail-record metric="mrr" .data=${dataFor(state, noRecord)} @foresail-data-ready=${onReady(state)}></foresail-record>`,
  ],
];

/** Every widget in every state, by data and by providers that answer, or never do. */
export class WidgetGallery extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`${widgets.map(
      ([name, draw]) => html`<section aria-labelledby="gallery-${name}">
        <h3 id="gallery-${name}"><code>&lt;${name}&gt;</code></h3>
        <div class="states">${states.map(
          (state) => html`<figure class="${state} ${name} ${name === "foresail-kpi" ? "" : "chart"}">
            <foresail-provider api="" .getToken=${state === "loading" ? never : getToken}>${draw(state)}</foresail-provider>
            <figcaption>${captions[state]}</figcaption>
          </figure>`,
        )}</div>
      </section>`,
    )}`;
  }
}

customElements.define("widget-gallery", WidgetGallery);
