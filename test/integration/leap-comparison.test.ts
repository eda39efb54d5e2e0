import type { QueryInput } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, askOne, importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * Beside a leap year days have no counterpart, or two have the same one: 29 February 2024 is compared with 28 February
 * 2023, as 28 February 2024 is.
 */
let store: MetricsStore;

beforeAll(async () => {
  store = await newDuckDBStore("2025-07-01T00:00:00Z");
  await importCsv(store, "people", "id,created_at\n1,2023-03-01\n2,2023-06-10\n3,2024-06-10\n");
  await importCsv(store, "accounts", "id\nA\nB\nC\n");
  await importCsv(
    store,
    "subscriptions",
    [
      "id,account_id,starts_at,ends_at,mrr",
      "1,A,2023-02-28,,100",
      "2,B,2024-02-29,,30",
      // Had gone before any window of 2025 opened.
      "3,C,2023-03-05,2023-05-01,7",
    ].join("\n"),
  );
});

afterAll(async () => {
  await store.close();
  removeFolders();
});

/** The counterparts' values by the day that they stand beside. */
async function counterparts(query: QueryInput): Promise<Record<string, number | null | undefined>> {
  const { points } = await askOne(store, query);
  return Object.fromEntries(points.map(({ period, comparison }) => [period, comparison?.value]));
}

describe("a comparison by day beside a leap year", () => {
  test("has each day's own counterpart, through 29 February and 28 February of the next year", async () => {
    const found = await counterparts({
      metrics: ["leads"],
      grain: "day",
      from: "2024-02-01",
      to: "2025-04-01",
      compare: "year",
    });
    const counted = Object.entries(found).filter(([, value]) => value !== 0);
    expect(Object.fromEntries(counted)).toEqual({ "2024-03-01": 1, "2024-06-10": 1 });
  });

  test("counts what begins on 28 February once, though two days look back to it", async () => {
    const days = { grain: "day", from: "2024-02-27", to: "2024-03-02", compare: "year" } as const;
    const expected = { "2024-02-27": 0, "2024-02-28": 100, "2024-02-29": 100, "2024-03-01": 100 };
    expect(await counterparts({ metrics: ["mrr"], ...days })).toEqual(expected);
    expect(await counterparts({ metrics: ["customers"], ...days })).toEqual({
      "2024-02-27": 0,
      "2024-02-28": 1,
      "2024-02-29": 1,
      "2024-03-01": 1,
    });
  });

  test("counts what begins on a 29 February that no day looks back to from the day after", async () => {
    const days = { grain: "day", from: "2025-02-27", to: "2025-03-03", compare: "year" } as const;
    expect(await counterparts({ metrics: ["mrr"], ...days })).toEqual({
      "2025-02-27": 100,
      "2025-02-28": 100,
      "2025-03-01": 130,
      "2025-03-02": 130,
    });
  });
});

test("a range clipped in March has no counterpart in a shorter month", async () => {
  const found = await counterparts({
    metrics: ["leads"],
    from: "2023-03-31",
    to: "2023-04-03",
    compare: "previous",
  });
  // Of 31 March nothing, since February has no 31st; of 1 and 2 April the first days of March.
  expect(found).toEqual({ "2023-03-01": 0, "2023-04-01": 1 });
});

test("retention by account names those who paid at an opening, and not who had left before", async () => {
  const series = await ask(store, {
    metrics: ["nrr"],
    by: ["account_id"],
    from: "2025-03-01",
    to: "2025-05-01",
  });
  expect(
    series.map(({ dimensions, points }) => [dimensions.account_id, points.map(({ value }) => value)]),
  ).toEqual([
    ["A", [1, 1]],
    ["B", [1, 1]],
  ]);
});
