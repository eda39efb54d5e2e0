/**
 * Minimum of a function of one variable: a coarse grid finds the valley, golden sections its floor.
 *
 * @param gridSize - points of the first grid, 3 or more
 * @returns the best point seen
 */
export function minimizeOnInterval(
  objective: (x: number) => number,
  lower: number,
  upper: number,
  gridSize = 20,
): number {
  const width = (upper - lower) / (gridSize - 1);
  let best = lower;
  let bestValue = Number.POSITIVE_INFINITY;
  for (let i = 0; i < gridSize; i++) {
    const x = i === gridSize - 1 ? upper : lower + i * width;
    const value = objective(x);
    if (value < bestValue) {
      best = x;
      bestValue = value;
    }
  }
  const ratio = (Math.sqrt(5) - 1) / 2;
  let left = Math.max(lower, best - width);
  let right = Math.min(upper, best + width);
  let innerLeft = right - ratio * (right - left);
  let innerRight = left + ratio * (right - left);
  let leftValue = objective(innerLeft);
  let rightValue = objective(innerRight);
  for (let i = 0; i < 30 && right - left > 1e-8 * (upper - lower); i++) {
    if (leftValue <= rightValue) {
      right = innerRight;
      innerRight = innerLeft;
      rightValue = leftValue;
      innerLeft = right - ratio * (right - left);
      leftValue = objective(innerLeft);
    } else {
      left = innerLeft;
      innerLeft = innerRight;
      leftValue = rightValue;
      innerRight = left + ratio * (right - left);
      rightValue = objective(innerRight);
    }
  }
  const middle = (left + right) / 2;
  return objective(middle) < bestValue ? middle : best;
}
