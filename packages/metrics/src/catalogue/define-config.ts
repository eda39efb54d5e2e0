import { ForesailError } from "../errors.ts";
import { Catalogue } from "./catalogue.ts";
import { defineMetric } from "./define-metric.ts";
import type { MetricDefinition } from "./definition.ts";

/** What `foresail.config.ts` exports by default. */
export interface ForesailConfig {
  /** Metrics of one's own; one with a built-in id takes its place. */
  readonly metrics?: readonly MetricDefinition[];
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
  // A file may write its metrics as plain objects: each goes through the door of all others.
  for (const metric of config.metrics ?? []) defineMetric(metric);
  new Catalogue(config.metrics);
  return config;
}
