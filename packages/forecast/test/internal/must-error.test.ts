import { expect, test } from "vitest";
import { mustError } from "../../src/internal/must-error.ts";

test("names argument, rule, value and remedy", () => {
  const error = mustError("power", 3, "be 1 or 2", "; 2 weighs large errors more");
  expect(error.message).toBe("power must be 1 or 2, got 3; 2 weighs large errors more");
  expect([error.code, error.argument, error.value]).toEqual(["invalid_argument", "power", 3]);
});
