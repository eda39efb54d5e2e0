import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { defineConfig, type ForesailConfig, ForesailError } from "@foresail/metrics";

const names = ["foresail.config.ts", "foresail.config.mts", "foresail.config.js", "foresail.config.mjs"];

/**
 * Reads the configuration of a folder, or the file that is named: metrics of one's own.
 *
 * @param folder - where `foresail.config.ts` (or `.mts`, `.js`, `.mjs`) is looked for
 * @param file - read instead, if given
 * @returns an empty configuration where there is no file
 * @throws {ForesailError} `invalid_definition` where the file cannot be read or is not valid; names the file
 */
export async function readConfig(folder: string, file?: string): Promise<ForesailConfig> {
  const path = file === undefined ? await firstFile(folder) : resolve(folder, file);
  if (path === null) return {};
  if (file !== undefined && !(await exists(path))) {
    throw new ForesailError("invalid_definition", `${path} does not exist; check --config`);
  }
  let loaded: { readonly default?: unknown };
  try {
    loaded = (await import(pathToFileURL(path).href)) as typeof loaded;
  } catch (error) {
    const hint =
      /\.m?ts$/.test(path) && (error as { code?: string }).code === "ERR_UNKNOWN_FILE_EXTENSION"
        ? "; this Node.js does not read TypeScript: use 22.18 or later, or write foresail.config.js"
        : "";
    throw new ForesailError("invalid_definition", `${path}: ${(error as Error).message}${hint}`, {
      cause: error,
    });
  }
  if (typeof loaded.default !== "object" || loaded.default === null) {
    throw new ForesailError(
      "invalid_definition",
      `${path} exports no configuration; write: export default defineConfig({ metrics: [...] })`,
    );
  }
  try {
    return defineConfig(loaded.default as ForesailConfig);
  } catch (error) {
    throw new ForesailError("invalid_definition", `${path}: ${(error as Error).message}`, { cause: error });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function firstFile(folder: string): Promise<string | null> {
  for (const name of names) {
    const path = join(folder, name);
    if (await exists(path)) return path;
  }
  return null;
}
