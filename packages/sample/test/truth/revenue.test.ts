import { expect, test } from "vitest";
import type { SubscriptionRow } from "../../src/index.ts";
import { balancesAt } from "../../src/truth/balances.ts";
import { monthsOf, quartersOf } from "../../src/truth/periods.ts";
import { revenuePoints } from "../../src/truth/revenue.ts";
import { company } from "../company.ts";

const row = (account: string, starts_at: string, ends_at: string | null, mrr: string): SubscriptionRow => ({
  id: `${account}/${starts_at}`,
  account_id: account,
  starts_at,
  mrr,
  amount: null,
  interval: "month",
  ends_at,
  subscription_id: account,
  plan: "team",
  interval_count: 1,
  quantity: 1,
  discount: null,
  currency: "USD",
  trial: false,
  renews_at: null,
});

const rows: SubscriptionRow[] = [
  // Pays 100 from before January, 130 from 10 February.
  row("grows", "2025-12-05", "2026-02-10", "100"),
  row("grows", "2026-02-10", null, "130"),
  // Ends on 1 February: still a customer just before it, so churned in February.
  row("leaves", "2025-12-05", "2026-02-01", "50"),
  // Came and went inside January, returns in March.
  row("returns", "2026-01-03", "2026-01-20", "70"),
  row("returns", "2026-03-15", null, "70"),
  // Starts on 1 February: not yet there just before it.
  row("starts", "2026-02-01", null, "20"),
  // Half the seats from March.
  row("shrinks", "2025-12-05", "2026-03-01", "40"),
  row("shrinks", "2026-03-01", null, "20"),
  // A trial that turns into 90 a year: 7.5 a month.
  { ...row("tries", "2026-01-05", "2026-01-19", "999"), trial: true },
  { ...row("tries", "2026-01-19", null, "0"), mrr: null, amount: "30", quantity: 3, interval: "year" },
];

const boundaries = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"];
const balances = balancesAt(rows, boundaries);

function valuesOf(period: ReturnType<typeof monthsOf>[number]): Record<string, string | null> {
  return Object.fromEntries(revenuePoints(balances, period).map(({ metric, value }) => [metric, value]));
}

test("months of a company of six accounts, worked out by hand", () => {
  const [january, february, march] = monthsOf("2026-01-01", "2026-04-01");
  expect(valuesOf(january!)).toMatchObject({
    mrr: "197.5",
    new_mrr: "7.5",
    expansion_mrr: "0",
    churned_mrr: "0",
    reactivation_mrr: "0",
    customers: "4",
    arpa: String(197.5 / 4),
    logo_churn_rate: "0",
    nrr: null,
    "nrr.period": "1",
  });
  expect(valuesOf(february!)).toMatchObject({
    mrr: "197.5",
    new_mrr: "20",
    expansion_mrr: "30",
    contraction_mrr: "0",
    churned_mrr: "-50",
    customers: "4",
    logo_churn_rate: "0.25",
    "nrr.period": String(177.5 / 197.5),
    "grr.period": String(147.5 / 197.5),
  });
  expect(valuesOf(march!)).toMatchObject({
    mrr: "247.5",
    new_mrr: "0",
    contraction_mrr: "-20",
    reactivation_mrr: "70",
    customers: "5",
  });
});

test("a quarter nets what its months moved, and is not their sum", () => {
  const [quarter] = quartersOf("2026-01-01", "2026-04-01");
  expect(valuesOf(quarter!)).toMatchObject({
    mrr: "247.5",
    new_mrr: "97.5",
    expansion_mrr: "30",
    contraction_mrr: "-20",
    churned_mrr: "-50",
    reactivation_mrr: "0",
    logo_churn_rate: String(1 / 3),
  });
});

test("the movements of every month sum to its change in MRR, to the micro-unit", () => {
  const { points } = company.truth;
  const micros = (metric: string, period: string): number =>
    Math.round(
      Number(points.find((p) => p.metric === metric && p.period === period && p.grain === "month")!.value) *
        1e6,
    );
  const months = points
    .filter((p) => p.metric === "customers" && p.grain === "month")
    .map(({ period }) => period);
  expect(months).toHaveLength(36);
  months.slice(1).forEach((period, index) => {
    const moved = ["new_mrr", "expansion_mrr", "contraction_mrr", "churned_mrr", "reactivation_mrr"];
    const sum = moved.reduce((total, metric) => total + micros(metric, period), 0);
    expect(sum, period).toBe(micros("mrr", period) - micros("mrr", months[index]!));
  });
});

test("segments sum to the total", () => {
  const { points } = company.truth;
  const last = points.filter((p) => p.metric === "mrr" && p.period === "2026-10-01" && p.grain === "month");
  const [total, parts] = [
    last.filter((p) => !p.dimensions.segment),
    last.filter((p) => p.dimensions.segment),
  ];
  expect(parts).toHaveLength(3);
  expect(parts.reduce((sum, { value }) => sum + Math.round(Number(value) * 1e6), 0)).toBe(
    Math.round(Number(total[0]!.value) * 1e6),
  );
});

test("retention over 12 months is undefined until there are 12", () => {
  const nrr = company.truth.points.filter((p) => p.metric === "nrr" && p.grain === "month");
  expect(nrr.map(({ value }) => value === null)).toEqual(nrr.map((_, index) => index < 11));
});
