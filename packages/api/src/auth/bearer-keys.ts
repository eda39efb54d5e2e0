import { type ApiKeyRecord, hashSecret, parseApiKey } from "./api-key.ts";
import type { Authenticate } from "./credential.ts";

/** Where keys are kept: a file beside the database, a table, an environment variable. */
export interface KeyStore {
  /** The key with this id, or null. */
  find(id: string): Promise<ApiKeyRecord | null>;
}

/** A key store in memory, for tests and for runtimes that take keys from their configuration. */
export function memoryKeyStore(records: readonly ApiKeyRecord[]): KeyStore {
  const byId = new Map(records.map((record) => [record.id, record]));
  return { find: async (id) => byId.get(id) ?? null };
}

/**
 * Authenticates API keys sent as `Authorization: Bearer fsk_<id>_<secret>`.
 *
 * A key that is missing, malformed, unknown or wrong gives null, and all of the last three take the same steps: the
 * secret is hashed and compared in constant time whether its id is known or not.
 */
export function bearerKeys(keys: KeyStore): Authenticate {
  return async function authenticate(request) {
    const key = bearerToken(request.headers.get("authorization"));
    const parsed = key === null ? null : parseApiKey(key);
    if (parsed === null) return null;
    const record = await keys.find(parsed.id);
    const matches = equalInConstantTime(await hashSecret(parsed.secret), record?.hash ?? "0".repeat(64));
    return record !== null && matches ? { tenant: record.tenant, scopes: record.scopes } : null;
  };
}

/** The token of an Authorization header; null without one. */
function bearerToken(header: string | null): string | null {
  const match = header === null ? null : /^Bearer +([^\s]+) *$/i.exec(header);
  return match?.[1] ?? null;
}

function equalInConstantTime(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}
