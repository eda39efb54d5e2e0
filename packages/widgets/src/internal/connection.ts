import type { Catalogue, MetricDescription } from "@foresail/client";

/** One call of the API: a path below its base address, and a JSON body for POST. */
export interface ApiRequest {
  readonly path: string;
  readonly body?: unknown;
  /** Language of the answer's words; absent: the browser's. */
  readonly locale?: string;
}

/** What the API answered, and when that data was last changed. */
export interface ApiAnswer {
  readonly value: unknown;
  readonly modified: Date | undefined;
}

/** Gives a short-lived token; called again once when the API answers 401. */
export type TokenCallback = () => Promise<string>;

/** A call that failed; `status` is 0 where no answer came. */
export class ApiError extends Error {
  readonly status: number;
  constructor(message: string, status = 0, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Longest wait for an answer. */
const timeoutMs = 30_000;

/** A way to the API: base address and token. Holds the token in memory only. */
export class Connection {
  readonly api: string;
  readonly getToken: TokenCallback | undefined;
  #token: Promise<string> | undefined;
  readonly #catalogues: Record<string, Promise<Partial<MetricDescription>[]>> = {};

  constructor(api: string, getToken?: TokenCallback) {
    this.api = api.replace(/\/+$/, "");
    this.getToken = getToken;
  }

  /**
   * Sends a request; on 401 asks once for a fresh token and sends it again.
   *
   * @throws {ApiError} with a sentence for the reader; aborting rejects with the signal's reason
   */
  async send({ path, body, locale }: ApiRequest, signal: AbortSignal): Promise<ApiAnswer> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    for (let first = true; ; first = false) {
      if (this.getToken) this.#token ??= this.getToken();
      const token = this.#token;
      const headers: Record<string, string> = {};
      try {
        if (token) headers.authorization = `Bearer ${await token}`;
      } catch (cause) {
        this.#token = undefined;
        throw new ApiError("No access: the token could not be fetched", 401, { cause });
      }
      if (locale) headers["accept-language"] = locale;
      if (body) headers["content-type"] = "application/json";
      let response: Response;
      try {
        response = await fetch(this.api + path, {
          headers,
          signal: limit,
          ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
        });
        if (response.ok) {
          const modified = response.headers.get("last-modified");
          return { value: await response.json(), modified: modified ? new Date(modified) : undefined };
        }
      } catch (cause) {
        signal.throwIfAborted();
        throw new ApiError(
          limit.aborted ? "The server took too long to answer" : "The server could not be reached",
          0,
          { cause },
        );
      }
      if (response.status === 401 && token) {
        // Another request may have fetched a fresh token meanwhile: drop only the one refused.
        if (this.#token === token) this.#token = undefined;
        if (first) continue;
      }
      const problem = await response.json().catch(() => ({}));
      throw new ApiError(
        problem.detail ?? problem.title ?? `The server answered ${response.status}`,
        response.status,
      );
    }
  }

  /** What the metrics are called and which way is good; asked once a language, and empty where the API does not say. */
  catalogue(locale: string): Promise<Partial<MetricDescription>[]> {
    this.#catalogues[locale] ??= this.send(
      { path: "/v1/metrics", locale },
      new AbortController().signal,
    ).then(
      ({ value }) => (value as Catalogue).metrics,
      () => [],
    );
    return this.#catalogues[locale];
  }
}
