/** Indices of paths by increasing value; equal ones in their order. */
export function ranking(count: number, scoreOf: (path: number) => number): number[] {
  return Array.from({ length: count }, (_, path) => path).sort((a, b) => scoreOf(a) - scoreOf(b) || a - b);
}
