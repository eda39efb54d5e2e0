import fc from "fast-check";

/** Finite values of ordinary size. */
export const value = fc.integer({ min: -1e8, max: 1e8 }).map((cents) => cents / 100);

/** Values well above 0. */
export const positiveValue = fc.double({ min: 0.5, max: 1e5, noNaN: true });

/** Pairs of actual and forecast. */
export const pairs = fc
  .array(fc.tuple(value, value), { minLength: 1, maxLength: 30 })
  .map((list) => ({ actual: list.map(([a]) => a), forecast: list.map(([, f]) => f) }));
