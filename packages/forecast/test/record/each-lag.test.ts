import { expect, test } from "vitest";
import { groupBy } from "../../src/internal/group-by.ts";
import { eachLag } from "../../src/record/each-lag.ts";

test("all points first, then those of each lag, shortest first", () => {
  const points = [{ lag: 10 }, { lag: 2 }, { lag: 10 }];
  expect(eachLag(points, (some, lag) => [lag, some.length])).toEqual([
    [null, 3],
    [2, 1],
    [10, 2],
  ]);
});

test("groups stand in order of appearance", () => {
  expect([...groupBy([3, 1, 5, 2], (value) => value % 2)]).toEqual([
    [1, [3, 1, 5]],
    [0, [2]],
  ]);
});
