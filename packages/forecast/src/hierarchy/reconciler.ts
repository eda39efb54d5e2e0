import { InvalidArgumentError } from "../errors.ts";
import { backwardSolve, choleskyInPlace, forwardSolve } from "../internal/cholesky.ts";
import { mustError } from "../internal/must-error.ts";
import { tabulate, zeros } from "../internal/number-lists.ts";
import { sumOf } from "../internal/statistics.ts";
import { correlationShrinkage } from "./correlation-shrinkage.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { type ResidualTable, residualTable } from "./residual-table.ts";
import { planDescent, splitDown } from "./top-down.ts";

/**
 * How forecasts of all series are made to add up.
 *
 * - `bottom_up`: sums of the bottom forecasts; the others are not used.
 * - `top_down`: the top level's forecasts, split by forecast proportions. Needs levels that nest.
 * - `middle_out`: the same from `level` down, summed up above it.
 * - `ols`: least squares, every series alike.
 * - `wls_structural`: each series' variance taken as its number of bottom series.
 * - `wls_variance`: variances of the one-step residuals.
 * - `mint_shrink`: their covariance, correlations shrunk toward 0: minimum trace.
 */
export type ReconciliationMethod =
  | "bottom_up"
  | "top_down"
  | "middle_out"
  | "ols"
  | "wls_structural"
  | "wls_variance"
  | "mint_shrink";

/** What a method needs beside the structure. */
export interface ReconcilerOptions {
  /** `mint_shrink` if absent. */
  readonly method?: ReconciliationMethod;
  /** For `middle_out`: the level that stays as forecast, 0 for the top. */
  readonly level?: number;
  /** One-step residuals by node of the hierarchy, ending at the same time; `wls_variance` and `mint_shrink` need them. */
  readonly residuals?: readonly (readonly (number | null)[])[];
}

/** A method made ready for one hierarchy. */
export interface Reconciler {
  /** Bottom values that the base forecasts of all nodes, in the order of `nodes`, are reconciled to. */
  bottomOf(base: Float64Array): Float64Array;
  /** Share by which correlations were shrunk; null for other methods than `mint_shrink`. */
  readonly shrinkage: number | null;
}

const METHODS: readonly ReconciliationMethod[] = [
  "bottom_up",
  "top_down",
  "middle_out",
  "ols",
  "wls_structural",
  "wls_variance",
  "mint_shrink",
];

/** Most sums of a hierarchy for the methods that solve equations. */
const MOST_SUMS = 2000;

/** Variances below this share of the largest are raised to it: a series that never missed is not known for certain. */
const LEAST_VARIANCE = 1e-8;

/**
 * Makes a reconciliation method ready.
 *
 * The four least-squares methods are b = (S' W^-1 S)^-1 S' W^-1 y of the literature, in the form that solves one
 * equation for each sum instead of each bottom series:
 *
 * b = y_b - (J W U) (U' W U)^-1 (y_a - C y_b),  U' = [I, -C],  W = lambda D + (1 - lambda) E E' / n,
 *
 * C the summing matrix, D the variances, E the residuals. W is never written down, so ten thousand bottom series under a few
 * hundred sums are no burden; more than 2,000 sums are refused (U' W U has their number squared).
 *
 * @throws {InvalidArgumentError} if there is no such method, residuals are needed and absent or of another number than nodes, levels do not
 * nest where they have to, or there are too many sums
 * @see Wickramasuriya, Athanasopoulos and Hyndman (2019), Journal of the American Statistical Association 114(526)
 * @see Hyndman, Ahmed, Athanasopoulos and Shang (2011), Computational Statistics and Data Analysis 55(9)
 */
export function prepareReconciler(hierarchy: Hierarchy, options: ReconcilerOptions = {}): Reconciler {
  const { method = "mint_shrink", level } = options;
  const sums = hierarchy.parts.length;
  if (!METHODS.includes(method)) throw mustError("method", method, `be one of ${METHODS.join(", ")}`);
  if (method === "bottom_up" || sums === 0) {
    return { bottomOf: (base) => base.slice(sums), shrinkage: null };
  }
  if (method === "top_down" || method === "middle_out") {
    if (method === "middle_out" && level === undefined) {
      throw new InvalidArgumentError("level", level, "middle_out needs a level, 0 for the top, got none");
    }
    const descent = planDescent(hierarchy, method === "top_down" ? 0 : level!);
    return { bottomOf: (base) => splitDown(descent, base, sums), shrinkage: null };
  }
  if (sums > MOST_SUMS) {
    throw new InvalidArgumentError(
      "hierarchy",
      sums,
      `${method} takes at most ${MOST_SUMS} sums, got ${sums}; leave levels out, or use bottom_up`,
    );
  }
  if (method === "ols" || method === "wls_structural") {
    const sizes = Float64Array.from(hierarchy.nodes, (_, i) =>
      method === "ols" ? 1 : (hierarchy.parts[i]?.length ?? 1),
    );
    return { bottomOf: leastSquares(hierarchy, sizes, null, 1), shrinkage: null };
  }
  const table = residualTable(checkedResiduals(hierarchy, method, options.residuals));
  const shrinkage = method === "mint_shrink" ? correlationShrinkage(table) : null;
  return {
    bottomOf: leastSquares(hierarchy, raised(table.variances), table, shrinkage ?? 1),
    shrinkage,
  };
}

function leastSquares(
  { parts, bottom }: Hierarchy,
  variances: Float64Array,
  table: ResidualTable | null,
  shrinkage: number,
): (base: Float64Array) => Float64Array {
  const sums = parts.length;
  const rows = shrinkage < 1 ? table!.rows : 0;
  const errors = table?.standardized.map((list, i) =>
    list.map((value) => value * Math.sqrt(((1 - shrinkage) * variances[i]!) / table.rows)),
  );
  // residuals of each sum that its parts do not account for: U' E
  const unexplained = parts.map((list, i) =>
    tabulate(rows, (t) => list.reduce((rest, part) => rest - errors![sums + part]![t]!, errors![i]![t]!)),
  );
  const own = (node: number) => shrinkage * variances[node]!;
  const members = parts.map((list) => new Set(list));
  const matrix = zeros(sums * sums);
  for (let i = 0; i < sums; i++) {
    for (let j = 0; j <= i; j++) {
      const [small, large] = parts[i]!.length < parts[j]!.length ? [i, j] : [j, i];
      let value = i === j ? own(i) : 0;
      for (const part of parts[small]!) if (members[large]!.has(part)) value += own(sums + part);
      for (let t = 0; t < rows; t++) value += unexplained[i]![t]! * unexplained[j]![t]!;
      matrix[i * sums + j] = value;
    }
  }
  choleskyInPlace(matrix, sums, true);
  return (base) => {
    const result = base.slice(sums);
    const gaps = Float64Array.from(parts, (list, i) =>
      list.reduce((rest, part) => rest - base[sums + part]!, base[i]!),
    );
    backwardSolve(matrix, forwardSolve(matrix, gaps));
    const shared = tabulate(rows, (t) => sumOf(gaps, (value, i) => value * unexplained[i]![t]!));
    parts.forEach((list, i) => {
      for (const part of list) result[part]! += own(sums + part) * gaps[i]!;
    });
    for (let part = 0; part < bottom.length; part++) {
      for (let t = 0; t < rows; t++) result[part]! -= errors![sums + part]![t]! * shared[t]!;
    }
    return result;
  };
}

function raised(variances: Float64Array): Float64Array {
  const largest = variances.reduce((most, value) => Math.max(most, value), 0);
  return variances.map((value) => Math.max(value, LEAST_VARIANCE * largest) || 1);
}

function checkedResiduals(
  { nodes }: Hierarchy,
  method: string,
  residuals: ReconcilerOptions["residuals"],
): readonly (readonly (number | null)[])[] {
  if (residuals?.length !== nodes.length) {
    throw new InvalidArgumentError(
      "residuals",
      residuals?.length,
      `${method} needs residuals of each of ${nodes.length} nodes, got ${residuals?.length ?? "none"}; pass them, or use wls_structural`,
    );
  }
  return residuals;
}
