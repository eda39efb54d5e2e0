import { existsSync, readFileSync } from "node:fs";

/** Reads a file of the shared reference data, which is not part of the repository; null where it is absent. */
export function sharedData<T>(name: string): T | null {
  const path = new URL(`../../../../../shared/data/${name}`, import.meta.url);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : null;
}

/** A series of the M3 competition; only `train` may steer a model. */
export interface M3Series {
  readonly id: string;
  readonly m: number;
  readonly h: number;
  readonly train: readonly number[];
}
