// Files and records into canonical rows

export { type CanonicalValue, IngestedRow, type RowValues, type Texts } from "./canonical-row.ts";
export type { IngestResult } from "./collect-rows.ts";
// Identity
export { contentHash } from "./content-hash.ts";
export { type IngestFileRequest, ingestFile } from "./ingest-file.ts";
export { type IngestRecordsRequest, ingestRecords } from "./ingest-records.ts";
// Rejected rows
export type { RejectCode } from "./problem.ts";
export type { SourceRow } from "./reject.ts";
export { rejectsCsv } from "./rejects-csv.ts";
