import { type PropertyDeclarations, ReactiveElement } from "lit";
import { BatchingConnection } from "../internal/batching.ts";
import type { TokenCallback } from "../internal/connection.ts";
import { arrivalEvent, type Consumer, type ContextRequest, requestEvent } from "../internal/context.ts";

/**
 * Gives API address, token, locale and theme to the elements inside; equal requests of theirs are sent once, queries alike are
 * sent together.
 *
 * @tag foresail-provider
 */
export class ForesailProvider extends ReactiveElement {
  static override properties: PropertyDeclarations = {
    api: {},
    locale: {},
    theme: { reflect: true },
    token: {},
    getToken: { attribute: false },
  };

  /** Base address of the API; empty for the page's own origin. */
  declare api: string | null;
  declare locale: string | null;
  /** `auto` follows the reader's system; without it the page's own `color-scheme` counts. */
  declare theme: "auto" | "light" | "dark" | null;
  /** A short-lived token, for trials; with `getToken` it is ignored and taken off the element. */
  declare token: string | null;
  declare getToken: TokenCallback | undefined;

  readonly #consumers = new Set<Consumer>();
  #connection: BatchingConnection | undefined;

  /** Elements inside draw themselves: the provider has no box and keeps their light DOM. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener(requestEvent, this.#answer);
    this.style.display = "contents";
    document.dispatchEvent(new Event(arrivalEvent));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener(requestEvent, this.#answer);
  }

  #answer = (event: Event): void => {
    const request = (event as CustomEvent<ContextRequest>).detail;
    event.stopPropagation();
    this.#consumers.add(request.consumer);
    request.release = () => this.#consumers.delete(request.consumer);
    if (this.hasUpdated) this.#tell(request.consumer);
  };

  #tell(consumer: Consumer): void {
    consumer({ connection: this.#connection, locale: this.locale ?? undefined });
  }

  protected override willUpdate(): void {
    if (this.getToken) this.removeAttribute("token");
  }

  protected override updated(): void {
    this.style.colorScheme = this.theme === "auto" ? "light dark" : (this.theme ?? "");
    const token = this.token;
    const getToken = this.getToken ?? (token ? () => Promise.resolve(token) : undefined);
    const same =
      this.#connection?.api === this.api?.replace(/\/+$/, "") &&
      this.#tokenSource === (this.getToken ?? token);
    if (!same) this.#connection = this.api == null ? undefined : new BatchingConnection(this.api, getToken);
    this.#tokenSource = this.getToken ?? token;
    for (const consumer of this.#consumers) this.#tell(consumer);
  }

  #tokenSource: TokenCallback | string | null | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "foresail-provider": ForesailProvider;
  }
}
