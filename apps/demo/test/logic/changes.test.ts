import fc from "fast-check";
import { expect, test } from "vitest";
import { bridge } from "../../src/board/logic/changes.ts";

test("ranks what changed by size and leaves out what did not", () => {
  const { changes, change } = bridge(
    { before: 100, after: 97 },
    [
      { label: "new", before: 5, after: 9 },
      { label: "churn", before: -1, after: -8 },
      { label: "expansion", before: 3, after: 3 },
    ],
    "corrected",
  );
  expect(change).toBe(-3);
  expect(changes.map(({ label, change: part }) => [label, part])).toEqual([
    ["churn", -7],
    ["new", 4],
  ]);
});

test("names what the parts leave open", () => {
  expect(
    bridge({ before: 10, after: 14 }, [{ label: "new", before: 2, after: 5 }], "corrected").changes,
  ).toEqual([
    { label: "new", before: 2, after: 5, change: 3 },
    { label: "corrected", before: 0, after: 1, change: 1 },
  ]);
});

test("balances to the last millionth whatever the amounts", () => {
  const amount = fc.integer({ min: -1e12, max: 1e12 }).map((micros) => micros / 1e6);
  const part = fc.record({ label: fc.constant("part"), before: amount, after: amount });
  fc.assert(
    fc.property(amount, amount, fc.array(part, { maxLength: 8 }), (before, after, parts) => {
      const { changes } = bridge({ before, after }, parts, "rest");
      const micros = (value: number): number => Math.round(value * 1e6);
      const sum = changes.reduce((total, { change }) => total + micros(change), 0);
      expect(micros(before) + sum).toBe(micros(after));
    }),
  );
});
