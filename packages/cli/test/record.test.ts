import { describe, expect, test } from "vitest";
import { type Workspace, workspace } from "./support/run.ts";

/** Spend of 100, 110, 120 ... a month through 2025, delivered on the 2nd of the next month; the clock is at 2026-03-10. */
async function withSpend(): Promise<Workspace> {
  const space = await workspace();
  for (let month = 1; month <= 12; month += 1) {
    const day = `2025-${String(month).padStart(2, "0")}-15`;
    const next = month === 12 ? "2026-01-02" : `2025-${String(month + 1).padStart(2, "0")}-02`;
    await space.file("spend.csv", `date,amount,channel\n${day},${90 + 10 * month},search\n`);
    await space.run(`import csv:spend spend.csv --recorded-at ${next}`);
  }
  return space;
}

const header = "series_id,timestamp,origin_timestamp,method_id,forecast,lo90,hi90";

describe("foresail freeze", () => {
  test("freezes a model beside the naive forecasts, and does so once", async () => {
    const space = await withSpend();
    const frozen = await space.run("freeze spend --horizon 3 --as-of 2025-10-03 --format json");
    expect(frozen).toMatchObject({ code: 0, stderr: "" });
    const { snapshots, unchanged } = JSON.parse(frozen.stdout);
    expect(unchanged).toBe(0);
    expect(snapshots.map(({ kind, label }: { kind: string; label: string }) => [kind, label])).toEqual([
      ["model", "auto"],
      ["naive", "naive"],
      ["naive", "seasonal_naive"],
    ]);
    expect(snapshots[1]).toMatchObject({
      metric: "spend",
      issuedAt: "2025-10-03T00:00:00.000Z",
      dataCutoff: "2025-10-01",
      points: [
        { period: "2025-10-01", lag: 1, value: 180 },
        { period: "2025-11-01", lag: 2, value: 180 },
        { period: "2025-12-01", lag: 3, value: 180 },
      ],
    });
    expect(snapshots[0].contentHash).toMatch(/^[0-9a-f]{64}$/);
    const again = await space.run("freeze spend --horizon 3 --as-of 2025-10-03");
    expect(again.stdout).toContain("3 frozen before, word for word: left as they are");
  });

  test("scores a plan of three months from a planner's file", async () => {
    const space = await withSpend();
    const rows = [
      "2025-10-01,2025-09-30,budget,180,170,190",
      "2025-11-01,2025-09-30,budget,220,,",
      "2025-12-01,2025-09-30,budget,210,,",
    ];
    await space.file("plan.csv", `${header}\n${rows.map((row) => `spend,${row}`).join("\n")}\n`);
    expect(await space.run("freeze --file plan.csv --kind plan")).toMatchObject({ code: 0, stderr: "" });
    const { code, stdout } = await space.run("score spend --format json");
    expect(code).toBe(0);
    const record = JSON.parse(stdout);
    const [all] = record.firstPublished.scores;
    // Actuals 190, 200, 210 against 180, 220, 210: errors 10, -20, 0.
    expect(all).toMatchObject({ kind: "plan", label: "budget", lag: null, n: 3, mae: 10, wape: 30 / 600 });
    expect(all.bias).toBeCloseTo(-10 / 600, 12);
    expect(all.verdict).toBe("too early to say");
    const table = await space.run("score spend");
    expect(table.stdout).toContain("too early to say");
    expect(table.stdout).toContain("1 of 1 snapshots were frozen after the day they say they were made");
  });

  test.each([
    [
      "an unknown metric",
      "spendd,2025-10-01,2025-09-30,b,1,,",
      'plan.csv line 2, series_id: unknown metric "spendd"; did you mean spend?; nothing was frozen',
    ],
    [
      "a wrong date",
      "spend,10/01/2025,2025-09-30,b,1,,",
      'plan.csv line 2, timestamp: "10/01/2025" is not an ISO 8601 date such as 2024-12-31 or 2024-12-31T09:30:00Z; write it as 2026-01-31; nothing was frozen',
    ],
    [
      "a number with separators",
      'spend,2025-10-01,2025-09-30,b,"1,000",,',
      'plan.csv line 2, forecast: "1,000" is not a plain number such as -1234.56; write it without separators or symbols; nothing was frozen',
    ],
    [
      "an origin in the future",
      "spend,2026-10-01,2026-09-30,b,1,,",
      "plan.csv line 2, origin_timestamp: 2026-09-30T00:00:00.000Z is later than now, 2026-03-10T12:00:00.000Z; write when the forecast was made; nothing was frozen",
    ],
    [
      "half an interval",
      "spend,2025-10-01,2025-09-30,b,1,0,",
      "plan.csv line 2, lo90: and hi90 go together; write both or neither; nothing was frozen",
    ],
    [
      "a number outside of its interval",
      "spend,2025-10-01,2025-09-30,b,9,0,5",
      "plan.csv line 2, forecast: 9 lies outside of its own interval, 0 to 5; correct one of them; nothing was frozen",
    ],
  ])("refuses %s with a message that a planner can act on", async (_, row, message) => {
    const space = await workspace();
    await space.file("plan.csv", `${header}\n${row}\n`);
    expect(await space.run("freeze --file plan.csv --kind plan")).toEqual({
      code: 2,
      stdout: "",
      stderr: `foresail freeze: ${message}\n`,
    });
  });

  test("refuses two numbers for one period, and freezes neither", async () => {
    const space = await workspace();
    await space.file(
      "plan.csv",
      `${header}\nspend,2025-10-01,2025-09-30,b,1,,\nspend,2025-10-11,2025-09-30,b,2,,\n`,
    );
    const { code, stderr } = await space.run("freeze --file plan.csv --kind plan");
    expect([code, stderr]).toEqual([
      2,
      "foresail freeze: plan.csv line 3, timestamp: 2025-10-11 is in the month of 2025-10-01, as line 2 is; keep one, or say another grain; nothing was frozen\n",
    ]);
    expect((await space.run("score spend")).stdout).toContain("Nothing of spend is frozen");
  });

  test.each([
    [
      "freeze spend --horizon 3 --as-of 2024-01-01",
      "spend cannot be forecast: nothing was known as of 2024-01-01 but zeros; import data, or choose another metric, filter or date",
    ],
    [
      "freeze mrr --horizon 3",
      "mrr cannot be forecast: there are no data but zeros; import data, or choose another metric, filter or date",
    ],
    [
      "freeze spend --horizon 3 --as-of 2030-01-01",
      "--as-of: 2030-01-01 is later than now, 2026-03-10T12:00:00.000Z; a freeze is replayed from the past",
    ],
    ["freeze spend", "--horizon is missing; say how many periods, as --horizon 6"],
    ["freeze --horizon 3", "no metric; name one, as foresail freeze mrr --horizon 6, or a file with --file"],
    ["freeze spendd --horizon 3", 'unknown metric "spendd"; did you mean spend?'],
  ])("%s is refused", async (command, message) => {
    const space = await withSpend();
    const { code, stdout, stderr } = await space.run(command);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });
});

describe("foresail score", () => {
  test("says so where nothing is frozen, and where nothing frozen is over", async () => {
    const space = await withSpend();
    expect((await space.run("score spend")).stdout).toContain(
      "Nothing of spend is frozen at the grain of a month yet; begin with: foresail freeze spend --horizon 6",
    );
    await space.run("freeze spend --horizon 2");
    const { code, stdout } = await space.run("score spend");
    expect(code).toBe(0);
    expect(stdout).toContain("none of their periods is complete yet: too early to say");
  });

  test("an unknown metric is offered near ones", async () => {
    const space = await workspace();
    const { code, stderr } = await space.run("score spendd");
    expect([code, stderr]).toEqual([
      2,
      'foresail score: unknown metric "spendd"; did you mean spend? (foresail query --help lists all)\n',
    ]);
  });
});
