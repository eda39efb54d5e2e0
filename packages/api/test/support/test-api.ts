import type { Problem } from "@foresail/client";
import { Problem as ProblemSchema } from "@foresail/client";
import { expect } from "vitest";
import {
  type Api,
  type ApiOptions,
  bearerKeys,
  createApi,
  createApiKey,
  memoryKeyStore,
} from "../../src/index.ts";
import { type FakeStore, fakeStore } from "./fake-store.ts";

/** An API over a fake store with one key of each kind. */
export interface TestApi {
  readonly api: Api;
  readonly store: FakeStore;
  /** Keys of tenant acme: all scopes, read alone, write alone; and one of tenant rival. */
  readonly keys: {
    readonly all: string;
    readonly read: string;
    readonly write: string;
    readonly rival: string;
  };
  /** Calls the API with the key of all scopes. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

export const now = new Date("2026-03-02T12:00:00Z");

export async function testApi(options: Partial<ApiOptions> = {}): Promise<TestApi> {
  const store = fakeStore();
  const all = await createApiKey({ tenant: "acme", scopes: ["read", "write"] }, now);
  const read = await createApiKey({ tenant: "acme", scopes: ["read"] }, now);
  const write = await createApiKey({ tenant: "acme", scopes: ["write"] }, now);
  const rival = await createApiKey({ tenant: "rival", scopes: ["read", "write"] }, now);
  const authenticate = bearerKeys(memoryKeyStore([all, read, write, rival].map(({ record }) => record)));
  const api = createApi({ store, authenticate, clock: () => now, version: "1.2.3", ...options });
  return {
    api,
    store,
    keys: { all: all.key, read: read.key, write: write.key, rival: rival.key },
    async call(method, path, body, headers = {}) {
      const isText = typeof body === "string" || body instanceof FormData;
      return api.request(path, {
        method,
        headers: {
          authorization: `Bearer ${all.key}`,
          ...(body === undefined || body instanceof FormData ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isText ? (body as string | FormData) : JSON.stringify(body) }),
      });
    },
  };
}

/** Reads problem details and checks that they have the form of the contract. */
export async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = ProblemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(problem.type).toBe(`/problems/${problem.code}`);
  return problem;
}
