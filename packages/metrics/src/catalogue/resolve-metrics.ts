import type { Settings } from "@foresail/client";
import { ForesailError } from "../errors.ts";
import { nearest } from "../model/nearest.ts";
import { type Expression, formulaOf, type Input, type MetricDefinition } from "./definition.ts";
import { namesOf } from "./formula/formula.ts";

/** Finds the definition of a metric by id; undefined where there is none. */
export type FindMetric = (id: string) => MetricDefinition | undefined;

/**
 * A definition whose formula names no other metric any more: each such name has become an input with that metric's
 * expression. The settings that decide those metrics' numbers, or that the formula reads, decide its own as well.
 *
 * @param ids - known ids, for near names in errors
 * @throws {ForesailError} `invalid_definition` where a name is no metric, or a metric depends on itself
 */
export function resolveMetric(
  metric: MetricDefinition,
  find: FindMetric,
  ids: readonly string[],
): MetricDefinition {
  const settings = new Set(metric.settings);
  const expression = resolve(metric.expression, { path: [metric.id], find, ids, settings });
  return settings.size === 0 ? { ...metric, expression } : { ...metric, expression, settings: [...settings] };
}

interface Resolving {
  /** Ids on the way to the expression. */
  readonly path: readonly string[];
  readonly find: FindMetric;
  readonly ids: readonly string[];
  /** Settings found on the way, to which those of the expression are added. */
  readonly settings: Set<keyof Settings>;
}

function resolve(expression: Expression, context: Resolving): Expression {
  const { path, find, ids, settings } = context;
  if (expression.kind === "choice") {
    settings.add(expression.setting);
    const of = Object.entries(expression.of).map(([value, one]) => [value, resolve(one, context)]);
    return { ...expression, of: Object.fromEntries(of) };
  }
  if (expression.kind !== "formula") return expression;
  const inputs: Record<string, Input> = {};
  for (const name of namesOf(formulaOf(expression.text))) {
    const given = expression.inputs?.[name];
    if (given?.kind === "setting") {
      settings.add(given.key);
      inputs[name] = given;
    } else if (given) inputs[name] = resolve(given, context);
    else {
      if (path.includes(name)) {
        throw new ForesailError(
          "invalid_definition",
          `metric ${path[0]} depends on itself: ${[...path, name].join(" -> ")}`,
        );
      }
      const metric = find(name);
      if (!metric) {
        const near = nearest(name, ids);
        const hint =
          near.length > 0 ? `did you mean ${near.join(" or ")}?` : "define it, or name it in inputs";
        throw new ForesailError(
          "invalid_definition",
          `metric ${path.at(-1)}: its formula names ${JSON.stringify(name)}, which is neither an input nor a metric; ${hint}`,
        );
      }
      for (const key of metric.settings ?? []) settings.add(key);
      inputs[name] = resolve(metric.expression, { ...context, path: [...path, name] });
    }
  }
  return { ...expression, inputs };
}
