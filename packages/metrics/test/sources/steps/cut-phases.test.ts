import { expect, test } from "vitest";
import type { Grid } from "../../../src/ingest/grid.ts";
import { cutPhases } from "../../../src/sources/steps/cut-phases.ts";

const header = ["from", "to", "t0", "t1", "d0", "d1", "kind", "interval", "count"];
const step = {
  ...{ from: "from", to: "to" },
  marks: {
    trial: { from: "t0", to: "t1" },
    off: {
      from: "d0",
      to: "d1",
      lasts: { when: { column: "kind", in: ["once"] }, interval: "interval", count: "count" },
    },
  },
};
const cut = (...fields: string[]) => {
  const grid: Grid = {
    header,
    records: [{ line: 2, fields: [...fields, ...Array(header.length - fields.length).fill("")] }],
  };
  return cutPhases(grid, step, { file: "x" }).records.map(
    (record) => record.problem?.code ?? record.fields.slice(header.length).join(" "),
  );
};

test("a span without marks is one piece", () => {
  expect(cut("2026-01-01", "")).toEqual(["2026-01-01  1  "]);
  expect(cut("2026-01-01", "2026-02-01")).toEqual(["2026-01-01 2026-02-01 1  "]);
});

test("each begin and end of a mark cuts, and marks may overlap", () => {
  expect(cut("2026-01-01", "2026-06-01", "2026-01-01", "2026-02-01", "2026-01-15", "2026-03-01")).toEqual([
    "2026-01-01 2026-01-15 1 true ",
    "2026-01-15 2026-02-01 2 true true",
    "2026-02-01 2026-03-01 3  true",
    "2026-03-01 2026-06-01 4  ",
  ]);
});

test("marks are clipped to the span", () => {
  expect(cut("2026-01-01", "2026-02-01", "2025-12-01", "2026-03-01")).toEqual([
    "2026-01-01 2026-02-01 1 true ",
  ]);
});

test("a discount once lasts an interval, on the calendar", () => {
  expect(cut("2026-01-31", "", "", "", "2026-01-31", "", "once", "month", "1")).toEqual([
    "2026-01-31 2026-02-28T00:00:00.000Z 1  true",
    "2026-02-28T00:00:00.000Z  2  ",
  ]);
  expect(cut("2026-01-01", "", "", "", "2026-01-01", "", "forever", "month", "1")).toEqual([
    "2026-01-01  1  true",
  ]);
});

test("a row without a begin cannot be taken", () => {
  expect(cut("", "2026-02-01")).toEqual(["missing_required"]);
});
