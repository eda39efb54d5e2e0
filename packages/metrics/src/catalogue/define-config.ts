import { ForesailError } from "../errors.ts";
import { builtInMetrics, Catalogue } from "./catalogue.ts";
import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/** What `foresail.config.ts` exports by default. */
export interface ForesailConfig {
  /** Metrics of one's own; one with a built-in id takes its place. */
  readonly metrics?: readonly MetricDefinition[];
}

const required = [
  "id",
  "version",
  "label",
  "question",
  "formula",
  "unit",
  "direction",
  "expression",
] as const;

/** @throws {ForesailError} `invalid_definition`, naming the fields that are missing or, of a built-in id, the version */
function refuseHalfWritten(metric: MetricDefinition): void {
  const missing = required.filter((field) => metric[field] === undefined);
  if (missing.length > 0) {
    throw new ForesailError(
      "invalid_definition",
      `metric ${JSON.stringify(metric.id ?? null)} lacks ${missing.join(", ")}; a metric has ${required.join(", ")}`,
    );
  }
  const builtIn = builtInMetrics.find(({ id }) => id === metric.id);
  if (builtIn && metric.version <= builtIn.version) {
    throw new ForesailError(
      "invalid_definition",
      `metric ${metric.id} takes the place of a built-in one; give it a version above ${builtIn.version}, so that its numbers can be told apart`,
    );
  }
}

/**
 * Checks a configuration and returns it.
 *
 * @throws {ForesailError} `invalid_definition`, naming the field
 *
 * @example
 * defineConfig({ metrics: [] }).metrics; // => []
 */
export function defineConfig(config: ForesailConfig): ForesailConfig {
  const unknown = Object.keys(config).filter((key) => key !== "metrics");
  if (unknown.length > 0) {
    throw new ForesailError(
      "invalid_definition",
      `the configuration has no field ${unknown.map((key) => JSON.stringify(key)).join(", ")}; it has metrics`,
    );
  }
  const ids = (config.metrics ?? []).map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new ForesailError("invalid_definition", `metric ${twice} is defined twice; keep one definition`);
  }
  for (const metric of config.metrics ?? []) refuseHalfWritten(metric);
  // A file may write its metrics as plain objects: each goes through the door of all others.
  for (const metric of config.metrics ?? []) defineMetric(metric);
  new Catalogue(config.metrics);
  return config;
}
