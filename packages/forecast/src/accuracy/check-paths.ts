import { InvalidArgumentError } from "../errors.ts";
import { checkFinite, checkSameLength } from "../internal/check-arguments.ts";

/** Refuses sample paths that are none, of other lengths than the actuals, or not finite. */
export function checkPaths(actual: ArrayLike<number>, paths: readonly ArrayLike<number>[]): void {
  checkFinite(actual);
  if (paths.length === 0) {
    throw new InvalidArgumentError("paths", 0, "paths must hold one sample path at least, got none");
  }
  for (const path of paths) {
    checkSameLength("actual", actual, "paths", path);
    checkFinite(path);
  }
}
