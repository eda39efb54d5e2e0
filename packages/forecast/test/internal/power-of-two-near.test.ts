import { expect, test } from "vitest";
import { powerOfTwoNear } from "../../src/internal/power-of-two-near.ts";

test.each([
  [[3, -7, null], 4],
  [[8], 8],
  [[0.3], 0.25],
  [[0, null], 1],
  [[Number.MAX_VALUE], 2 ** 1023],
  [[Number.MIN_VALUE], Number.MIN_VALUE],
])("of %j it is %d", (values, unit) => expect(powerOfTwoNear(values)).toBe(unit));
