import type { Direction, Unit } from "@foresail/client";
import { ForesailError } from "../errors.ts";
import { tables } from "../model/tables.ts";
import { settingsFrom } from "../settings/settings.ts";
import { type Expression, formulaOf, type MetricDefinition } from "./definition.ts";
import { namesOf } from "./formula/formula.ts";
import { filtersOf, type Measure } from "./measure.ts";
import { measureKinds } from "./measure-traits.ts";

function faults(measure: Measure): string[] {
  if (!measureKinds.includes(measure.kind))
    return [`measure kind ${JSON.stringify(measure.kind)} must be one of ${measureKinds.join(", ")}`];
  if (measure.kind !== "flow" && measure.kind !== "day_histogram") return [];
  const table = Object.hasOwn(tables, measure.fact) ? tables[measure.fact] : undefined;
  if (!table)
    return [
      `fact ${JSON.stringify(measure.fact)} is no table; it must be one of ${Object.keys(tables).join(", ")}`,
    ];
  const column = (name: string, types: readonly string[]): string[] => {
    const found = table.columns.find((candidate) => candidate.name === name);
    if (!found) return [`${measure.fact} has no column ${JSON.stringify(name)}`];
    return types.includes(found.type)
      ? []
      : [`${measure.fact}.${name} is ${found.type}, not ${types.join(" or ")}`];
  };
  const any = ["text", "date", "money", "number", "integer", "boolean"];
  const own =
    measure.kind === "day_histogram"
      ? [...column(measure.from, ["date"]), ...column(measure.to, ["date"])]
      : "sum" in measure.aggregate
        ? column(measure.aggregate.sum, ["money", "number", "integer"])
        : "countOf" in measure.aggregate
          ? column(measure.aggregate.countOf, any)
          : [];
  const filters = filtersOf(measure).flatMap((filter) => [
    ...column(filter.column, any),
    ...("in" in filter && filter.in.length === 0
      ? [`filter on ${filter.column} keeps no value; name one or more in "in"`]
      : []),
  ]);
  return [...column(measure.date, ["date"]), ...own, ...filters];
}

const units: Readonly<Record<Unit, true>> = {
  currency: true,
  count: true,
  fraction: true,
  days: true,
  months: true,
  ratio: true,
};
const directions: Readonly<Record<Direction, true>> = { up: true, down: true, neutral: true };
const settingKeys = Object.keys(settingsFrom({}));

function settingFaults(keys: readonly string[]): string[] {
  return keys
    .filter((key) => !settingKeys.includes(key))
    .map((key) => `setting ${JSON.stringify(key)} does not exist; known are ${settingKeys.join(", ")}`);
}

/** What a definition says in words, and of whose words there are few: a config written in JavaScript is checked by nothing else. */
function wordFaults(definition: MetricDefinition): string[] {
  const texts = ["label", "question", "formula"] as const;
  const oneOf = (field: "unit" | "direction", known: object): string[] =>
    Object.hasOwn(known, definition[field])
      ? []
      : [`${field} ${JSON.stringify(definition[field])} must be one of ${Object.keys(known).join(", ")}`];
  return [
    ...texts
      .filter((field) => typeof definition[field] !== "string" || definition[field].trim() === "")
      .map((field) => `${field} must be text that is not empty`),
    ...oneOf("unit", units),
    ...oneOf("direction", directions),
    ...settingFaults(definition.settings ?? []),
  ];
}

function expressionFaults(expression: Expression): string[] {
  switch (expression.kind) {
    case "ratio":
      return [...faults(expression.numerator), ...faults(expression.denominator)];
    case "formula": {
      const inputs = Object.entries(expression.inputs ?? {});
      const names = namesOf(formulaOf(expression.text));
      const unused = inputs
        .filter(([name]) => !names.includes(name))
        .map(([name]) => `input ${JSON.stringify(name)} does not occur in its formula`);
      return [
        ...unused,
        ...inputs.flatMap(([, input]) =>
          input.kind === "setting" ? settingFaults([input.key]) : expressionFaults(input),
        ),
      ];
    }
    case "survival":
    case "lifetime":
      return [];
    case "choice":
      return Object.values(expression.of).flatMap(expressionFaults);
    default:
      if (expression.measure === undefined)
        return [`expression ${JSON.stringify(expression)} has no measure`];
      return faults(expression.measure);
  }
}

/**
 * Checks a metric's definition and returns it: the built-in catalogue and users' own metrics go through this door.
 *
 * @throws {ForesailError} `invalid_definition` with every fault in `issues`
 *
 * @example
 * defineMetric({
 *   id: "ad_spend",
 *   version: 1,
 *   label: "Ad spend",
 *   question: "What did advertising cost?",
 *   formula: "sum of spend.amount where kind = ads",
 *   unit: "currency",
 *   direction: "neutral",
 *   expression: {
 *     kind: "total",
 *     measure: { kind: "flow", fact: "spend", date: "date", aggregate: { sum: "amount" }, filter: { column: "kind", in: ["ads"] } },
 *   },
 * }).id; // => "ad_spend"
 */
export function defineMetric(definition: MetricDefinition): MetricDefinition {
  const issues = [...expressionFaults(definition.expression), ...wordFaults(definition)];
  if (!/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)?$/.test(definition.id)) {
    issues.push(
      `id ${JSON.stringify(definition.id)} must be lower-case words joined by _, with at most one .variant`,
    );
  }
  if (!Number.isInteger(definition.version) || definition.version < 1)
    issues.push("version must be 1, 2, 3 ...");
  if (issues.length > 0) {
    throw new ForesailError(
      "invalid_definition",
      `metric ${definition.id} is not valid: ${issues.join("; ")}`,
      {
        issues: issues.map((message) => ({ path: definition.id, message })),
      },
    );
  }
  return definition;
}
