import { stat } from "node:fs/promises";
import { z } from "zod";
import { type ApiKeyRecord, createApiKey } from "../auth/api-key.ts";
import type { KeyStore } from "../auth/bearer-keys.ts";
import type { Credential } from "../auth/credential.ts";
import { isMissing, readJson, writeJson } from "./files.ts";

const KeyFile = z.array(
  z.object({
    id: z.string(),
    hash: z.string(),
    tenant: z.string(),
    scopes: z.array(z.enum(["read", "write"])),
    createdAt: z.string(),
  }),
);

/** Keys in a JSON file of mode 0600, read again when the file changes, so that a key removed from it is refused. */
export interface KeyFile extends KeyStore {
  list(): Promise<readonly ApiKeyRecord[]>;
  /** Adds a key and returns it: the only time that it is seen. */
  create(credential: Credential, now: Date): Promise<string>;
}

/** Opens the key file at a path; it need not exist yet. */
export function openKeyFile(path: string): KeyFile {
  let stamp = "";
  let records: readonly ApiKeyRecord[] = [];

  async function list(): Promise<readonly ApiKeyRecord[]> {
    const current = await stampOf(path);
    if (current !== stamp) {
      records = KeyFile.parse((await readJson(path)) ?? []);
      stamp = current;
    }
    return records;
  }

  return {
    list,
    find: async (id) => (await list()).find((record) => record.id === id) ?? null,
    async create(credential, now) {
      const { key, record } = await createApiKey(credential, now);
      await writeJson(path, [...(await list()), record]);
      return key;
    },
  };
}

async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    return `${mtimeMs}/${size}/${ino}`;
  } catch (error) {
    if (isMissing(error)) return "";
    throw error;
  }
}
