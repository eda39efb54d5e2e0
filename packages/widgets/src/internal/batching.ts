import type { QueryInput, QueryResult } from "@foresail/client";
import { type ApiAnswer, type ApiRequest, Connection } from "./connection.ts";

/** One request on its way, and those who wait for it. */
interface Shared {
  readonly answer: Promise<ApiAnswer>;
  readonly abort: AbortController;
  waiting: number;
}

/** Queries alike but for their metrics, gathered until the end of the task. */
interface Gathering {
  readonly query: QueryInput;
  readonly answer: Promise<ApiAnswer>;
}

/** Most metrics in one query, as the API allows. */
const mostMetrics = 50;

/** A connection that sends equal requests once, and queries that differ only in their metrics together. */
export class BatchingConnection extends Connection {
  readonly #shared = new Map<string, Shared>();
  readonly #gathering = new Map<string, Gathering>();

  override send(request: ApiRequest, signal: AbortSignal): Promise<ApiAnswer> {
    const key = JSON.stringify(request);
    let shared = this.#shared.get(key);
    if (!shared) {
      const abort = new AbortController();
      const answer =
        request.path === "/v1/query"
          ? this.#query(request.body as QueryInput, abort.signal)
          : super.send(request, abort.signal);
      shared = { answer, abort, waiting: 0 };
      this.#shared.set(key, shared);
      const forget = (): void => void this.#shared.delete(key);
      answer.then(forget, forget);
    }
    return join(shared, signal, () => this.#shared.delete(key));
  }

  /** Adds a query to those alike of this task; each asker gets its own metrics back. */
  async #query(query: QueryInput, signal: AbortSignal): Promise<ApiAnswer> {
    const { metrics, ...rest } = query;
    const key = JSON.stringify(rest);
    let gathering = this.#gathering.get(key);
    if (!gathering || new Set([...gathering.query.metrics, ...metrics]).size > mostMetrics) {
      const together: QueryInput = { ...rest, metrics: [] };
      const answer = new Promise((resolve) => setTimeout(resolve)).then(() => {
        this.#gathering.delete(key);
        return super.send({ path: "/v1/query", body: together }, new AbortController().signal);
      });
      gathering = { query: together, answer };
      this.#gathering.set(key, gathering);
    }
    const { query: together, answer } = gathering;
    for (const metric of metrics) if (!together.metrics.includes(metric)) together.metrics.push(metric);
    try {
      const { value, modified } = await answer;
      const result = value as QueryResult;
      const series = result.series.filter((one) => metrics.includes(one.metric));
      return { value: { ...result, series }, modified };
    } catch (error) {
      // One bad metric refuses them all: each asker then asks for itself, and only the bad one fails.
      if (together.metrics.length === metrics.length) throw error;
      return super.send({ path: "/v1/query", body: query }, signal);
    }
  }
}

/** One waiter's view of a shared request: it may leave by its own signal; the last to leave ends the request. */
function join(shared: Shared, signal: AbortSignal, forget: () => void): Promise<ApiAnswer> {
  shared.waiting++;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      reject(signal.reason);
      if (--shared.waiting === 0) {
        forget();
        shared.abort.abort();
      }
    };
    signal.addEventListener("abort", leave, { once: true });
    shared.answer.then(resolve, reject);
  });
}
