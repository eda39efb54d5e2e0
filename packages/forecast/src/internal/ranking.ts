import { listOf } from "./number-lists.ts";

/** Indices of paths by increasing value; equal ones in their order. */
export function ranking(count: number, scoreOf: (path: number) => number): number[] {
  return listOf(count, (path) => path).sort((a, b) => scoreOf(a) - scoreOf(b) || a - b);
}
