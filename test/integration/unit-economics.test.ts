import type { MetricsStore } from "@foresail/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askValues, importCsv, newDuckDBStore, removeFolders } from "../support/stores.ts";

/*
 * Worked by hand. MRR at the ends of the months:
 *
 *            Dec    Jan    Feb    Mar
 *   A        100    100    150    150
 *   B        100    100    100      0
 *   C          -      -    200    200
 *   total    200    200    450    350
 *
 * Spend: January 300, February 600, March 400. People: January 4, of which 1 converted; February 5, none converted;
 * MQLs: January 2, both accepted later; February 3, none accepted.
 */
const months = { from: "2026-01-01", to: "2026-04-01" };

let store: MetricsStore;

beforeAll(async () => {
  store = await newDuckDBStore("2026-06-01T12:00:00Z");
  await importCsv(store, "accounts", "id\nA\nB\nC\n");
  await importCsv(
    store,
    "subscriptions",
    `id,account_id,starts_at,ends_at,mrr
1,A,2025-06-01,2026-02-10,100
2,A,2026-02-10,,150
3,B,2025-06-01,2026-03-05,100
4,C,2026-02-01,,200
`,
  );
  await importCsv(
    store,
    "spend",
    `id,date,amount,kind,campaign,leads,conversions
1,2026-01-05,200,ads,spring,4,1
2,2026-01-20,100,tools,,,
3,2026-02-05,600,ads,spring,10,0
4,2026-03-05,400,ads,summer,5,2
`,
  );
  await importCsv(
    store,
    "people",
    `id,created_at,mql_at,sql_at,converted_at
1,2026-01-02,2026-01-03,2026-02-01,2026-02-10
2,2026-01-03,2026-01-20,2026-01-25,
3,2026-01-04,2026-02-03,,
4,2026-01-05,,,
5,2026-02-05,2026-02-06,,
6,2026-02-06,2026-02-07,,
7,2026-02-07,,,
8,2026-02-08,,,
9,2026-02-09,,,
`,
  );
});

afterAll(async () => {
  await store.close();
  removeFolders();
});

const ask = (metric: string, set: Record<string, string> = {}) =>
  askValues(store, { metrics: [metric], ...months, set });

describe("LTV by survival, worked by hand", () => {
  test("customers who still pay are censored, those from before enter at their age", async () => {
    /*
     * A and B pay from 1 June 2025, C from 1 February. March: A (273 days old on 1 March) and B enter, C at 28 days; B
     * leaves on 5 March at 277 days with A at risk beside it: S = 1/2 from day 277, the tenth month (day 304 is the tenth,
     * day 273.75 the ninth). Months 0 to 9 count 1, months 10 to 59 a half: 10 + 25 = 35. ARPA 350 / 2.
     */
    const [march] = await askValues(store, { metrics: ["ltv.km"], from: "2026-03-01", to: "2026-04-01" });
    expect(march).toBeCloseTo(175 * 35, 9);
    // Nobody left in January: the cap alone bounds it.
    const [january] = await askValues(store, {
      metrics: ["ltv.km"],
      from: "2026-01-01",
      to: "2026-02-01",
      set: { "ltv.capMonths": "24", "margin.gross": "0.5" },
    });
    expect(january).toBe(100 * 0.5 * 24);
  });

  test("over all history it is the ordinary estimate", async () => {
    // 2025-06 to 2026-06: A, B and C begin; B ends at 277 days; A is 364 days old at the end, C 119.
    const [year] = await askValues(store, {
      metrics: ["ltv.km"],
      from: "2025-06-01",
      to: "2026-06-01",
      grain: "year",
      set: { "calendar.fiscalYearStart": "6", "ltv.capMonths": "12" },
    });
    // At risk at 277 days: A and B. Months 0 to 9 count 1, 10 and 11 a half: 11. ARPA at the end of May: 350 / 2.
    expect(year).toBeCloseTo(175 * 11, 9);
  });
});

describe("unit economics, worked by hand", () => {
  test.each<[string, Record<string, string>, (number | null)[]]>([
    ["mqls", {}, [2, 3, 0]],
    ["sqls", {}, [1, 1, 0]],
    ["lead_velocity_rate", {}, [null, 3 / 2 - 1, -1]],
    ["lead_conversion_rate", {}, [1 / 4, 0, null]],
    ["mql_to_sql_rate", {}, [1, 0, null]],
    ["cost_per_lead", {}, [300 / 4, 600 / 5, null]],
    ["cost_per_lead.platform", {}, [300 / 4, 600 / 10, 400 / 5]],
    ["cac", {}, [null, 600, null]],
    ["cac", { "cac.lagMonths": "1" }, [null, 300, null]],
    ["cac.platform", {}, [300, null, 200]],
    // ARPA at the end of March is 350 / 2; one of three customers left.
    ["ltv", {}, [null, null, 175 / (1 / 3)]],
    ["ltv", { "margin.gross": "0.8" }, [null, null, (175 * 0.8) / (1 / 3)]],
    // Nobody left in January: churn counts as 1/60. February: expansion of 50 over two customers, 25 each.
    ["ltv.expansion", {}, [100 * 60, 150 * 60 + 25 * 3600, 175 * 3]],
    ["ltv_cac", {}, [null, null, null]],
    ["cac_payback_months", {}, [null, 600 / 200, null]],
    ["cac_payback_months", { "margin.gross": "0.5", "cac.lagMonths": "1" }, [null, 300 / 100, null]],
    ["magic_number", {}, [null, ((450 - 200) * 12) / 300, ((350 - 450) * 12) / 600]],
    ["mrr_growth_rate", {}, [0, 450 / 200 - 1, 350 / 450 - 1]],
    ["net_new_mrr", {}, [0, 250, -100]],
    ["quick_ratio", {}, [null, null, 0]],
    ["new_customers", {}, [0, 1, 0]],
    ["churned_customers", {}, [0, 0, 1]],
    ["rule_of_40", {}, [null, null, null]],
  ])("%s %j", async (metric, set, expected) => {
    const values = await ask(metric, set);
    values.forEach((value, index) => {
      const wanted = expected[index] as number | null;
      if (wanted === null) expect([index, value]).toEqual([index, null]);
      else expect(value).toBeCloseTo(wanted, 9);
    });
    expect(values).toHaveLength(expected.length);
  });

  test("the rule of 40 compares with a year ago", async () => {
    const [value] = await askValues(store, {
      metrics: ["rule_of_40"],
      from: "2026-06-01",
      to: "2026-07-01",
      set: { "margin.profit": "0.12" },
    });
    // 350 at the end of June 2026, 200 at the end of June 2025.
    expect(value).toBeCloseTo(350 / 200 - 1 + 0.12, 12);
  });

  test("settings that decide a number travel with its definition", async () => {
    const query = { metrics: ["cac"], by: [], where: {}, grain: "month" as const, asOf: null };
    const named = await store.query("default", { ...query, ...months, set: { "cac.lagMonths": "1" } });
    expect(named.series[0]?.definition).toBe("cac@1[cac.lagMonths=1]");
    const plain = await store.query("default", { ...query, ...months, set: {} });
    expect(plain.series[0]?.definition).toBe("cac@1");
  });

  test("platform counts can be split by campaign, people cannot", async () => {
    const { series } = await store.query("default", {
      metrics: ["cost_per_lead.platform"],
      by: ["campaign"],
      where: {},
      grain: "year",
      asOf: null,
      set: {},
    });
    expect(series.map(({ dimensions, points }) => [dimensions.campaign, points[0]?.value])).toEqual([
      ["spring", 800 / 14],
      ["summer", 80],
      [null, null],
    ]);
  });
});
