import type { MetricDescription } from "@foresail/client";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { ApiError, ApiRequest, Connection } from "./connection.ts";

/** Where the data of an element stands; `stale` shows earlier data after a failed update. */
export type DataState = "initial" | "loading" | "ready" | "empty" | "error" | "stale";

/** What the catalogue says of a metric, as far as it is known. */
export type Description = Partial<MetricDescription>;

/** What the controller needs of its element. */
export interface DataHost extends ReactiveControllerHost, EventTarget {
  readonly metric: string | null;
  readonly connection: Connection | undefined;
  /** The language that its words are in. */
  readonly resolvedLocale: string;
  /** Data given by the page; wins over the API. */
  inline(): unknown;
  /** The request that fetches the data; undefined while attributes are missing. */
  request(): ApiRequest | undefined;
}

/** The metric's entry; a variant, `ltv.km`, is described by its metric. */
function findMetric(metrics: Description[] | undefined, id: string | null): Description | undefined {
  return (
    metrics?.find((metric) => !id || id === metric.id) ??
    metrics?.find((metric) => id?.startsWith(`${metric.id}.`))
  );
}

const keyOf = (host: DataHost): string | undefined => {
  const request = host.connection && host.request();
  return request && host.connection.api + request.path + JSON.stringify(request.body);
};

/** Fetches an element's data when its request changes, keeps the latest, and says how that went by events. */
export class DataController implements ReactiveController {
  value: unknown;
  error: Error | undefined;
  /** When the data last changed, as far as the server said. */
  modified: Date | undefined;
  /** When the data arrived. */
  received: Date | undefined;
  description: Description | undefined;
  loading = false;
  readonly #host: DataHost;
  #key: string | undefined;
  #connection: Connection | undefined;
  #abort: AbortController | undefined;

  constructor(host: DataHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Takes the page's data, or fetches when the request changed; called before the element decides what it shows. */
  sync(): void {
    const inline = this.#host.inline();
    if (inline !== undefined) {
      this.#cancel();
      this.error = inline instanceof Error ? inline : undefined;
      if (!this.error && inline !== this.value) {
        this.value = inline;
        this.description = findMetric((inline as { metrics?: Description[] }).metrics, this.#host.metric);
        this.#tell("foresail-data-ready", { data: inline });
      }
      return;
    }
    let key: string | undefined;
    try {
      key = keyOf(this.#host);
    } catch (error) {
      this.#cancel();
      this.error = error as Error;
      return;
    }
    if (key === this.#key && this.#connection === this.#host.connection) return;
    if (key !== this.#key) this.value = undefined;
    void this.load();
  }

  hostDisconnected(): void {
    if (this.loading) this.#cancel();
  }

  #cancel(): void {
    this.#abort?.abort();
    this.#key = undefined;
    this.loading = false;
  }

  /** Fetches again, whatever is there; earlier data stays until the answer. */
  async load(): Promise<void> {
    const host = this.#host;
    this.#cancel();
    this.#key = keyOf(host);
    this.#connection = host.connection;
    const request = this.#key && host.request();
    this.error = undefined;
    if (!request || !host.connection) return host.requestUpdate();
    const abort = new AbortController();
    this.#abort = abort;
    this.loading = true;
    host.requestUpdate();
    try {
      const catalogue = host.metric ? host.connection.catalogue(host.resolvedLocale) : undefined;
      const { value, modified } = await host.connection.send(request, abort.signal);
      this.description = findMetric(await catalogue, host.metric);
      if (abort.signal.aborted) return;
      this.value = value;
      this.modified = modified;
      this.received = new Date();
      this.#tell("foresail-data-ready", { data: value });
    } catch (error) {
      if (abort.signal.aborted) return;
      this.error = error as Error;
      if ((error as ApiError).status === 401) this.#tell("foresail-token-error", { error });
      this.#tell("foresail-data-error", { error });
    }
    this.loading = false;
    host.requestUpdate();
  }

  #tell(name: string, detail: object): void {
    this.#host.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}
