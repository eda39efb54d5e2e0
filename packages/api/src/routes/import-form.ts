import { ImportMap, ImportOptions } from "@foresail/client";
import type { SourceFile } from "@foresail/metrics";
import { ProblemError } from "../errors.ts";
import { refusePrototypeKeys } from "../http/prototype-keys.ts";
import { invalidRequest } from "../http/validation.ts";

/** What the form of an import says. */
export interface ImportForm {
  readonly files: readonly SourceFile[];
  readonly map: ImportMap | undefined;
  readonly options: ImportOptions;
}

/**
 * Reads the multipart form of an import: `file` (repeated, in order), `map` (JSON), `recordedAt`, `full`, `strict`,
 * `dryRun`, and for files of a source `dateFormat`, `decimal` and `sourceTimeZone`.
 *
 * @throws {ProblemError} where a part is missing, unknown or cannot be read
 */
export async function readImportForm(request: Request): Promise<ImportForm> {
  const form = await parts(request);
  const unknown = [...form.keys()].find((name) => !partNames.has(name));
  if (unknown !== undefined)
    throw badPart(unknown, `not a part of an import; parts are ${[...partNames].join(", ")}`);
  const uploads = form.getAll("file");
  if (uploads.length === 0) throw badPart("file", "missing; send at least one file");
  const files: SourceFile[] = [];
  for (const upload of uploads) {
    files.push(
      typeof upload === "string"
        ? { name: `file ${files.length + 1}`, text: upload }
        : { name: upload.name, text: decode(upload.name, await upload.arrayBuffer()) },
    );
  }
  return { files, map: await mapOf(form.get("map")), options: optionsOf(form) };
}

const texts = ["recordedAt", "dateFormat", "decimal", "sourceTimeZone"] as const;
const flags = ["full", "strict", "dryRun"] as const;
const partNames: ReadonlySet<string> = new Set(["file", "map", ...texts, ...flags]);

async function parts(request: Request): Promise<FormData> {
  if (!/^multipart\/form-data\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new ProblemError("unsupported_media_type", { detail: "an import is sent as multipart/form-data" });
  }
  try {
    return await request.formData();
  } catch (cause) {
    throw new ProblemError("malformed_form", { detail: "the body is not multipart/form-data", cause });
  }
}

async function mapOf(part: File | string | null): Promise<ImportMap | undefined> {
  if (part === null) return undefined;
  const input = parseJson(typeof part === "string" ? part : await part.text());
  const result = ImportMap.safeParse(input);
  if (!result.success) throw invalidRequest(result.error.issues, input, "invalid_map");
  return result.data;
}

function parseJson(text: string): unknown {
  refusePrototypeKeys(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ProblemError("invalid_map", { detail: "the map is not JSON", cause });
  }
}

function optionsOf(form: FormData): ImportOptions {
  const input: Record<string, unknown> = {};
  for (const name of texts) {
    const value = form.get(name);
    if (value !== null) input[name] = value;
  }
  for (const name of flags) {
    const value = form.get(name);
    if (value !== null) input[name] = value === "true" ? true : value === "false" ? false : value;
  }
  const result = ImportOptions.safeParse(input);
  if (!result.success) throw invalidRequest(result.error.issues, input);
  return result.data;
}

/** UTF-8, or UTF-16 where a byte order mark says so; a guess would turn names into other names. */
function decode(name: string, bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ProblemError("invalid_encoding", {
      detail: `${name} is not text in UTF-8; save it as "CSV UTF-8" and import it again`,
      cause,
    });
  }
}

function badPart(part: string, message: string): ProblemError {
  return new ProblemError("invalid_request", {
    detail: `${part}: ${message}`,
    errors: [{ path: part, message }],
  });
}
