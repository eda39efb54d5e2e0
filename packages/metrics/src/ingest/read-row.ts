import type { CanonicalValue } from "./canonical-row.ts";
import { Problem } from "./problem.ts";
import type { ReadPlan } from "./read-plan.ts";
import { brokenRule } from "./rules.ts";

/** Why a row is refused: the problem, and the column and value where it lies. */
export class RowFailure {
  readonly problem: Problem;
  /** The canonical column; null where the row as a whole is at fault. */
  readonly column: string | null;
  /** The column as the source calls it. */
  readonly label: string | null;
  /** The value as the source writes it. */
  readonly value: string | null;

  constructor(
    problem: Problem,
    column: string | null = null,
    label: string | null = column,
    value: string | null = null,
  ) {
    this.problem = problem;
    this.column = column;
    this.label = label;
    this.value = value;
  }
}

function missing(column: string): Problem {
  return new Problem("missing_required", `${column} is empty`, "every row of this table needs it");
}

/**
 * Reads one row into canonical values, nulls left out.
 *
 * @returns values in order of column name, `id` empty where the source gives none; or the first problem found
 */
export function readRow<Source>(
  plan: ReadPlan<Source>,
  source: Source,
): Record<string, CanonicalValue> | RowFailure {
  const values: Record<string, CanonicalValue> = {};
  for (const reader of plan.readers) {
    const value = reader.read(source);
    if (value instanceof Problem) return new RowFailure(value, reader.name, reader.label, reader.raw(source));
    if (value !== null) values[reader.name] = value;
    else if (reader.required) return new RowFailure(missing(reader.name), reader.name, reader.label);
    else if (reader.name === "id") values.id = "";
  }
  const broken = brokenRule(plan.table, values);
  if (!broken) return values;
  const reader = plan.readers.find(({ name }) => name === broken.column);
  const raw = reader?.raw(source) ?? "";
  return new RowFailure(
    broken.problem,
    broken.column,
    reader?.label ?? broken.column,
    raw === "" ? null : raw,
  );
}
