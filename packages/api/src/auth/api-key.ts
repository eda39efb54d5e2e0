import { hex } from "../http/entity-tag.ts";
import type { Credential } from "./credential.ts";

/** What is kept of a key: never the secret, only its hash. */
export interface ApiKeyRecord extends Credential {
  /** Public half of the key: 128 random bits in hexadecimal. */
  readonly id: string;
  /** SHA-256 of the secret half, in hexadecimal. */
  readonly hash: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** A new key: `key` is shown once, `record` is kept. */
export interface NewApiKey {
  readonly key: string;
  readonly record: ApiKeyRecord;
}

const shape = /^fsk_([0-9a-f]{32})_([0-9a-f]{64})$/;

/** Makes a key `fsk_<id>_<secret>` with 256 random bits of secret. */
export async function createApiKey(credential: Credential, now: Date): Promise<NewApiKey> {
  const id = randomHex(16);
  const secret = randomHex(32);
  return {
    key: `fsk_${id}_${secret}`,
    record: { id, hash: await hashSecret(secret), ...credential, createdAt: now.toISOString() },
  };
}

/** Takes a key apart; null when it does not have the form of one. */
export function parseApiKey(key: string): { id: string; secret: string } | null {
  const match = shape.exec(key);
  return match === null ? null : { id: match[1]!, secret: match[2]! };
}

/** SHA-256 of a secret, which is random enough to need no salt and no slow hash. */
export async function hashSecret(secret: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret))));
}

function randomHex(bytes: number): string {
  return hex(crypto.getRandomValues(new Uint8Array(bytes)));
}
