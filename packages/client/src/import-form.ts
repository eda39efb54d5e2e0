import type { ImportMap, ImportOptions } from "./schemas/records.ts";

/** A file to import: its name, for messages, and its text or bytes. */
export interface ImportFile {
  readonly name: string;
  readonly content: string | Blob;
}

/** How files are imported. */
export interface ImportFilesOptions
  extends Partial<{ [K in keyof ImportOptions]: ImportOptions[K] | undefined }> {
  /** Which source columns feed which canonical columns. */
  readonly map?: ImportMap | Record<string, unknown> | undefined;
}

/** The multipart form of POST /v1/imports/:source: `file` repeated in order, `map` as JSON, one field an option. */
export function importForm(files: readonly ImportFile[], options: ImportFilesOptions): FormData {
  const form = new FormData();
  if (options.map !== undefined) form.append("map", JSON.stringify(options.map));
  if (options.recordedAt !== undefined) form.append("recordedAt", options.recordedAt);
  if (options.full !== undefined) form.append("full", String(options.full));
  if (options.strict !== undefined) form.append("strict", String(options.strict));
  if (options.dryRun !== undefined) form.append("dryRun", String(options.dryRun));
  if (options.dateFormat !== undefined) form.append("dateFormat", options.dateFormat);
  if (options.decimal !== undefined) form.append("decimal", options.decimal);
  if (options.sourceTimeZone !== undefined) form.append("sourceTimeZone", options.sourceTimeZone);
  for (const { name, content } of files) {
    form.append("file", content instanceof Blob ? content : new Blob([content], { type: "text/csv" }), name);
  }
  return form;
}
