import { ApiError, errorOf } from "./api-error.ts";

/** Where the API is, who calls it, and how. */
export interface ClientOptions {
  /** Address of the API, with or without a path: `https://api.example.com`. */
  readonly baseUrl: string;
  /** An API key, for servers. */
  readonly key?: string | undefined;
  /** Gives a short-lived token, for browsers; called again once when the server answers 401. */
  readonly getToken?: (() => string | Promise<string>) | undefined;
  /** Asserts the tenant: the server refuses the call when the credential is of another one. */
  readonly tenant?: string | undefined;
  /** Replaces the global `fetch`: an app in process, a proxy, a test. */
  readonly fetch?: ((url: string, init: RequestInit) => Response | Promise<Response>) | undefined;
  /** Milliseconds until a call fails with `timeout`; default 30,000. */
  readonly timeoutMs?: number | undefined;
}

/** Options of any one call. */
export interface CallOptions {
  /** Aborts the call; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** One HTTP request, before credentials are added. */
interface Call extends CallOptions {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  /** Sent as JSON, or as a form where it is one. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends calls and returns the response of those that succeed, and 304. */
export type Transport = (call: Call) => Promise<Response>;

const defaultTimeoutMs = 30_000;

/** Adds credentials, the time limit and one retry with a fresh token to `fetch`. */
export function createTransport(options: ClientOptions): Transport {
  const base = options.baseUrl.replace(/\/+$/, "");

  async function attempt(call: Call): Promise<Response> {
    const headers = new Headers(call.headers);
    headers.set("accept", "application/json");
    const token = options.getToken ? await options.getToken() : options.key;
    if (token) headers.set("authorization", `Bearer ${token}`);
    if (options.tenant) headers.set("x-foresail-tenant", options.tenant);
    const isForm = call.body instanceof FormData;
    if (call.body !== undefined && !isForm) headers.set("content-type", "application/json");
    const init: RequestInit = { method: call.method, headers, signal: limit(options, call) };
    if (call.body instanceof FormData) init.body = call.body;
    else if (call.body !== undefined) init.body = JSON.stringify(call.body);
    const url = base + call.path;
    try {
      return await (options.fetch ?? fetch)(url, init);
    } catch (error) {
      throw unreachable(error, call, base, options.timeoutMs ?? defaultTimeoutMs);
    }
  }

  return async function send(call: Call): Promise<Response> {
    let response = await attempt(call);
    if (response.status === 401 && options.getToken) response = await attempt(call);
    if (response.ok || response.status === 304) return response;
    throw await errorOf(response, base + call.path);
  };
}

function limit(options: ClientOptions, call: Call): AbortSignal {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs);
  return call.signal ? AbortSignal.any([call.signal, timeout]) : timeout;
}

function unreachable(error: unknown, call: Call, base: string, timeoutMs: number): unknown {
  if (call.signal?.aborted) return error;
  if (error instanceof Error && error.name === "TimeoutError") {
    return new ApiError(0, "timeout", `${base} did not answer within ${timeoutMs / 1000} s`, {
      cause: error,
    });
  }
  return new ApiError(0, "network", `cannot reach ${base}; check the address, and that the server runs`, {
    cause: error,
  });
}

/** Reads a body that must be JSON. */
export async function json<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (error) {
    throw new ApiError(
      response.status,
      "bad_response",
      "the answer is not JSON; check that the address is a Foresail API",
      {
        cause: error,
      },
    );
  }
}
