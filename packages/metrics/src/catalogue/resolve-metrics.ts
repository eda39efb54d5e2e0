import { ForesailError } from "../errors.ts";
import { nearest } from "../model/nearest.ts";
import { type Expression, formulaOf, type Input, type MetricDefinition } from "./definition.ts";
import { namesOf } from "./formula/formula.ts";

/** Finds the definition of a metric by id; undefined where there is none. */
export type FindMetric = (id: string) => MetricDefinition | undefined;

/**
 * A definition whose formula names no other metric any more: each such name has become an input with that metric's
 * expression.
 *
 * @param ids - known ids, for near names in errors
 * @throws {ForesailError} `invalid_definition` where a name is no metric, or a metric depends on itself
 */
export function resolveMetric(
  metric: MetricDefinition,
  find: FindMetric,
  ids: readonly string[],
): MetricDefinition {
  return { ...metric, expression: resolve(metric.expression, [metric.id], find, ids) };
}

function resolve(
  expression: Expression,
  path: readonly string[],
  find: FindMetric,
  ids: readonly string[],
): Expression {
  if (expression.kind === "choice") {
    const of = Object.entries(expression.of).map(([value, one]) => [value, resolve(one, path, find, ids)]);
    return { ...expression, of: Object.fromEntries(of) };
  }
  if (expression.kind !== "formula") return expression;
  const inputs: Record<string, Input> = {};
  for (const name of namesOf(formulaOf(expression.text))) {
    const given = expression.inputs?.[name];
    if (given?.kind === "setting") inputs[name] = given;
    else if (given) inputs[name] = resolve(given, path, find, ids);
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
      inputs[name] = resolve(metric.expression, [...path, name], find, ids);
    }
  }
  return { ...expression, inputs };
}
