import { expect, test } from "vitest";
import { ResultCache } from "../../src/store/result-cache.ts";

test("computes once for calls that arrive together, and once more when the key changes", async () => {
  const cache = new ResultCache<number>(2);
  let calls = 0;
  const compute = async () => {
    calls += 1;
    return calls;
  };
  expect(await Promise.all([cache.get("a", ["v1"], compute), cache.get("a", ["v1"], compute)])).toEqual([
    1, 1,
  ]);
  expect(await cache.get("a", ["v2"], compute)).toBe(2);
});

test("a tenant never gets another tenant's result", async () => {
  const cache = new ResultCache<string>(8);
  expect(await cache.get("a", ["v1"], async () => "of a")).toBe("of a");
  expect(await cache.get("b", ["v1"], async () => "of b")).toBe("of b");
});

test("forgets a failure, and the entry that was used longest ago", async () => {
  const cache = new ResultCache<string>(2);
  await expect(cache.get("a", [1], () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await cache.get("a", [1], async () => "second try")).toBe("second try");
  await cache.get("a", [2], async () => "two");
  await cache.get("a", [1], async () => "unused");
  await cache.get("a", [3], async () => "three");
  expect(await cache.get("a", [1], async () => "computed again")).toBe("second try");
  expect(await cache.get("a", [2], async () => "computed again")).toBe("computed again");
});
