import { expect, test } from "vitest";
import { createRandom } from "../src/random.ts";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next);

test("a fork does not depend on how far its parent was drawn", () => {
  const [fresh, used] = [createRandom(7), createRandom(7)];
  draw(100, used.next);
  expect(used.fork("leads").next()).toBe(fresh.fork("leads").next());
  expect(fresh.fork("leads").next()).not.toBe(fresh.fork("spend").next());
});

test("draws have the means they promise", () => {
  const random = createRandom("moments");
  // Standard errors at 20,000 draws are below 0.01 of the scale of each.
  expect(mean(draw(20_000, random.next))).toBeCloseTo(0.5, 1);
  expect(mean(draw(20_000, random.normal))).toBeCloseTo(0, 1);
  expect(mean(draw(20_000, () => random.exponential(3)))).toBeCloseTo(3, 0);
  expect(mean(draw(20_000, () => random.round(2.3)))).toBeCloseTo(2.3, 1);
  expect(mean(draw(20_000, () => random.int(1, 3)))).toBeCloseTo(2, 1);
  const weights = [
    { name: "often", weight: 3 },
    { name: "rarely", weight: 1 },
  ];
  expect(mean(draw(20_000, () => (random.weighted(weights).name === "often" ? 1 : 0)))).toBeCloseTo(0.75, 1);
});
