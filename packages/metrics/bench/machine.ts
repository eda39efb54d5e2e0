import { cpus, totalmem } from "node:os";
import { version as duckdbVersion } from "@duckdb/node-api";

/** What the numbers were measured on, in one line each. */
export function machine(): string[] {
  const [cpu] = cpus();
  return [
    `${cpus().length} × ${cpu?.model.trim()}, ${(totalmem() / 2 ** 30).toFixed(0)} GB`,
    `${process.platform} ${process.arch}, Node ${process.versions.node}, DuckDB ${duckdbVersion()}`,
  ];
}

/** The most memory that this process has had so far, in MB. */
export function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
