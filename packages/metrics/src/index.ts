// Errors
export { type ErrorCode, ForesailError, InternalError } from "./errors.ts";
// The store's interface
export type { FileImport, Freshness, MetricsStore, SourceFile } from "./store/store.ts";
