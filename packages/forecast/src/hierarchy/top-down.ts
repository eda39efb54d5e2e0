import { InvalidArgumentError } from "../errors.ts";
import { mustError } from "../internal/must-error.ts";
import { zeros } from "../internal/number-lists.ts";
import { sumOf } from "../internal/statistics.ts";
import type { Hierarchy } from "./hierarchy.ts";

/** The way from each sum of one level down to the bottom. */
export interface Descent {
  /** Sums that are split, one level of the hierarchy. */
  readonly from: readonly number[];
  /** For each node, by index, the nodes that it is split into. */
  readonly children: ReadonlyMap<number, readonly number[]>;
}

/**
 * Plans top-down and middle-out: each node's children are the nodes of the next level whose parts lie in it.
 *
 * @param level - the level that stays as forecast; 0, the top, for top-down
 * @throws {InvalidArgumentError} if there is no such level, or levels below it do not nest
 */
export function planDescent({ nodes, bottom, parts, levels }: Hierarchy, level: number): Descent {
  const sums = parts.length;
  const below = Math.max(-1, ...levels) + 1;
  const inLevel = (wanted: number) => nodes.flatMap((_, i) => ((levels[i] ?? below) === wanted ? [i] : []));
  const from = inLevel(level);
  const partsOf = (node: number) => (node < sums ? parts[node]! : [node - sums]);
  if (from.length === 0) {
    throw mustError("level", level, `be 0 to ${below}, the bottom`);
  }
  const children = new Map<number, number[]>();
  let uppers = from;
  checkPartition(uppers);
  for (let next = level + 1; next <= below; next++) {
    const lowers = inLevel(next);
    checkPartition(lowers);
    const owner = new Map(uppers.flatMap((node) => partsOf(node).map((part) => [part, node] as const)));
    for (const node of lowers) {
      const owners = new Set(partsOf(node).map((part) => owner.get(part)!));
      const [parent] = owners;
      if (owners.size !== 1) throw crossed(node);
      children.set(parent!, [...(children.get(parent!) ?? []), node]);
    }
    uppers = lowers;
  }
  return { from, children };

  function checkPartition(list: readonly number[]): void {
    const all = list.flatMap(partsOf);
    if (all.length !== bottom.length || new Set(all).size !== bottom.length) throw crossed(list[0]!);
  }
  function crossed(node: number): InvalidArgumentError {
    return new InvalidArgumentError(
      "method",
      nodes[node],
      `top_down and middle_out need levels that nest, "${nodes[node]}" is not part of one node above; use mint_shrink`,
    );
  }
}

/**
 * Splits forecasts downward by the children's own forecasts ("forecast proportions"); evenly where those sum to 0.
 *
 * @param base - forecasts of all nodes
 * @returns values of the bottom series
 * @see Athanasopoulos, Ahmed and Hyndman (2009), International Journal of Forecasting 25(1)
 */
export function splitDown({ from, children }: Descent, base: Float64Array, sums: number): Float64Array {
  const values = Float64Array.from(base);
  const result = zeros(base.length - sums);
  const open = [...from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node >= sums) {
      result[node - sums] = values[node]!;
      continue;
    }
    const list = children.get(node)!;
    const total = sumOf(list, (child) => base[child]!);
    for (const child of list) {
      const share = total === 0 ? 1 / list.length : base[child]! / total;
      values[child] = values[node]! * share;
      open.push(child);
    }
  }
  return result;
}
