import fc from "fast-check";
import { expect, test } from "vitest";
import type { Grid } from "../../../src/ingest/grid.ts";
import { foldChanges } from "../../../src/sources/steps/fold-changes.ts";

const header = ["id", "at", "field", "old", "new"];
const step = {
  ...{ key: "id", at: "at", field: "field", value: "new", old: "old" },
  fields: { Stage: "stage", Amount: "amount" },
};
const options = { file: "x.csv" };

const grid = (...rows: string[][]): Grid => ({
  header,
  records: rows.map((fields, at) => ({ line: at + 2, fields })),
});
const states = (made: Grid) => made.records.map(({ fields }) => fields.join(" "));

test("a field is carried forward, and was before its first change what that change says", () => {
  const made = foldChanges(
    grid(
      ["d", "2026-01-01", "Stage", "New", "Open"],
      ["d", "2026-01-05", "Amount", "10", "20"],
      ["d", "2026-01-09", "Stage", "Open", "Won"],
      ["d", "2026-01-09", "Owner", "Ann", "Bo"],
    ),
    step,
    options,
  );
  expect(made.header).toEqual(["key", "at", "stage", "amount"]);
  expect(states(made)).toEqual(["d 2026-01-01 Open 10", "d 2026-01-05 Open 20", "d 2026-01-09 Won 20"]);
});

test("changes of one moment are put in the order in which each begins where the last ended", () => {
  const at = "2026-01-01T00:00:00Z";
  const changes = [
    ["d", at, "Stage", "B", "C"],
    ["d", at, "Stage", "A", "B"],
    ["d", at, "Stage", "C", "D"],
  ];
  const made = foldChanges(
    grid(...changes, ["d", "2026-01-02T00:00:00Z", "Amount", "1", "2"]),
    step,
    options,
  );
  expect(states(made)[0]).toBe("d 2026-01-01T00:00:00.000Z D 1");
});

test("the order of the file does not matter where old values tell it", () => {
  const day = (n: number) => new Date(Date.UTC(2026, 0, n)).toISOString();
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("Stage", "Amount"), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (fields, seed) => {
        const now: Record<string, string> = { Stage: "s0", Amount: "a0" };
        const expected: string[] = [];
        const rows = fields.map((field, n) => {
          const old = now[field]!;
          now[field] = `${field === "Stage" ? "s" : "a"}${n + 1}`;
          expected.push(`d ${day(n + 1)} ${now.Stage} ${now.Amount}`);
          return ["d", day(n + 1), field, old, now[field]!];
        });
        const shuffled = rows
          .map((row, n) => [(n * 7919 + seed) % 104_729, row] as const)
          .sort(([a], [b]) => a - b);
        const made = states(foldChanges(grid(...shuffled.map(([, row]) => row)), step, options));
        // A field without a change has no value at all: nothing says what it is.
        const without = (text: string) =>
          text
            .replace(fields.includes("Stage") ? "" : /s0/, "")
            .replace(fields.includes("Amount") ? "" : /a0/, "");
        expect(made).toEqual(expected.map(without));
      },
    ),
  );
});

test("without old values, a log that runs backwards is read from its end", () => {
  const { old: _, ...forward } = step;
  const at = "2026-01-02";
  const rows = [
    ["d", "2026-01-03", "Amount", "", "9"],
    ["d", at, "Stage", "", "Later"],
    ["d", at, "Stage", "", "Earlier"],
  ];
  expect(states(foldChanges(grid(...rows), forward, options))).toEqual([
    "d 2026-01-02 Later ",
    "d 2026-01-03 Later 9",
  ]);
});

test("what never changed is what it is at present, from when the thing came to be", () => {
  const rows: Grid = {
    header: [...header, "now.stage", "now.amount", "born"],
    records: [{ line: 2, fields: ["d", "2026-01-05", "Amount", "10", "20", "Open", "99", "2026-01-01"] }],
  };
  const current = { stage: "now.stage", amount: "now.amount" };
  const made = foldChanges(rows, { ...step, current, created: "born" }, options);
  expect(states(made)).toEqual(["d 2026-01-01 Open 10", "d 2026-01-05 Open 20"]);
});

test("a change without a time is one that cannot be taken", () => {
  const made = foldChanges(
    grid(["d", "", "Stage", "A", "B"], ["d", "2026-01-01", "Stage", "A", "B"]),
    step,
    options,
  );
  expect(made.records.map(({ line, problem }) => [line, problem?.code])).toEqual([
    [2, "missing_required"],
    [3, undefined],
  ]);
});
