import { html, LitElement, type PropertyDeclarations, type TemplateResult } from "lit";
import { type Glance, GlanceEvent } from "./section.ts";

const tiles: readonly (readonly [section: string, name: string])[] = [
  ["landing", "Landing"],
  ["changes", "Moved"],
  ["gap", "Gap to plan"],
  ["kpis", "KPIs"],
  ["record", "Track record"],
  ["freshness", "Freshness"],
];

/** The six answers in a row, each a link to its section. */
export class BoardGlances extends LitElement {
  static override properties: PropertyDeclarations = { glances: { state: true } };

  declare private glances: ReadonlyMap<string, Glance>;

  constructor() {
    super();
    this.glances = new Map();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener(GlanceEvent.type, this.#take);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener(GlanceEvent.type, this.#take);
  }

  #take = (event: Event): void => {
    if (event instanceof GlanceEvent) this.glances = new Map(this.glances).set(event.section, event.glance);
  };

  protected override render(): TemplateResult {
    return html`<ul>${tiles.map(([section, name]) => {
      const glance = this.glances.get(section);
      return html`<li><a href="#${section}-question"><span class="name">${name}</span>
        <b class="figure ${glance?.tone ?? "waiting"}">${glance?.figure ?? "…"}</b>
        <span class="note">${glance?.note ?? ""}</span></a></li>`;
    })}</ul>`;
  }
}

customElements.define("board-glances", BoardGlances);
