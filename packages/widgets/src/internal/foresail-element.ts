import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from "lit";
import { humanise } from "../format/humanise.ts";
import { formatInstant } from "../format/period.ts";
import type { ApiRequest, Connection, TokenCallback } from "./connection.ts";
import { consumeContext, type Surroundings } from "./context.ts";
import { DataController, type DataHost, type DataState } from "./data-controller.ts";
import { resolveLocale } from "./locale.ts";
import { translate } from "./strings.ts";
import { tokens } from "./tokens.ts";
import { parseWhere, type WhereClause } from "./where.ts";

/** Base of every widget: surroundings, data and its states, locale and words, the frame around the content. */
export abstract class ForesailElement<Model extends { readonly metric: string }>
  extends LitElement
  implements DataHost
{
  static override styles: CSSResultGroup = tokens;
  static override properties: PropertyDeclarations = {
    api: {},
    locale: {},
    metric: {},
    grain: {},
    from: {},
    to: {},
    where: {},
    label: {},
    data: { attribute: false },
    getToken: { attribute: false },
  };

  /** Base address of the API, for use without a provider. */
  declare api: string | null;
  declare locale: string | null;
  declare metric: string | null;
  declare grain: string | null;
  /** First day, inclusive, yyyy-MM-dd. */
  declare from: string | null;
  /** Last day, exclusive, yyyy-MM-dd. */
  declare to: string | null;
  /** Rows kept: JSON, or `dimension:value;dimension:value`. */
  declare where: string | null;
  /** Heading; default: the metric's own label. */
  declare label: string | null;
  /** Data given by the page, as the API would answer; no server is asked. */
  declare data: unknown;
  declare getToken: TokenCallback | undefined;

  /** What is shown, read from the data; undefined unless ready or stale. */
  protected model: Model | undefined;
  protected readonly source: DataController = new DataController(this);
  readonly #internals: ElementInternals = this.attachInternals();
  #surroundings: Surroundings | undefined;
  #own: Connection | undefined;
  #release: (() => void) | undefined;
  #json: unknown;
  /** What the model was read from, so that a moving cursor does not read it again. */
  #read: { value: unknown; locale: string } | undefined;
  #state: DataState = "initial";

  /** Where the data stands; also a CSS state, `:state(loading)`. */
  get state(): DataState {
    return this.#state;
  }

  /** The way to the API: the element's own address, else the provider's. */
  get connection(): Connection | undefined {
    return this.api == null ? this.#surroundings?.connection : this.#own;
  }

  get resolvedLocale(): string {
    return resolveLocale(this, this.locale, this.#surroundings?.locale);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#release = consumeContext(this, (surroundings) => {
      this.#surroundings = surroundings;
      this.requestUpdate();
    });
    this.#readJson();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release?.();
  }

  abstract request(): ApiRequest | undefined;

  /** Turns an answer into what is shown; null where there is nothing to show. */
  protected abstract read(value: unknown): Model | null;
  protected abstract content(model: Model): TemplateResult;

  /** Whether these changes concern the drawing alone, never the model. */
  protected drawingOnly(_changed: PropertyValues): boolean {
    return false;
  }

  /** Words for an empty result. */
  protected emptyReason(): string {
    return this.t("No data in this period");
  }

  inline(): unknown {
    return this.data ?? this.#json;
  }

  /** Fetches the data again. */
  refresh(): Promise<void> {
    return this.source.load();
  }

  protected t(english: string, values?: Readonly<Record<string, string | number>>): string {
    return translate(this.resolvedLocale, english, values);
  }

  /** The query of the metric that the attributes describe, split by dimensions. */
  protected queryRequest(by: string[] = []): ApiRequest | undefined {
    if (!this.metric) return undefined;
    const body = { metrics: [this.metric], by, ...this.scope(), to: this.to ?? undefined };
    return { path: "/v1/query", body };
  }

  /** Rows, start and grain of a request. */
  protected scope(): { where: WhereClause; from: string | undefined; grain: string | undefined } {
    return { where: parseWhere(this.where), from: this.from ?? undefined, grain: this.grain ?? undefined };
  }

  /** The heading: as the page says, else the metric's label, else its id in words. */
  protected get heading(): string {
    return this.label ?? this.source.description?.label ?? humanise(this.model?.metric ?? this.metric ?? "");
  }

  #readJson(): void {
    const script = this.querySelector(":scope > script[type='application/json']");
    try {
      this.#json = script ? JSON.parse(script.textContent) : undefined;
    } catch (error) {
      this.#json = error;
    }
  }

  /** Makes the element's own way to the API; inside a provider that code is never loaded. */
  async #connect(): Promise<void> {
    const { Connection } = await import("./connection.ts");
    this.#own = this.api == null ? undefined : new Connection(this.api, this.getToken);
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.api != null && (changed.has("api") || changed.has("getToken"))) void this.#connect();
    this.source.sync();
    const { value, loading } = this.source;
    const locale = this.resolvedLocale;
    const same =
      this.model !== undefined &&
      this.drawingOnly(changed) &&
      value === this.#read?.value &&
      locale === this.#read?.locale;
    if (!same) this.model = undefined;
    let state: DataState = loading || (this.api != null && !this.#own) ? "loading" : "initial";
    try {
      if (value !== undefined) {
        if (!same) this.model = this.read(value) ?? undefined;
        state = this.model ? "ready" : "empty";
      }
    } catch (error) {
      this.source.error = error as Error;
    }
    if (this.source.error) state = this.model ? "stale" : "error";
    this.#read = { value, locale };
    this.#internals.states?.delete(this.#state);
    this.#internals.states?.add(state);
    this.#state = state;
  }

  protected override render(): TemplateResult {
    const { model, source } = this;
    return html`<div class="base" part="base" role="group" aria-labelledby="heading" aria-busy=${source.loading}>
      <p class="label" id="heading" part="label">${this.heading || this.t("Metric")}</p>
      ${model ? this.content(model) : this.#placeholder()}
      ${this.#state === "stale" ? this.#failure() : nothing}
    </div><slot hidden @slotchange=${this.#slotChange}></slot>`;
  }

  #slotChange(): void {
    this.#readJson();
    this.requestUpdate();
  }

  #placeholder(): TemplateResult {
    if (this.#state === "loading")
      return html`<slot name="loading"><div class="skeleton" role="img" aria-label=${this.t("Loading")}></div></slot>`;
    if (this.#state === "error") return html`<slot name="error">${this.#failure()}</slot>`;
    return html`<slot name="empty"><p class="state">${
      this.#state === "empty" ? this.emptyReason() : this.t("Waiting for data")
    }</p></slot>`;
  }

  #failure(): TemplateResult {
    const { error, received, modified } = this.source;
    const since = modified ?? received;
    return html`<div class="state ${this.#state}" role="alert"><p>${
      this.#state === "stale" && since
        ? this.t("Shown as of {time}; the update failed.", {
            time: formatInstant(since, "UTC", this.resolvedLocale),
          })
        : nothing
    } ${this.t(error?.message ?? "")}</p><button type="button" @click=${() => this.refresh()}>${this.t("Try again")}</button></div>`;
  }
}
