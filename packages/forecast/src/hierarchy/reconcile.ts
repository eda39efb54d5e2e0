import { InvalidArgumentError } from "../errors.ts";
import { listOf, zeros } from "../internal/number-lists.ts";
import { recordOf } from "../internal/record-of.ts";
import { coherent } from "./coherent.ts";
import { type Hierarchy, sumBottom } from "./hierarchy.ts";
import { prepareReconciler, type Reconciler, type ReconciliationMethod } from "./reconciler.ts";

/** How to reconcile. */
export interface ReconcileOptions {
  /** `mint_shrink` if residuals are given, else `wls_structural`. */
  readonly method?: ReconciliationMethod;
  /** For `middle_out`: the level that stays as forecast, 0 for the top. */
  readonly level?: number;
  /** One-step residuals by node, ending at the same time; null where there is none. */
  readonly residuals?: Readonly<Record<string, readonly (number | null)[]>>;
  /** True: bottom values below 0 are set to 0 before they are summed. */
  readonly nonNegative?: boolean;
}

/**
 * Makes forecasts of all series of a hierarchy add up: reconciles them and sums the bottom series anew.
 *
 * Sums are exact: each is the sum of its bottom series, and of any intermediate sums, to the last bit and in any order
 * of adding, because bottom values are rounded to a common power of two (see `coherent`).
 *
 * @param base - forecasts by node, all of the same length; what `ols` to `mint_shrink` combine
 * @returns coherent forecasts by node
 * @throws {InvalidArgumentError} if a node has no forecast, lengths differ, a value is not finite, or the method asks
 * for what is absent
 * @see Di Fonzo and Girolimetto (2023), International Journal of Forecasting 39(1), on setting negative values to zero
 *
 * @example
 * const sums = { nodes: ["total", "a", "b"], bottom: ["a", "b"], parts: [[0, 1]], levels: [0] };
 * reconcile(sums, { total: [13], a: [4], b: [6] }, { method: "ols" });
 * // => { total: [12], a: [5], b: [7] }
 */
export function reconcile(
  hierarchy: Hierarchy,
  base: Readonly<Record<string, readonly number[]>>,
  options: ReconcileOptions = {},
): Record<string, number[]> {
  const { residuals, nonNegative = false } = options;
  const reconciler = prepareReconciler(hierarchy, {
    method: options.method ?? (residuals ? "mint_shrink" : "wls_structural"),
    ...(options.level !== undefined && { level: options.level }),
    ...(residuals && { residuals: hierarchy.nodes.map((name) => residuals[name] ?? missing(name)) }),
  });
  const horizon = base[hierarchy.nodes[0]!]?.length ?? 0;
  const columns = listOf(horizon, (h) =>
    reconcileColumn(hierarchy, reconciler, columnOf(hierarchy, base, h, horizon), nonNegative),
  );
  return recordOf(hierarchy.nodes, (_, i) => columns.map((column) => column[i]!));
}

/** Coherent values of all nodes from the base forecasts of one period. */
export function reconcileColumn(
  hierarchy: Hierarchy,
  reconciler: Reconciler,
  base: Float64Array,
  nonNegative: boolean,
): Float64Array {
  const bottom = reconciler.bottomOf(base);
  if (nonNegative) for (let i = 0; i < bottom.length; i++) bottom[i] = Math.max(0, bottom[i]!);
  coherent(bottom);
  const sums = hierarchy.parts.length;
  const all = zeros(hierarchy.nodes.length);
  sumBottom(hierarchy, bottom, all);
  all.set(bottom, sums);
  return all;
}

function columnOf(
  { nodes }: Hierarchy,
  base: Readonly<Record<string, readonly number[]>>,
  h: number,
  horizon: number,
): Float64Array {
  return Float64Array.from(nodes, (name) => {
    const values = base[name];
    const value = values?.[h];
    if (values?.length !== horizon || value === undefined || !Number.isFinite(value)) {
      throw new InvalidArgumentError(
        `base.${name}`,
        values,
        `base.${name} must hold ${horizon} finite forecasts, as every node, got ${JSON.stringify(values)}`,
      );
    }
    return value;
  });
}

function missing(name: string): never {
  throw new InvalidArgumentError(
    "residuals",
    undefined,
    `residuals have none of "${name}"; give those of every node, or use wls_structural`,
  );
}
