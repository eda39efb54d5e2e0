import { PGlite } from "@electric-sql/pglite";
import { ExplainRequest, type QueryInput } from "@foresail/client";
import type { MetricsStore } from "@foresail/metrics";
import { openPostgresStore } from "@foresail/metrics/postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasSharedData, plainRows, sharedText } from "../support/shared-data.ts";
import { ask, fixedClock, importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * How long 7,043 telephone customers stay, by the Kaplan-Meier estimator, against the estimator written out here in whole
 * numbers. The file has a tenure in months and whether the customer left; an engine has dates. Two ways to give them some:
 *
 * - `default`: months are months, up to the end of 2025; who left did so on 15 December. The curve of December 2025 sees each
 *   customer at the age of that month alone.
 * - `whole`: a month of tenure is four days of 2025, whose last day is when all left or went out of sight, so that the year
 *   holds every customer from the first day on: the estimator of the textbook. The engine reads a curve every 365/12 days; so
 *   that it reads each month of tenure, the customers are there eight times, older by 0, 4, 8 ... 28 days, as eight regions.
 *
 * Whole numbers are divided once at the end; the engine multiplies fractions. They may differ by the rounding of some 70
 * products: 1e-12 is allowed. PostgreSQL, the slower one, is asked by contract alone.
 */

const folder = "telco-churn";
const now = "2026-02-01T00:00:00Z";
const tolerance = 1e-12;
const [daysPerTenureMonth, copies] = [4, 8];
const daysPerMonth = 365 / 12;

interface Customer {
  readonly contract: string;
  readonly months: number;
  readonly left: boolean;
}

/** How old one was, in days, when the observation began and ended, and whether by leaving. */
interface Span {
  readonly entered: number;
  readonly exited: number;
  readonly left: boolean;
}

/** What is left of all after an age, as a fraction of whole numbers. */
interface Step {
  readonly age: number;
  readonly left: bigint;
  readonly of: bigint;
}

const numberOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const dayOfNumber = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);
const startOf = (months: number): string => new Date(Date.UTC(2026, -months, 1)).toISOString().slice(0, 10);
const newYear = numberOfDay("2026-01-01");

/** The estimator by its definition: of those seen at an age, the share that does not leave at it, multiplied up. */
function curveOf(spans: readonly Span[]): Step[] {
  const ages = new Set(spans.filter(({ left }) => left).map(({ exited }) => exited));
  let [left, of] = [1n, 1n];
  return [...ages]
    .sort((a, b) => a - b)
    .map((age) => {
      const seen = spans.filter(({ entered, exited }) => entered <= age && age <= exited);
      const lost = seen.filter((span) => span.left && span.exited === age);
      left *= BigInt(seen.length - lost.length);
      of *= BigInt(seen.length);
      return { age, left, of };
    });
}

/** The share that is left at an age, to 18 digits. */
function shareAt(curve: readonly Step[], age: number): number {
  const step = curve.findLast((one) => one.age <= age);
  return step === undefined ? 1 : Number((step.left * 10n ** 18n) / step.of) / 1e18;
}

/** The customer in December 2025, as days say; null where the first month is still to come. */
function inDecember({ months, left }: Customer): Span | null {
  if (months === 0) return null;
  const start = numberOfDay(startOf(months));
  return {
    entered: Math.max(0, numberOfDay("2025-12-01") - start),
    exited: left ? numberOfDay("2025-12-15") - start : newYear - 1 - start,
    left,
  };
}

/** The customer from the first day on, in months. */
const allAlong = ({ months, left }: Customer): Span => ({ entered: 0, exited: months, left });

/**
 * S(k) of the engine's curves for k = 0, 1 ..., by values of dimensions. Each customer pays 1, so that `ltv.km` without a
 * discount is the sum of S(k) before the cap: it grows by S(k) where the cap grows by the month k.
 */
async function survivalByMonth(
  store: MetricsStore,
  tenant: string,
  months: number,
  query: Omit<QueryInput, "metrics" | "set">,
): Promise<Map<string, number[]>> {
  const curves = new Map<string, number[]>();
  const before = new Map<string, number>();
  for (let cap = 1; cap <= months; cap++) {
    const set = { "ltv.capMonths": String(cap), "ltv.discountRate": "0", "margin.gross": "1" };
    for (const { dimensions, points } of await ask(store, { metrics: ["ltv.km"], ...query, set }, tenant)) {
      const group = Object.values(dimensions).join();
      const sum = points[0]!.value!;
      curves.set(group, [...(curves.get(group) ?? []), sum - (before.get(group) ?? 0)]);
      before.set(group, sum);
    }
  }
  return curves;
}

/** The largest distance of two curves, which must be equally long. */
function distance(actual: readonly number[] | undefined, expected: readonly number[]): number {
  expect(actual).toHaveLength(expected.length);
  return Math.max(...expected.map((share, index) => Math.abs(share - actual![index]!)));
}

describe.skipIf(!hasSharedData(folder))("survival of Telco customers", () => {
  const stores: MetricsStore[] = [];
  let pglite: PGlite;
  let customers: Customer[];
  let groups: [contract: string | null, of: Customer[]][];

  async function fill(
    store: MetricsStore,
    tenant: string,
    rows: readonly { id: string; segment: string; region?: string; starts: string; ends: string }[],
  ): Promise<void> {
    const accounts = rows.map(({ id, segment, region = "" }) => `${id},${segment},${region}`);
    const subscriptions = rows.map(({ id, starts, ends }) => `${id},${id},${starts},${ends},1`);
    await importCsv(store, "accounts", ["id,segment,region", ...accounts].join("\n"), { tenant });
    const report = await importCsv(
      store,
      "subscriptions",
      ["id,account_id,starts_at,ends_at,mrr", ...subscriptions].join("\n"),
      { tenant },
    );
    expect(report).toMatchObject({ accepted: rows.length, rejected: 0 });
  }

  beforeAll(async () => {
    customers = plainRows(sharedText(`${folder}/Telco-Customer-Churn.csv`)).map((row) => ({
      contract: row.Contract!,
      months: Number(row.tenure),
      left: row.Churn === "Yes",
    }));
    expect([customers.length, customers.filter(({ left }) => left).length]).toEqual([7_043, 1_869]);
    groups = [[null, customers], ...Map.groupBy(customers, ({ contract }) => contract)];
    expect(groups).toHaveLength(4);
    pglite = await PGlite.create();
    stores.push(await newDuckDBStore(now));
    stores.push(await openPostgresStore({ client: pglite, clock: fixedClock(now) }));
    const months = customers.map(({ contract, months, left }, index) => ({
      id: String(index),
      segment: contract,
      starts: startOf(months),
      ends: left ? "2025-12-15" : "",
    }));
    const whole = Array.from({ length: copies }, (_, copy) =>
      customers.map(({ contract, months, left }, index) => ({
        id: `${copy}-${index}`,
        segment: contract,
        region: String(copy),
        starts: dayOfNumber(newYear - 1 - daysPerTenureMonth * (months + copy)),
        ends: left ? dayOfNumber(newYear - 1) : "",
      })),
    );
    for (const store of stores) {
      await fill(store, "default", months);
      await fill(store, "whole", whole.flat());
    }
  }, 300_000);

  afterAll(async () => {
    for (const store of stores) await store.close();
    await pglite.close();
    removeFolders();
  });

  test("the curve of December at every month of tenure, of all and by contract", async () => {
    const months = 74;
    for (const [index, store] of stores.entries()) {
      for (const by of index === 0 ? [[], ["segment"]] : [["segment"]]) {
        const curves = await survivalByMonth(store, "default", months, {
          by,
          from: "2025-12-01",
          to: "2026-01-01",
        });
        const asked = groups.filter(([contract]) => (contract === null) === (by.length === 0));
        expect(curves.size).toBe(asked.length);
        for (const [contract, of] of asked) {
          const curve = curveOf(of.map(inDecember).filter((span) => span !== null));
          const expected = Array.from({ length: months }, (_, k) => shareAt(curve, k * daysPerMonth));
          expect(distance(curves.get(contract ?? ""), expected)).toBeLessThan(tolerance);
        }
      }
    }
  }, 300_000);

  test("the textbook's curve at every month of tenure, of all and by contract", async () => {
    for (const [index, store] of stores.entries()) {
      for (const by of index === 0 ? [["region"], ["region", "segment"]] : [["region", "segment"]]) {
        const curves = await survivalByMonth(store, "whole", 12, {
          by,
          grain: "year",
          from: "2025-01-01",
          to: "2026-01-01",
        });
        for (const [contract, of] of groups.filter(([name]) => (name === null) === (by.length === 1))) {
          const curve = curveOf(of.map(allAlong));
          const read = new Set<number>();
          for (let copy = 0; copy < copies; copy++) {
            const tenures = Array.from(
              { length: 12 },
              (_, k) => Math.floor((k * daysPerMonth) / daysPerTenureMonth) - copy,
            );
            for (const tenure of tenures) read.add(tenure);
            const expected = tenures.map((tenure) => shareAt(curve, tenure));
            const actual = curves.get([String(copy), ...(contract === null ? [] : [contract])].join());
            expect(distance(actual, expected)).toBeLessThan(tolerance);
          }
          expect(
            Array.from({ length: 73 }, (_, tenure) => tenure).filter((tenure) => !read.has(tenure)),
          ).toEqual([]);
        }
      }
    }
  }, 300_000);

  test("the rows behind the curve: who was there, who left and who went out of sight at which tenure", async () => {
    for (const store of stores) {
      for (const [contract, of] of groups) {
        const { measures } = await store.explain(
          "whole",
          ExplainRequest.parse({
            metric: "ltv.km",
            grain: "year",
            period: "2025-01-01",
            where: { region: ["0"], ...(contract === null ? {} : { segment: [contract] }) },
            limit: 10_000,
          }),
        );
        const counted = (measure: string): Map<number, number> => {
          const found = new Map<number, number>();
          const { rows } = measures.find((one) => one.measure === `customers ${measure}, by age`)!;
          for (const { bucket } of rows) {
            const tenure = Number(bucket) / daysPerTenureMonth;
            found.set(tenure, (found.get(tenure) ?? 0) + 1);
          }
          return found;
        };
        const plain = (kept: readonly Customer[]): Map<number, number> =>
          new Map(
            [...Map.groupBy(kept, ({ months }) => months)].map(([months, list]) => [months, list.length]),
          );
        expect(counted("observed")).toEqual(new Map([[0, of.length]]));
        expect(counted("lost")).toEqual(plain(of.filter(({ left }) => left)));
        expect(counted("not lost yet")).toEqual(plain(of.filter(({ left }) => !left)));
      }
    }
  }, 120_000);
});
