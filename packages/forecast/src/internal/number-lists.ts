/** So many zeros. */
export function zeros(length: number): Float64Array<ArrayBuffer> {
  return new Float64Array(length);
}

/** The values of a function at 0, 1, ... */
export function tabulate(length: number, at: (i: number) => number): Float64Array<ArrayBuffer> {
  return zeros(length).map((_, i) => at(i));
}

/** What a function makes of 0, 1, ..., as a list. */
export function listOf<T>(length: number, of: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => of(i));
}
