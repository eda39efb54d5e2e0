import type { TableName } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { type Company, generateCompany } from "@foresail/sample";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  conversion,
  type PlainDeal,
  type PlainPeriod,
  type PlainStage,
  pipelineBefore,
  slippage,
  survivalMedian,
  visits,
  weightedBefore,
} from "../../packages/metrics/test/sales/support/plain-deals.ts";
import { ask, newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * The sample company's pipeline over three years, two pipelines with their own stages, against the plain model over the
 * rows that the generator says are true. Amounts are whole cents on both sides.
 */

const end = "2026-11-01";
const range = { from: "2023-11-01", to: end } as const;

const dayNumber = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / 86_400_000;
const orNull = <T, U>(value: T | null | undefined, use: (value: T) => U): U | null =>
  value === null || value === undefined ? null : use(value);
const cents = (amount: string): number => Math.round(Number(amount) * 100);

type SampleDeal = PlainDeal & { readonly pipeline: string | null };

function plainDeals({ tables }: Company): SampleDeal[] {
  const changes = Map.groupBy(tables.opportunity_changes, ({ opportunity_id }) => opportunity_id);
  return tables.opportunities.map((row) => ({
    id: row.id,
    owner: row.owner,
    pipeline: row.pipeline,
    created: orNull(row.created_at, dayNumber),
    closed: orNull(row.closed_at, dayNumber),
    outcome: row.outcome as PlainDeal["outcome"],
    stage: row.stage,
    amount: orNull(row.amount, cents),
    probability: row.probability,
    expected: orNull(row.expected_close, dayNumber),
    changes: (changes.get(row.id) ?? [])
      .toSorted((a, b) => (a.at < b.at ? -1 : 1))
      .map(({ at, stage, amount, probability, expected_close }) => ({
        day: dayNumber(at),
        ...(stage === null ? {} : { stage }),
        ...(amount === null ? {} : { amount: cents(amount) }),
        ...(probability === null ? {} : { probability }),
        ...(expected_close === null ? {} : { expected: dayNumber(expected_close) }),
      })),
  }));
}

const months: readonly (PlainPeriod & { readonly label: string })[] = Array.from(
  { length: 36 },
  (_, index) => {
    const label = (ahead: number): string =>
      new Date(Date.UTC(2023, 10 + ahead, 1)).toISOString().slice(0, 10);
    return { label: label(index), starts: dayNumber(label(index)), ends: dayNumber(label(index + 1)) };
  },
);
const ratio = (numerator: number, denominator: number): number | null =>
  denominator === 0 ? null : numerator / denominator;

describe("the sample company's pipeline", () => {
  let store: MetricsStore;
  let company: Company;
  let deals: SampleDeal[];
  let stages: Map<string, PlainStage[]>;

  beforeAll(async () => {
    company = generateCompany({ seed: 7, end, rows: 10_000 });
    deals = plainDeals(company);
    stages = Map.groupBy(
      company.tables.stages as unknown as (PlainStage & { pipeline: string })[],
      ({ pipeline }) => pipeline,
    );
    store = await newDuckDBStore("2026-11-20T12:00:00Z");
    for (const { table, rows, recordedAt } of company.batches) {
      const present = rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined)),
      );
      const options = { rows: present as never, recordedAt, full: false, strict: true };
      await store.importRecords("default", table as TableName, options);
    }
  }, 120_000);

  afterAll(async () => {
    await store.close();
    removeFolders();
  });

  const values = async (metric: string): Promise<(number | null)[]> => {
    const [series] = await ask(store, { metrics: [metric], ...range });
    return series!.points.map(({ value }) => value);
  };
  /** A figure of each pipeline with its own stages, added up. */
  const over = (of: (some: readonly SampleDeal[], own: readonly PlainStage[]) => number): number =>
    [...stages].reduce(
      (sum, [pipeline, own]) =>
        sum +
        of(
          deals.filter((deal) => deal.pipeline === pipeline),
          own,
        ),
      0,
    );

  test("open and weighted, month by month", async () => {
    const open = months.map(({ ends }) => pipelineBefore(ends, deals) / 100);
    expect(open.some((value) => value > 0)).toBe(true);
    expect(await values("pipeline_open")).toEqual(open);
    // Hundredths of a probability times cents.
    expect(await values("pipeline_weighted")).toEqual(
      months.map(({ ends }) => over((some, own) => weightedBefore(ends, some, own)) / 10_000),
    );
  });

  test("slippage", async () => {
    expect(await values("slippage_rate")).toEqual(months.map((month) => ratio(...slippage(month, deals))));
  });

  test("stage conversion, by stage", async () => {
    const series = await ask(store, {
      metrics: ["stage_conversion_rate"],
      by: ["pipeline", "stage"],
      ...range,
    });
    expect(series.length).toBe(7);
    for (const { dimensions, points } of series) {
      const own = stages.get(String(dimensions.pipeline))!;
      const stage = own.find(({ name }) => name === dimensions.stage)!;
      const entries = deals
        .filter(({ pipeline }) => pipeline === dimensions.pipeline)
        .flatMap((deal) => conversion(deal, stage, own) ?? []);
      const expected = months.map(({ starts, ends }) => {
        const cohort = entries.filter(({ entered }) => entered >= starts && entered < ends);
        return ratio(cohort.filter(({ further }) => further !== null).length, cohort.length);
      });
      expect({ dimensions, values: points.map(({ value }) => value) }).toEqual({
        dimensions,
        values: expected,
      });
    }
  });

  test("Kaplan-Meier medians of the cycle and of stages", async () => {
    const cycles = deals.flatMap(({ created, closed, outcome }) =>
      created === null ? [] : [{ since: created, until: closed, event: outcome === "won" }],
    );
    expect(await values("sales_cycle_days.km")).toEqual(months.map((month) => survivalMedian(cycles, month)));
    const stays = deals.flatMap((deal) => visits(deal, stages.get(String(deal.pipeline))!));
    expect(await values("stage_duration_days.km")).toEqual(
      months.map((month) => survivalMedian(stays, month)),
    );
  });

  test("quota attainment is bookings over the target of the month", async () => {
    const targets = new Map(
      company.tables.targets
        .filter(({ metric }) => metric === "bookings")
        .map(({ period_start, value }) => [period_start, Number(value)]),
    );
    const booked = await values("bookings");
    expect(await values("quota_attainment")).toEqual(
      months.map(({ label }, index) => booked[index]! / targets.get(label)!),
    );
  });
});
